import AdapterKit

extension Mapper {
    private var info: JSONCursor { properties["info"] }
    private var id: JSONCursor { info["id"] }

    func message() -> [Event] {
        info["role"].isString("user") ? userMessage() : assistantMessage()
    }

    /// The prompt; the file changes of its turn come later with the same record and are a fact of their own.
    private func userMessage() -> [Event] {
        var prompt = event(.message, id, .queued, .info)
        prompt.time = exact(info["time"]["created"])
        setGlobalKey("message:", .id(session), "/", .id(id), ":user:", .hash(info["agent"]), of: &prompt)
        prompt.agent = agent(info["agent"], info["mode"])
        prompt.correlation = id.text
        prompt.title = "Prompt"
        prompt.payload = payload(without: info["summary"]) { $0.add("turn", "prompt") }
        let diffs = info["summary"]["diffs"]
        return diffs.count == 0 ? [prompt] : [prompt, messageDiffs(diffs)]
    }

    private func messageDiffs(_ diffs: JSONCursor) -> Event {
        var facts = FactHash()
        for diff in diffs.elements {
            for fact in [diff["file"], diff["additions"], diff["deletions"], diff["patch"]] { facts.add(fact) }
        }
        var event = event(.message, id, nil, .debug)
        setGlobalKey("message:", .id(session), "/", .id(id), ":diffs:", .facts(facts), of: &event)
        event.correlation = id.text
        event.title = "Changes of the turn"
        event.summary = changes(diffs)
        event.payload = payload()
        return event
    }

    private func assistantMessage() -> [Event] {
        let isDone = info["time"]["completed"].kind == .number || info["error"].isObject
        return isDone ? [messageOpen(), messageDone()] : [messageOpen()]
    }

    private func messageOpen() -> Event {
        var event = event(.message, id, .running, .debug)
        event.time = exact(info["time"]["created"])
        setGlobalKey("message:", .id(session), "/", .id(id), ":open:", .hash(info["agent"], info["parentID"]), of: &event)
        describeAnswer(&event)
        event.payload = payload(
            without: info["time"]["completed"], info["finish"], info["error"], info["cost"], info["tokens"])
        return event
    }

    private func messageDone() -> Event {
        let error = info["error"]
        let isUntold = !error.isObject && !info["finish"].isFilled
        let end: (Status, Severity) =
            if error["name"].isString("MessageAbortedError") { (.cancelled, .warn) } else if error.isObject {
                (.failed, .error)
            } else if isUntold {
                // An answer that was given up while it was retried, or the frame of a person's own shell command.
                (.idle, .info)
            } else { (.success, info["finish"].isString("tool-calls") ? .debug : .info) }
        var event = event(.message, id, end.0, end.1)
        event.time = exact(info["time"]["completed"])
        let facts: KeyPart = .hash(info["finish"], error["name"], error["data"]["message"])
        setGlobalKey("message:", .id(session), "/", .id(id), ":done:", facts, of: &event)
        describeAnswer(&event)
        event.summary = error.isObject ? reason(error) : Line(info["finish"]).text
        event.payload = payload {
            if error.isObject { $0.add("reason", reason(error)) }
            if isUntold { $0.add("result", "unknown") }
        }
        return event
    }

    private func describeAnswer(_ event: inout Event) {
        event.agent = agent(info["agent"], info["mode"])
        event.correlation = info["parentID"].text
        event.title = "Answer"
    }

    func messageRemoved() -> Event {
        let id = properties["messageID"]
        var event = event(.message, id, .cancelled, .debug)
        setGlobalKey("message:", .id(session), "/", .id(id), ":removed", of: &event)
        event.correlation = id.text
        event.title = "Message removed"
        event.payload = payload()
        return event
    }

    /// The message itself stays as it is.
    func partRemoved() -> Event {
        let id = properties["messageID"]
        var event = event(.message, id, nil, .debug)
        setGlobalKey("part:", .id(session), "/", .id(id), "/", .id(properties["partID"]), ":removed", of: &event)
        event.correlation = id.text
        event.title = "Part removed"
        event.payload = payload()
        return event
    }
}
