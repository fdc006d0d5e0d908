import AdapterKit

/// How a call has ended: what the work says, not what the client says.
struct CallEnd {
    let status: Status
    let severity: Severity
    /// Why it failed or was cancelled, in one line; empty for a success.
    let reason: Text

    init(tool: JSONCursor, state: JSONCursor) {
        let (status, reason) = state["status"].isString("error") ? Self.error(state) : Self.completed(tool, state)
        self.status = status
        self.reason = reason
        severity = status == .success ? .info : status == .cancelled ? .warn : .error
    }

    private static func error(_ state: JSONCursor) -> (Status, Text) {
        let error = state["error"]
        let isCancelled =
            state["metadata"]["interrupted"].isTrue || error.contains("Tool execution aborted") || error.contains("Task cancelled")
            || error.contains("rejected permission") || error.contains("rule which prevents")
            || error.contains("dismissed this question")
        return (isCancelled ? .cancelled : .failed, error.isFilled ? Line(error).text : "unknown error")
    }

    /// A shell call is `completed` whatever happened: its exit code tells. No code means that it was ended from outside.
    private static func completed(_ tool: JSONCursor, _ state: JSONCursor) -> (Status, Text) {
        if tool.isString("invalid") { return (.failed, Line(state["input"]["error"]).text) }
        let exit = state["metadata"]["exit"]
        if exit.kind == .null {
            return state["output"].contains("exceeding timeout") ? (.failed, "timeout") : (.cancelled, "aborted")
        }
        guard let code = exit.integer, code != 0 else { return (.success, "") }
        var reason = Line("exit code ")
        reason.add(code)
        return (.failed, reason.text)
    }
}
