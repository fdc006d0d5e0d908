import Foundation

@testable import PlugwalkHost

/// One statement as it stands in the host's sources, with what is put together resolved.
struct HostSQL {
    let file: String
    let sql: String
}

extension HostSQL {
    /// Every statement of the host: each string literal that begins with one of SQL's verbs, and those that a function puts together.
    static func all() throws -> [HostSQL] {
        let made = [PlaceStatements.events, .calls].flatMap(\.all).map { sql in
            HostSQL(file: placeStatements, sql: sql.replacing("\n", with: "\n  "))
        }
        return try written().filter { $0.file != placeStatements } + made
    }

    private static let placeStatements = "API/Queries/PlaceStatements.swift"

    private static func written() throws -> [HostSQL] {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/PlugwalkHost").standardized.resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        let texts = try paths.sorted().map { path in
            (path, try String(contentsOf: sources.appending(path: path), encoding: .utf8))
        }
        return texts.flatMap { path, text in
            literals(text).filter(\.isStatement).map { HostSQL(file: path, sql: resolve($0, in: path, texts)) }
        }
    }

    private static func literals(_ source: String) -> [String] {
        let long = source.matches(of: /"""\n([\s\S]*?)\n *"""/).map { String($0.1) }
        let short = source.matches(of: /"([A-Z][^"\n]*)"/).map { String($0.1) }
        return (long + short).map { $0.replacing(/\\\n */, with: "").replacing(/\n */, with: "\n  ").trimmed }
    }

    /// Replaces `\(Type.name)` by the literal that defines it.
    private static func resolve(_ sql: String, in path: String, _ texts: [(String, String)]) -> String {
        sql.replacing(/\\\((\w+)\.(\w+)\)/) { match in
            let text =
                match.1 == "Self"
                ? texts.first { $0.0 == path }?.1 : texts.first { $0.0.hasSuffix("/\(match.1).swift") }?.1
            let definition = "static let \(match.2) = "
            guard let text, let start = text.range(of: definition)?.upperBound else { return String(match.0) }
            return literals(String(text[start...])).first ?? String(match.0)
        }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    fileprivate var isStatement: Bool {
        ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].contains { hasPrefix($0) }
    }
}
