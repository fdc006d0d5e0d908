internal import HTTPServer

/// Which content codings a client takes, and how gladly (RFC 9110, section 12.5.3).
struct AcceptEncoding {
    /// Weights in thousandths; nil when the client says nothing, and so takes everything.
    private let weights: [Substring: Int]?

    init(_ headers: Headers) {
        let fields = headers.all("Accept-Encoding")
        guard !fields.isEmpty else {
            weights = nil
            return
        }
        var weights: [Substring: Int] = [:]
        for element in fields.joined(separator: ",").lowercased().split(separator: ",") {
            let parts = element.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
            guard let coding = parts.first, !coding.isEmpty else { continue }
            // An alias that the standard keeps for old clients.
            weights[coding == "x-gzip" ? "gzip" : coding] = parts.count > 1 ? Self.weight(parts[1]) : 1_000
        }
        self.weights = weights
    }

    /// The best of codings for this client; of equally good ones the last. Nil when it takes none of them.
    func best(of codings: some Sequence<String>) -> String? {
        var best: (coding: String, weight: Int)?
        for coding in codings {
            let weight = weight(of: coding)
            if weight > 0, weight >= best?.weight ?? 0 { best = (coding, weight) }
        }
        return best?.coding
    }

    private func weight(of coding: String) -> Int {
        guard let weights else { return coding == "identity" ? 1_000 : 0 }
        if let weight = weights[coding[...]] ?? weights["*"] { return weight }
        // The identity is taken unless it is refused, but a coding that is named is meant to be used.
        return coding == "identity" ? 1 : 0
    }

    /// Reads `q=0.5`. A weight that cannot be read is none: no coding is forced on a client that may have refused it.
    private static func weight(_ parameter: Substring) -> Int {
        guard parameter.hasPrefix("q="), let weight = Double(parameter.dropFirst(2)), (0...1).contains(weight) else { return 0 }
        return Int((weight * 1_000).rounded())
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else { return "" }
        return self[first...last]
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
