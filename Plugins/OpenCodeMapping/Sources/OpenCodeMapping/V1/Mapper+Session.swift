import AdapterKit

extension Mapper {
    private var info: JSONCursor { properties["info"] }

    func sessionCreated() -> Event {
        var event = event(.session, session, .queued, .info)
        event.time = exact(info["time"]["created"])
        setGlobalKey("session:", .id(session), ":created:", .hash(info["parentID"]), of: &event)
        describe(&event)
        return event
    }

    /// Title and the like. A record that only changes cost or time is one more of these: to tell needs memory.
    func sessionInfo() -> Event {
        var event = event(.session, session, nil, .debug)
        event.kind = "session.updated"
        event.time = exact(info["time"]["updated"])
        let facts: KeyPart = .hash(
            info["title"], info["agent"], info["time"]["archived"], info["parentID"], info["share"]["url"],
            info["revert"]["messageID"])
        setGlobalKey("session:", .id(session), ":info:", facts, ":", .number(info["time"]["updated"]), of: &event)
        describe(&event)
        return event
    }

    func sessionDeleted() -> Event {
        var event = event(.session, session, .cancelled, .info)
        setGlobalKey("session:", .id(session), ":deleted", of: &event)
        describe(&event)
        event.summary = "Deleted"
        return event
    }

    func sessionStatus() -> Event {
        let status = properties["status"]
        if status["type"].isString("retry") { return sessionRetry(status) }
        let isIdle = status["type"].isString("idle"), isBusy = status["type"].isString("busy")
        var event = event(.session, session, isIdle ? .idle : .running, isIdle || isBusy ? .info : .debug)
        setKey("status:", .id(session), ":", of: &event)
        event.title = Line(status["type"]).text
        event.payload = payload()
        return event
    }

    private func sessionRetry(_ status: JSONCursor) -> Event {
        var event = event(.session, session, .retry, .warn)
        setGlobalKey("retry:", .id(session), ":", .number(status["attempt"]), ":", .number(status["next"]), of: &event)
        var title = Line("retry")
        title.add(" ", then: status["attempt"])
        event.title = title.text
        event.summary = Line(status["message"]).text
        event.payload = payload { writer in
            writer.add("reason", status["message"].text)
            if let attempt = status["attempt"].integer { writer.add("attempt", attempt) }
            if let next = status["next"].integer { writer.add("next_ms", next) }
        }
        return event
    }

    func sessionIdle() -> Event {
        var event = event(.session, session, .idle, .info)
        setKey("status:", .id(session), ":", of: &event)
        event.title = "idle"
        event.payload = payload()
        return event
    }

    func sessionError() -> Event {
        let error = properties["error"]
        let end: (Status, Severity) =
            if error["name"].isString("MessageAbortedError") { (.cancelled, .warn) }
            // Compaction follows by itself; the next status says how it went.
            else if error["name"].isString("ContextOverflowError") { (.running, .warn) } else { (.failed, .error) }
        var event = event(session.isFilled ? .session : .run, session, end.0, end.1)
        setKey("error:", .id(session), ":", of: &event)
        event.title = Line(error["name"]).text
        event.summary = reason(error)
        event.payload = payload { $0.add("reason", reason(error)) }
        return event
    }

    func sessionCompacted() -> Event {
        var event = event(.session, session, .running, .info)
        setKey("session.compacted:", of: &event)
        event.title = "Context compacted"
        event.payload = payload()
        return event
    }

    /// Ordinary turns send an empty list, several times each.
    func sessionDiff() -> Outcome {
        guard properties["diff"].count > 0 else { return .dropped("dropped: empty session.diff") }
        var event = event(.session, session, nil, .debug)
        setKey("session.diff:", of: &event)
        event.title = "Changes"
        event.summary = changes(properties["diff"])
        event.payload = payload()
        return .mapped([event])
    }

    /// An error's name and message in one line.
    func reason(_ error: JSONCursor) -> Text {
        var line = Line(error["name"])
        line.add(": ", then: error["data"]["message"])
        return line.text
    }

    /// `2 files +10 −3`
    func changes(_ diffs: JSONCursor) -> Text {
        var added: Int64 = 0, removed: Int64 = 0, files: Int64 = 0
        for diff in diffs.elements {
            files += 1
            added &+= diff["additions"].integer ?? 0
            removed &+= diff["deletions"].integer ?? 0
        }
        var line = Line()
        line.add(files)
        line.add(files == 1 ? " file +" : " files +")
        line.add(added)
        line.add(" −")
        line.add(removed)
        return line.text
    }

    private func describe(_ event: inout Event) {
        event.parentSession = info["parentID"].text
        event.agent = agent(info["agent"])
        event.title = Line(info["title"]).text
        event.payload = payload { $0.add("session_title", info["title"].text) }
    }

    /// Compaction runs under a name of its own, which is not who works on the session.
    func agent(_ names: JSONCursor...) -> Text {
        guard let name = names.first(where: \.isFilled), !name.isString("compaction") else { return "" }
        return name.text
    }
}
