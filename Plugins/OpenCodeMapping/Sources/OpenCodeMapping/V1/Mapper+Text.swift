import AdapterKit

extension Mapper {
    /// Text is told once, when it is final: a text that is still growing may hold half a secret.
    ///
    /// Only what a model writes has a time. What a person wrote, or the client on their behalf, has none and is final at once.
    func textPart() -> Outcome {
        let time = partObject["time"]
        if !time.exists || time["end"].kind == .number { return .mapped([finalText(time)]) }
        if partObject["text"].isFilled || properties["delta"].exists { return growing(message: messageID) }
        return .mapped([openText(time)])
    }

    private func openText(_ time: JSONCursor) -> Event {
        var event = event(.message, messageID, .running, .debug)
        event.time = exact(time["start"])
        setGlobalKey("part:", .id(session), "/", .id(messageID), "/", .id(partObject["id"]), ":open", of: &event)
        event.correlation = messageID.text
        event.title = title
        event.payload = payload { $0.add("turn", "progress") }
        return event
    }

    private func finalText(_ time: JSONCursor) -> Event {
        let isReasoning = partObject["type"].isString("reasoning")
        var event = event(.message, messageID, .running, isReasoning ? .debug : .info, own: properties["time"])
        if time.exists { event.time = exact(time["end"]) }
        let facts: KeyPart = .hash(partObject["type"], partObject["text"], partObject["synthetic"])
        setGlobalKey("part:", .id(session), "/", .id(messageID), "/", .id(partObject["id"]), ":done:", facts, of: &event)
        event.correlation = messageID.text
        event.title = title
        event.summary = Line(partObject["text"]).text
        event.payload = payload { $0.add("turn", turn(isTimed: time.exists)) }
        return event
    }

    private var title: Text { partObject["type"].isString("reasoning") ? "Reasoning" : "Text" }

    private func turn(isTimed: Bool) -> Text {
        if partObject["synthetic"].isTrue { return "synthetic" }
        return isTimed ? "progress" : "text"
    }
}
