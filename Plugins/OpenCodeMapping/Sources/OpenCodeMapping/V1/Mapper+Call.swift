import AdapterKit

extension Mapper {
    var state: JSONCursor { partObject["state"] }
    private var metadata: JSONCursor { state["metadata"] }
    private var child: JSONCursor { metadata["sessionId"] }
    private var callID: JSONCursor { partObject["callID"].isFilled ? partObject["callID"] : partObject["id"] }
    private var entity: EntityType { partObject["tool"].isString("task") ? .task : .tool }

    func call() -> Outcome {
        let status = state["status"]
        if status.isString("pending") { return .mapped([callPending()]) }
        if status.isString("completed") || status.isString("error") { return .mapped([callEnd()]) }
        return metadata["output"].isFilled ? growing(call: callRunning().key) : .mapped([callRunning()])
    }

    /// The arguments are still being written: `raw` grows.
    private func callPending() -> Event {
        var event = event(entity, callID, .queued, .debug, own: properties["time"])
        setGlobalKey(
            "call:", .id(session), "/", .id(messageID), "/", .id(callID), ":pending:", .hash(partObject["tool"]), of: &event)
        describeCall(&event)
        event.payload = payload(without: state["raw"], known: known)
        return event
    }

    /// The start time is no exact one: 1.1.58 sets it anew in later records of the same state.
    func callRunning() -> Event {
        var event = event(entity, callID, .running, .info, own: state["time"]["start"], properties["time"])
        let facts: KeyPart = .hash(partObject["tool"], state["input"], child, state["title"])
        setGlobalKey("call:", .id(session), "/", .id(messageID), "/", .id(callID), ":running:", facts, of: &event)
        describeCall(&event)
        event.payload = payload(without: metadata["output"], known: known)
        return event
    }

    private func callEnd() -> Event {
        let end = CallEnd(tool: partObject["tool"], state: state)
        var event = event(entity, callID, end.status, end.severity, own: properties["time"])
        let ended = state["time"]["end"]
        event.time = exact(ended)
        let facts: KeyPart = .hash(partObject["tool"], child, metadata["exit"], state["error"], ended)
        setGlobalKey("call:", .id(session), "/", .id(messageID), "/", .id(callID), ":end:", facts, of: &event)
        describeCall(&event)
        if !end.reason.isEmpty { event.summary = end.reason }
        event.payload = callEndPayload(end)
        return event
    }

    /// The output stands twice in most records.
    private func callEndPayload(_ end: CallEnd) -> Text {
        let write: (inout JSONWriter) -> Void = { writer in
            known(&writer)
            writer.add("reason", end.reason)
        }
        return state["output"].exists ? payload(without: metadata["output"], known: write) : payload(known: write)
    }

    private func known(_ writer: inout JSONWriter) {
        writer.add("tool", tool.text)
        writer.add("child", child.text)
        writer.add("turn", "progress")
    }

    /// A call of a tool that does not exist, or whose arguments are no JSON, goes on as the tool `invalid`.
    private var tool: JSONCursor {
        isInvalid && state["input"]["tool"].isFilled ? state["input"]["tool"] : partObject["tool"]
    }

    private var isInvalid: Bool { partObject["tool"].isString("invalid") }

    private func describeCall(_ event: inout Event) {
        let input = state["input"]
        // The title of an invalid call only says that it is one.
        let what = state["title"].isFilled && !isInvalid ? state["title"] : Self.subjectOf(input)
        event.correlation = messageID.text
        var title = Line(tool)
        title.add(": ", then: entity == .task && input["description"].isFilled ? input["description"] : what)
        event.title = title.text
        event.summary = Line(input["description"]).text
    }

    /// What a tool works on, in the order in which it says most.
    private static func subjectOf(_ input: JSONCursor) -> JSONCursor {
        let members = [
            input["command"], input["filePath"], input["path"], input["pattern"], input["url"], input["query"],
            input["description"],
        ]
        return members.first(where: \.isFilled) ?? input["command"]
    }
}
