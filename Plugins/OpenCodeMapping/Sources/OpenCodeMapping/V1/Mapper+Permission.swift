import AdapterKit

/// Permissions and questions: something waits for a person.
extension Mapper {
    /// `permission.asked` since 2026, `permission.updated` in 2025.
    func permissionAsked() -> Event {
        let name = properties["permission"].isFilled ? properties["permission"] : properties["type"]
        let messageID = properties["tool"]["messageID"].exists ? properties["tool"]["messageID"] : properties["messageID"]
        let callID = properties["tool"]["callID"].exists ? properties["tool"]["callID"] : properties["callID"]
        var event = asked(message: messageID, call: callID)
        setGlobalKey("permission:", .id(properties["id"]), ":asked", of: &event)
        var title = Line(name)
        title.add(": ", then: pattern)
        event.title = title.text
        event.summary =
            Line(properties["metadata"]["command"].isFilled ? properties["metadata"]["command"] : properties["title"]).text
        return event
    }

    private var pattern: JSONCursor {
        for list in [properties["patterns"], properties["pattern"]] {
            if let first = list.elements.first(where: \.isFilled) { return first }
        }
        return properties["pattern"]
    }

    func questionAsked() -> Event {
        let tool = properties["tool"]
        var event = asked(message: tool["messageID"], call: tool["callID"])
        setGlobalKey("question:", .id(properties["id"]), ":asked", of: &event)
        let question = properties["questions"].elements.first { _ in true } ?? properties["questions"]
        var title = Line(question["header"])
        title.add(": ", then: question["question"])
        event.title = title.text
        var summary = Line()
        for question in properties["questions"].elements { summary.add(" · ", then: question["question"]) }
        event.summary = summary.text
        return event
    }

    /// The request's own id carries the time of asking; it is the same in lists of pending requests, where there is no event id.
    private func asked(message: JSONCursor, call: JSONCursor) -> Event {
        let id = properties["id"]
        var event = event(.permission, id, .blocked, .warn)
        event.time = time([properties["time"]["created"]], id: id)
        event.order = order(index: 0, id: id)
        event.correlation = message.text
        event.payload = payload { $0.add("call", call.text) }
        return event
    }

    /// `{requestID, reply}` since 2026, `{permissionID, response}` in 2025.
    func permissionReplied() -> Event {
        let reply = properties["reply"].exists ? properties["reply"] : properties["response"]
        let id = properties["requestID"].exists ? properties["requestID"] : properties["permissionID"]
        let isRejected = reply.isString("reject")
        var event = event(.permission, id, isRejected ? .cancelled : .running, isRejected ? .warn : .info)
        setGlobalKey("permission:", .id(id), ":replied:", .hash(reply, properties["answers"]), of: &event)
        event.title = isRejected ? "Permission rejected" : "Permission granted"
        event.summary = Line(reply).text
        event.payload = payload { $0.add("reply", reply.text) }
        return event
    }

    func questionReplied() -> Event {
        let id = properties["requestID"]
        var event = event(.permission, id, .running, .info)
        setGlobalKey("question:", .id(id), ":replied:", .hash(properties["reply"], properties["answers"]), of: &event)
        event.title = "Question answered"
        var summary = Line()
        for answers in properties["answers"].elements {
            for answer in answers.elements { summary.add(", ", then: answer) }
        }
        event.summary = summary.text
        event.payload = payload { $0.add("reply", "answered") }
        return event
    }

    func questionRejected() -> Event {
        let id = properties["requestID"]
        var event = event(.permission, id, .cancelled, .warn)
        setGlobalKey("question:", .id(id), ":replied:", .hash(properties["reply"], properties["answers"]), of: &event)
        event.title = "Question dismissed"
        event.payload = payload { $0.add("reply", "reject") }
        return event
    }
}
