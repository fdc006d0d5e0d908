@testable import Redaction

/// SplitMix64, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A fresh seed, to be printed with a failure.
    static func seed() -> UInt64 { UInt64.random(in: 0...UInt64.max) }
}

/// A sample with its random parts drawn.
struct DrawnSample {
    let before, secret, after: String

    init(_ sample: Sample, using random: inout SeededGenerator) {
        before = "\(sample.before)"
        after = "\(sample.after)"
        var secret = ""
        for part in sample.secret {
            switch part {
            case .text(let text): secret += "\(text)"
            case .random(let alphabet, let count):
                let letters = Array("\(alphabet)")
                // One digit and one letter at least, as nearly every real secret has.
                secret += String(
                    (0..<count).map { $0 == 1 ? letters.last! : $0 == 2 ? letters[0] : letters.randomElement(using: &random)! })
            }
        }
        self.secret = secret
    }

    var text: String { before + secret + after }

    /// Runs of the secret that must not be readable afterwards: of its random end, past any public prefix.
    var pieces: [String] {
        let body = Array(secret.suffix(max(6, secret.count / 2)))
        return body.count < 12
            ? [String(body)] : stride(from: 0, through: body.count - 12, by: 6).map { String(body[$0..<$0 + 12]) }
    }

    func leaks(in output: String) -> Bool { pieces.contains { output.contains($0) } }
}

extension Redactor {
    func json(_ text: String) -> String { String(decoding: redact(json: Array(text.utf8)), as: UTF8.self) }
}

/// A string as a JSON string, with quotes.
func quoted(_ text: String) -> String {
    "\""
        + text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case "\r": "\\r"
            default:
                scalar.value < 0x20 ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16) : String(scalar)
            }
        }.joined() + "\""
}
