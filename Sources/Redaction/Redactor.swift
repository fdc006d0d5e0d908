internal import StrictJSON

/// Takes secrets out of text and JSON before anything is stored, sent or logged.
///
/// Pure and deterministic: the same input gives the same output, and redacting an output again changes nothing. In place
/// of a secret stands `[redacted:<rule>]`. The rules are compiled once per process (about 20 ms, on first use); a redactor
/// owns scratch memory and belongs to one thread at a time. It never blocks.
package final class Redactor {
    let scanner = TextScanner()
    let parser: JSONParser

    /// Compiles the rules, unless that has been done: whoever makes a redactor after it does not wait. Any thread may call it.
    package static func prepare() { Filter.prepare() }

    /// - Parameter maxDepth: How deep a payload's objects and arrays may nest.
    package init(maxDepth: UInt16 = 128) {
        parser = JSONParser(maxDepth: maxDepth)
    }

    /// Redacts one whole text: a title, a summary, a health text, a tag, a line of a log.
    package func redact(text: String) -> String {
        var text = text
        let redacted = text.withUTF8 { redact(utf8: $0) }
        return redacted.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Redacts valid UTF-8; nil if there is nothing to redact.
    package func redact(utf8 text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let spans = scanner.secrets(in: text)
        guard !spans.isEmpty else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        Span.replace(spans, in: text, into: &output)
        return output
    }

    /// The rule that an identifier breaks by its shape alone, or nil if it may stay.
    ///
    /// An id is kept or replaced as a whole, so that joins survive: the caller puts a keyed hash in its place.
    package func redact(identifier: String) -> String? {
        var identifier = identifier
        return identifier.withUTF8 { scanner.secrets(in: $0, shapesOnly: true).first }.map { "\($0.rule)" }
    }

    /// Redacts one piece of a text that comes in pieces, such as the lines of a log.
    ///
    /// - Parameter state: What earlier pieces of the same stream left open; updated.
    package func redact(text: String, state: inout StreamState) -> String {
        var text = text
        return String(decoding: text.withUTF8 { redact(utf8: $0, state: &state) }, as: UTF8.self)
    }
}
