import AdapterKit

extension Mapper {
    /// The whole list each time.
    func todo() -> Event {
        let todos = properties["todos"]
        var event = event(.todo, session, .running, .info)
        setKey("todo:", .id(session), ":", .hash(todos), ":", of: &event)
        event.title = "To-do list"
        event.summary = progress(of: todos)
        event.payload = payload()
        return event
    }

    /// `1/3: Fix money() in src/price.js`
    private func progress(of todos: JSONCursor) -> Text {
        let done = todos.elements.reduce(0) { $0 + ($1["status"].isString("completed") ? 1 : 0) }
        var line = Line()
        line.add(Int64(done))
        line.add("/")
        line.add(Int64(todos.count))
        if let current = todos.elements.first(where: { $0["status"].isString("in_progress") }) {
            line.add(": ", then: current["content"])
        }
        return line.text
    }

    func command() -> Event {
        var event = event(.run, session, .running, .info)
        setKey("command.executed:", of: &event)
        var title = Line("/")
        title.add(properties["name"])
        title.add(" ", then: properties["arguments"])
        event.title = title.text
        event.payload = payload()
        return event
    }

    func fileEdited() -> Event {
        var event = event(.tool, properties["file"], .success, .debug)
        setKey("file.edited:", of: &event)
        event.title = Line(properties["file"]).text
        event.payload = payload()
        return event
    }

    func pty() -> Event {
        let info = properties["info"]
        let id = info["id"].exists ? info["id"] : properties["id"]
        let exit = info["exitCode"].exists ? info["exitCode"] : properties["exitCode"]
        let end: (Status, Severity) =
            if record.type.isString("pty.deleted") { (.cancelled, .debug) } else if !record.type.isString("pty.exited") {
                (.running, .debug)
            } else if exit.integer == 0 { (.success, .debug) } else { (.failed, .warn) }
        var event = event(.tool, id, end.0, end.1)
        setGlobalKey("pty:", .id(id), ":", .id(record.type), ":", .hash(info["status"], info["title"], exit), of: &event)
        event.title = info["title"].isFilled ? Line(info["title"]).text : "Terminal"
        event.summary = Line(info["command"]).text
        event.payload = payload()
        return event
    }

    func branch() -> Event {
        var event = runEvent(.running, .debug)
        event.title = "Branch"
        event.summary = Line(properties["branch"]).text
        return event
    }

    func disposed() -> Event {
        var event = runEvent(.idle, .info)
        event.title = "Instance disposed"
        event.summary = Line(properties["directory"]).text
        return event
    }

    func failure() -> Event {
        var event = runEvent(.failed, .warn)
        let message = properties["message"].isFilled ? properties["message"] : properties["url"]
        event.title = Line(record.type).text
        event.summary = Line(message).text
        event.payload = payload { $0.add("reason", Line(message).text) }
        return event
    }

    func toast() -> Outcome {
        guard properties["variant"].isString("error") else { return .dropped(MappingTable.noise) }
        var event = runEvent(.running, .error)
        event.title = Line(properties["title"]).text
        event.summary = Line(properties["message"]).text
        return .mapped([event])
    }

    /// A type that nobody has described yet: kept as it is.
    func unknown(kind: Text) -> Event {
        var event = event(session.isFilled ? .session : .run, session, nil, .debug)
        event.kind = kind
        setKey(.id(record.type), ":", of: &event)
        event.title = kind
        event.tags = "[\"unmapped\"]"
        event.payload = properties.exists ? payload() : wholeRecord
        return event
    }

    private var wholeRecord: Text {
        var writer = JSONWriter()
        writer.add("record", copying: record.body)
        return .bytes(writer.finish())
    }

    private func runEvent(_ status: Status, _ severity: Severity) -> Event {
        var event = event(.run, session, status, severity)
        setKey(.id(record.type), ":", of: &event)
        event.payload = payload()
        return event
    }
}
