import Foundation
import Testing

/// Compares a text with the file of that name in `Snapshots`. With `RECORD_SNAPSHOTS` set it writes the file, and fails.
func expectSnapshot(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name)", sourceLocation: location)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "set RECORD_SNAPSHOTS to accept the change of \(name)", sourceLocation: location)
}
