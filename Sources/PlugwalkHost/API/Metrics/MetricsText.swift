/// Writes figures in the text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/): for each family its help, its type and its samples.
struct MetricsText {
    /// What the media type of the format is.
    static let type = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String {
        /// Only ever rises, but for a restart. Its name ends with `_total`.
        case counter
        case gauge
    }

    /// One figure and what tells it apart from the others of its family.
    struct Sample {
        let labels: [(name: String, value: String)]
        let value: String

        init(_ value: some BinaryInteger, _ labels: (name: String, value: String)...) {
            self.labels = labels
            self.value = String(value)
        }

        init(_ value: Double) {
            labels = []
            self.value = String(value)
        }
    }

    private(set) var text = ""

    /// Writes one family. One without samples is left out.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        if samples.isEmpty { return }
        text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quoted: true))\"" }
            text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " \(sample.value)\n"
        }
    }

    private static func escaped(_ text: String, quoted: Bool = false) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quoted: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
