/// What an event is about.
public enum EntityType: CaseIterable, Sendable {
    case run, session, task, tool, permission, message, todo

    var word: StaticString {
        switch self {
        case .run: "run"
        case .session: "session"
        case .task: "task"
        case .tool: "tool"
        case .permission: "permission"
        case .message: "message"
        case .todo: "todo"
        }
    }
}

/// How the entity stands after an event.
public enum Status: CaseIterable, Sendable {
    case queued, running, idle, retry, success, failed, blocked, cancelled

    var word: StaticString {
        switch self {
        case .queued: "queued"
        case .running: "running"
        case .idle: "idle"
        case .retry: "retry"
        case .success: "success"
        case .failed: "failed"
        case .blocked: "blocked"
        case .cancelled: "cancelled"
        }
    }
}

/// How much a person should care about an event.
public enum Severity: CaseIterable, Sendable {
    case debug, info, warn, error

    var word: StaticString {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warn: "warn"
        case .error: "error"
        }
    }
}
