import TestSupport
import Testing

@testable import Redaction

/// Secrets that come in pieces.
struct StreamTests {
    private let redactor = Redactor()

    private func redact(_ pieces: [String]) -> [String] {
        var bytes = StreamState().bytes
        return pieces.map { piece in
            // Through bytes and back, as a checkpoint keeps it.
            var state = StreamState(bytes: bytes)!
            defer { bytes = state.bytes }
            return redactor.redact(text: piece, state: &state)
        }
    }

    @Test(arguments: [
        Sample("I will use ", .text("ghp_"), .alphanumeric(36), after: " for it."),
        Sample("the key is ", .text("sk-"), .hex(32), after: " now"),
        Sample("export MESSAGING_TOKEN=", .hex(32), after: "\nnext"),
        Sample("> Authorization: Bearer ", .alphanumeric(40), after: "\n> Accept: */*"),
        Sample("I will use ", .text("AIzaSy"), .alphanumeric(33), after: " for it."),
    ])
    func `a secret cut anywhere does not come out whole, and its surroundings stay`(sample: Sample) {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        let drawn = DrawnSample(sample, using: &random), text = Array(drawn.text)
        for cut in 1..<text.count {
            let output = redact([String(text[..<cut]), String(text[cut...])]).joined()
            #expect(!drawn.leaks(in: output), "cut at \(cut): \(output), seed \(seed)")
            #expect(output.hasPrefix(drawn.before) && output.hasSuffix(drawn.after), "cut at \(cut): \(output), seed \(seed)")
        }
    }

    @Test func `a key file that comes line by line is hidden, and what follows is not`() {
        let body = ["MHcCAQEEIJZKjY335kNyzc3PjqUiyDrZJoxjMq7Q7v", "gZrNaiXuTBd2c9uhnQ9zm60UvX0kQ2=="]
        let lines =
            ["$ cat server.key\n", "-----BEGIN EC PRIVATE KEY-----\n"] + body.map { $0 + "\n" } + [
                "-----END EC PRIVATE KEY-----\n", "exit 0\n",
            ]
        let output = redact(lines)
        #expect(output.first == lines.first && output.last == lines.last)
        #expect(output[2...3].allSatisfy { $0.hasPrefix("[redacted:private-key]") })
    }

    @Test func `a key that is cut off ends where text begins again`() {
        let output = redact([
            "-----BEGIN PRIVATE KEY-----\n", "MHcCAQEEIJZKjY335kNyzc3PjqUiyDrZJoxjMq7Q7v\n", "... [output truncated]\n",
            "MHcCAQEEIJZKjY335kNyzc3PjqUiyDrZJoxjMq7Q7v\n",
        ])
        #expect(output[2] == "... [output truncated]\n")
        #expect(output[3].hasPrefix("MHc"))
    }

    @Test func `a name on one line speaks for the value on the next`() {
        let output = redact([
            "  - name: STRIPE_SECRET\n", "    value: \"Maple7harbor\"\n", "  - name: PORT\n", "    value: \"Maple7harbor\"\n",
        ])
        #expect(output[1] == "    value: \"[redacted:token]\"\n")
        #expect(output[3] == "    value: \"Maple7harbor\"\n")
    }

    @Test(arguments: [
        "The ghp_umber helper is old.", "We install sk-learn and more.", "-----BEGIN the raven section-----",
        "Bearer of the raven news arrived.", "session ses_df733aff7ffeFAWpeHgXjAriSO done",
    ])
    func `innocent text stays, wherever it is cut`(text: String) {
        for cut in 1..<text.count {
            #expect(redact([String(text.prefix(cut)), String(text.dropFirst(cut))]).joined() == text, "cut at \(cut)")
        }
    }

    @Test func `the state is small, holds no secret, and reads back`() {
        var state = StreamState()
        _ = redactor.redact(text: "PASSWORD=" + String(repeating: "x9Y", count: 100), state: &state)
        #expect(state.bytes.count <= 3 + StreamState.longestTail)
        #expect(!String(decoding: state.bytes, as: UTF8.self).contains("x9Y"))
        #expect(StreamState(bytes: state.bytes) == state)
        #expect(StreamState(bytes: [9, 0, 0]) == nil && StreamState(bytes: []) == nil && StreamState(bytes: [1, 0, 77]) == nil)
    }

    @Test func `the pieces of a payload's delta are one text`() {
        var state = StreamState()
        let pieces = ["I will use sk-0e158a8dad40ac4b", "ea0d54892ed2ed69 now"].map { piece in
            let json = Array(#"{"id":"p1","delta":"\#(piece)"}"#.utf8)
            return json.withUnsafeBufferPointer { redactor.redact(json: $0, state: &state) }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(
            pieces == [#"{"id":"p1","delta":"I will use [redacted:api-key]"}"#, #"{"id":"p1","delta":"[redacted:token] now"}"#])
    }
}
