/// Finds the values for a path in time that depends on the path's length, not on the number of patterns.
///
/// A literal segment wins over a parameter, a parameter over a rest; where the better branch leads nowhere, the search
/// returns to the next one.
struct RouteTree: Sendable {
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var rest: Int?
        /// The index of the route for each method of the pattern that ends here.
        var routes: [Method: Int] = [:]
    }

    /// The routes whose pattern matches a path, and what its parameters stand for.
    struct Match {
        var routes: [Method: Int]
        var values: [String]
    }

    private var nodes = [Node()]
    /// The node of each pattern without parameters, by its path: most requests are for one of those.
    private var literals: [String: Int] = [:]

    /// Adds route number `route`; false when the method has one for an equivalent pattern.
    mutating func insert(_ pattern: PathPattern, _ method: Method, route: Int) -> Bool {
        var node = 0
        for segment in pattern.segments { node = child(of: node, segment) }
        if pattern.isLiteral { literals[pattern.description] = node }
        return nodes[node].routes.updateValue(route, forKey: method) == nil
    }

    func match(_ target: Target) -> Match? {
        if target.isPlain, let node = literals[target.path] { return Match(routes: nodes[node].routes, values: []) }
        return match(target.segments[...], from: 0, values: [])
    }

    private mutating func child(of node: Int, _ segment: PathPattern.Segment) -> Int {
        let existing =
            switch segment {
            case .literal(let text): nodes[node].literals[text]
            case .parameter: nodes[node].parameter
            case .rest: nodes[node].rest
            }
        if let existing { return existing }
        nodes.append(Node())
        let new = nodes.count - 1
        switch segment {
        case .literal(let text): nodes[node].literals[text] = new
        case .parameter: nodes[node].parameter = new
        case .rest: nodes[node].rest = new
        }
        return new
    }

    private func match(_ segments: ArraySlice<String>, from index: Int, values: [String]) -> Match? {
        let node = nodes[index]
        guard let first = segments.first else {
            return node.routes.isEmpty ? nil : Match(routes: node.routes, values: values)
        }
        if let next = node.literals[first], let match = match(segments.dropFirst(), from: next, values: values) {
            return match
        }
        if let next = node.parameter, !first.isEmpty,
            let match = match(segments.dropFirst(), from: next, values: values + [first])
        {
            return match
        }
        guard let next = node.rest else { return nil }
        return Match(routes: nodes[next].routes, values: values + [segments.joined(separator: "/")])
    }
}
