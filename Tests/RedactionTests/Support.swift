import TestSupport

@testable import Redaction

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
