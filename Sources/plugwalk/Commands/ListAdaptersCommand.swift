import PlugwalkHost
import StrictJSON

/// `plugwalk adapters`: what is there, what runs, what is refused and why.
struct ListAdaptersCommand {
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func run() throws -> ExitCode {
        let document = try listing()
        if arguments.printsJSON {
            Terminal.printRaw(document.hasSuffix("\n") ? document : document + "\n")
            return .success
        }
        let parser = JSONParser()
        // The document lives in its parser.
        let text = try withExtendedLifetime(parser) { AdapterList(try parser.parse(copying: document).root).text }
        return Terminal.print(text)
    }

    /// From the daemon, which knows how the instances do, else from the folders.
    private func listing() throws -> String {
        let installation = try Installation()
        if let daemon = try RunningDaemon(installation.home) {
            guard let answer = daemon.client.send("GET", "/api/v1/adapters") else { throw UsageError(daemon.silence) }
            guard answer.status == 200 else { throw UsageError(answer.problem) }
            return answer.body
        }
        let listings = try installation.listings()
        return JSONLine.object { json in
            json.member("items", listings) { $0.adapter($1) }
            json.member("next_cursor", nil as String?)
        }
    }
}

/// The list of adapters for a person.
struct AdapterList {
    private struct Row {
        let name, state, version: String
        /// Each on lines of its own below.
        let remarks: [String]
    }

    private let rows: [Row]

    init(_ document: JSONValue) { rows = (document["items"]?.elements).map { $0.map(Self.row) } ?? [] }

    var text: String {
        guard !rows.isEmpty else { return "There is no adapter: put one into the folder plugins of the state folder.\n" }
        let all = [Row(name: "NAME", state: "STATE", version: "VERSION", remarks: [])] + rows
        let widths = [\Row.name, \Row.state].map { column in all.map { TerminalText.width(of: $0[keyPath: column]) }.max() ?? 0 }
        return all.flatMap { row in
            let columns = [TerminalText.padded(row.name, columns: widths[0]), TerminalText.padded(row.state, columns: widths[1])]
            return [(columns + [row.version]).filter { !$0.isEmpty }.joined(separator: "  ").trimmedEnd]
                + row.remarks.flatMap { TerminalText.wrapped($0, columns: 75).map { "    " + $0 } }
        }.joined(separator: "\n") + "\n"
    }

    private static func row(_ adapter: JSONValue) -> Row {
        let instances = (adapter["instances"]?.elements).map { Array($0) } ?? []
        var remarks = [adapter["description"]?.string].compactMap(\.self)
        let file = adapter["file"]?.string
        if let message = adapter["message"]?.string { remarks.append((file.map { "\($0): " } ?? "") + message) }
        for instance in instances {
            guard let message = instance["message"]?.string else { continue }
            remarks.append("\(instance["instance"]?.string ?? ""): \(message)")
        }
        return Row(
            name: adapter["name"]?.string ?? "", state: state(of: adapter, instances), version: adapter["version"]?.string ?? "",
            remarks: remarks)
    }

    /// What its instances do, else whether it is used at a start, else whether it could be.
    private static func state(of adapter: JSONValue, _ instances: [JSONValue]) -> String {
        let states = instances.compactMap { $0["state"]?.string }
        if let first = states.first { return Set(states).count == 1 ? first : states.joined(separator: ", ") }
        guard adapter["state"]?.string == "usable" else { return adapter["state"]?.string ?? "" }
        return adapter["enabled"]?.bool == true ? "enabled" : "off"
    }
}

extension String {
    /// Without blanks at the end.
    var trimmedEnd: String { String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]) }
}
