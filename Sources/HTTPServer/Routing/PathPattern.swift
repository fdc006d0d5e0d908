/// The path of a route: literal segments, parameters and, at the end, the rest of the path.
///
/// `/runs/{run_id}/timeline` has one parameter; `/{path...}` matches every path, and `path` is all of it.
package struct PathPattern: Sendable, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        case literal(String)
        /// Matches one segment that is not empty.
        case parameter
        /// Matches what is left, also nothing.
        case rest
    }

    package let description: String
    /// The names of the parameters, in order.
    package let parameters: [String]
    let segments: [Segment]

    /// Whether it stands for one path alone.
    var isLiteral: Bool { segments.allSatisfy { if case .literal = $0 { true } else { false } } }

    /// Reads a pattern. One that is malformed is a mistake in the program and ends it.
    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "route pattern \(text) must start with a slash")
        var segments: [Segment] = []
        var parameters: [String] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            precondition(segments.last != .rest, "route pattern \(text) continues after its rest")
            guard part.first == "{", part.last == "}" else {
                segments.append(.literal(String(part)))
                continue
            }
            let name = part.dropFirst().dropLast()
            segments.append(name.hasSuffix("...") ? .rest : .parameter)
            parameters.append(String(name.hasSuffix("...") ? name.dropLast(3) : name))
        }
        precondition(Set(parameters).count == parameters.count, "route pattern \(text) names a parameter twice")
        description = text
        self.parameters = parameters
        self.segments = segments
    }
}
