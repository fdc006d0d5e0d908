import AdapterKit

extension Mapper {
    var partObject: JSONCursor { properties["part"] }
    var messageID: JSONCursor { partObject["messageID"] }

    func part() -> Outcome {
        switch rule(of: partObject["type"]) {
        case .text: textPart()
        case .tool: call()
        case .stepStart: .mapped([stepStart()])
        case .stepFinish: .mapped([stepFinish()])
        case .patch: .mapped([patch()])
        case .subtask: .mapped([subtask()])
        case .agent: .mapped([agentPart()])
        case .file: .mapped([filePart()])
        case .snapshot: .mapped([plainPart(title: "Snapshot", facts: partObject["snapshot"])])
        case .retry: .mapped([retryPart()])
        case .compaction: .mapped([compaction()])
        case .unknown: .mapped([unknownPart()])
        }
    }

    private func rule(of type: JSONCursor) -> PartTable.Rule {
        (PartTable.rows.first { type.isString($0.type) } ?? PartTable.unknown).rule
    }

    /// An event about a part, keyed by the part and the hash of its type and `facts`.
    func partEvent(_ entity: EntityType, _ status: Status, _ severity: Severity, facts: [JSONCursor]) -> Event {
        var event = event(entity, entity == .message ? messageID : partObject["id"], status, severity, own: properties["time"])
        var hash = FactHash()
        hash.add(partObject["type"])
        for fact in facts { hash.add(fact) }
        setGlobalKey("part:", .id(session), "/", .id(messageID), "/", .id(partObject["id"]), ":", .facts(hash), of: &event)
        event.correlation = messageID.text
        return event
    }

    /// A part that the model's work gives.
    private func plainPart(title: Text, summary: JSONCursor? = nil, facts: JSONCursor...) -> Event {
        var event = partEvent(.message, .running, .debug, facts: facts)
        event.title = title
        if let summary { event.summary = Line(summary).text }
        event.payload = payload { $0.add("turn", "progress") }
        return event
    }

    private func stepStart() -> Event { plainPart(title: "Step started") }

    private func stepFinish() -> Event {
        let reason = partObject["reason"]
        var event = plainPart(title: "Step finished", summary: reason, facts: reason)
        if reason.isString("stop") { event.status = .success }
        if reason.isString("error") || reason.isString("length") || reason.isString("content-filter") {
            event.status = .failed
            event.severity = .warn
        }
        return event
    }

    /// A person has named an agent in a prompt: no sign of the model's.
    private func agentPart() -> Event {
        var event = partEvent(.message, .running, .debug, facts: [partObject["name"]])
        event.title = "Agent"
        event.summary = Line(partObject["name"]).text
        event.payload = payload()
        return event
    }

    private func patch() -> Event {
        var event = plainPart(title: "Patch", facts: partObject["hash"], partObject["files"])
        var summary = Line()
        for file in partObject["files"].elements { summary.add(", ", then: file) }
        event.summary = summary.text
        return event
    }

    private func subtask() -> Event {
        var event = partEvent(.task, .queued, .info, facts: [partObject["agent"], partObject["description"], partObject["prompt"]])
        event.title = Line(partObject["description"]).text
        event.summary = Line(partObject["agent"]).text
        event.payload = payload()
        return event
    }

    /// A `data:` URL holds the whole file; its hash is in the key, the bytes are no evidence.
    private func filePart() -> Event {
        let url = partObject["url"]
        var event = partEvent(.message, .running, .debug, facts: [partObject["filename"], url])
        event.title = "File"
        event.summary = Line(partObject["filename"]).text
        let isInline = url.plainText?.starts(with: "data:") == true
        event.payload = isInline ? payload(without: url) : payload()
        return event
    }

    private func retryPart() -> Event {
        var event = partEvent(.message, .retry, .warn, facts: [partObject["attempt"]])
        event.title = "Retry"
        event.summary = reason(partObject["error"])
        event.payload = payload { $0.add("reason", reason(partObject["error"])) }
        return event
    }

    private func compaction() -> Event {
        var event = partEvent(.message, .running, .info, facts: [partObject["auto"]])
        event.title = "Compaction"
        event.summary = partObject["auto"].isTrue ? "The context is nearly full" : "Asked for"
        event.payload = payload { $0.add("turn", "compaction") }
        return event
    }

    private func unknownPart() -> Event {
        var event = partEvent(.message, .running, .debug, facts: [partObject])
        event.title = Line(partObject["type"]).text
        event.payload = payload()
        event.tags = "[\"unmapped\"]"
        return event
    }
}
