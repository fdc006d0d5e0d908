import StrictJSON

/// What `tail` prints of the stream's messages: events to standard output, remarks to standard error.
struct TailOutput {
    private let asJSON: Bool
    private var lines: EventLines
    private let parser = JSONParser()

    init(asJSON: Bool, environment: [String: String]) {
        self.asJSON = asJSON
        lines = EventLines(style: Style(environment: environment), columns: Terminal.columns)
    }

    /// - Returns: False when nobody reads standard output any more.
    mutating func print(_ messages: [EventStreamDecoder.Message]) -> Bool {
        var text = ""
        for message in messages {
            switch message.event {
            case "plugwalk.event": text += asJSON ? message.data + "\n" : line(message)
            case "plugwalk.gap":
                remark(message) {
                    "\($0["missed"]?.int ?? 0) events are left out here: this reader was too slow. They are stored; to see them: plugwalk tail --since \($0["after"].map(Self.word) ?? "0")"
                }
            case "plugwalk.reset":
                remark(message) {
                    "the place to go on from is gone (\($0["reason"]?.string ?? "unknown")); going on with what comes"
                }
            default: break
            }
        }
        return text.isEmpty || Terminal.printRaw(text)
    }

    /// An event without an id was told before and is known better now: for a reader of lines it is no news.
    private mutating func line(_ message: EventStreamDecoder.Message) -> String {
        guard message.id != nil, let document = try? parser.parse(copying: message.data) else { return "" }
        return withExtendedLifetime(parser) { lines.text(document.root) }
    }

    private func remark(_ message: EventStreamDecoder.Message, _ words: (JSONValue) -> String) {
        let parser = JSONParser()
        withExtendedLifetime(parser) {
            guard let document = try? parser.parse(copying: message.data) else { return }
            Terminal.remark("plugwalk: \(words(document.root))")
        }
    }

    private static func word(_ value: JSONValue) -> String { value.string ?? value.int.map { "\($0)" } ?? "0" }
}
