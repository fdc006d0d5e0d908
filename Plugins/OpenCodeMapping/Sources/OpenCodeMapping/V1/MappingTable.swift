/// What becomes of each type of record. This is the one place where types are named; the table in the README is made from it.
public enum MappingTable {
    /// A type of record and the decision about it.
    public struct Row: Sendable {
        /// The record's type. A type that ends in `.*` stands for all that begin so and have no row of their own.
        public let type: StaticString
        /// For people.
        public let meaning: StaticString
        let decision: Decision
    }

    enum Decision: Sendable {
        case map(Rule)
        case drop(StaticString)
    }

    /// How a record is mapped: one function of `Mapper` each.
    enum Rule: CaseIterable, Sendable {
        case sessionCreated, sessionUpdated, sessionDeleted, sessionStatus, sessionIdle, sessionError, sessionCompacted, sessionDiff
        case message, messageRemoved, part, partDelta, partRemoved
        case permissionAsked, permissionReplied, questionAsked, questionReplied, questionRejected
        case todo, command, fileEdited, pty, branch, disposed, failure, toast, unknown
    }

    static let noise: StaticString = "dropped: no news of the work"
    static let liveness: StaticString = "dropped: liveness only"
    static let twin: StaticString = "dropped: twin of another record"
    static let secondDialect: StaticString = "dropped: OpenCode V2 name in a V1 record"

    /// All types that are known, each exactly once.
    public static let rows = mapped + repeated + dropped(noise, silentTypes) + dropped(secondDialect, v2Families)

    private static let mapped: [Row] = [
        Row(type: "session.created", meaning: "session queued; its title as a second event", decision: .map(.sessionCreated)),
        Row(
            type: "session.updated", meaning: "session unchanged, debug: title, agent, archive, share, revert",
            decision: .map(.sessionUpdated)),
        Row(type: "session.deleted", meaning: "session cancelled", decision: .map(.sessionDeleted)),
        Row(type: "session.status", meaning: "session running (busy), idle, or retry", decision: .map(.sessionStatus)),
        Row(type: "session.idle", meaning: "session idle", decision: .map(.sessionIdle)),
        Row(
            type: "session.error", meaning: "session failed; cancelled (aborted); running (context overflow)",
            decision: .map(.sessionError)),
        Row(type: "session.compacted", meaning: "session running", decision: .map(.sessionCompacted)),
        Row(type: "session.diff", meaning: "session unchanged, debug; dropped when empty", decision: .map(.sessionDiff)),
        Row(
            type: "message.updated",
            meaning: "message queued (user) and its diffs; running, success, failed, cancelled (assistant)",
            decision: .map(.message)),
        Row(type: "message.removed", meaning: "message cancelled", decision: .map(.messageRemoved)),
        Row(type: "message.part.updated", meaning: "by the part's type, see below", decision: .map(.part)),
        Row(type: "message.part.delta", meaning: "message running, one event per message and minute", decision: .map(.partDelta)),
        Row(type: "message.part.removed", meaning: "message unchanged", decision: .map(.partRemoved)),
        Row(type: "permission.asked", meaning: "permission blocked", decision: .map(.permissionAsked)),
        Row(type: "permission.updated", meaning: "permission blocked (name of 2025)", decision: .map(.permissionAsked)),
        Row(type: "permission.replied", meaning: "permission running; cancelled (reject)", decision: .map(.permissionReplied)),
        Row(type: "question.asked", meaning: "permission blocked", decision: .map(.questionAsked)),
        Row(type: "question.replied", meaning: "permission running", decision: .map(.questionReplied)),
        Row(type: "question.rejected", meaning: "permission cancelled", decision: .map(.questionRejected)),
        Row(type: "todo.updated", meaning: "todo running", decision: .map(.todo)),
        Row(type: "command.executed", meaning: "run running", decision: .map(.command)),
        Row(type: "file.edited", meaning: "tool success, debug", decision: .map(.fileEdited)),
        Row(type: "pty.created", meaning: "tool running, debug", decision: .map(.pty)),
        Row(type: "pty.updated", meaning: "tool running, debug", decision: .map(.pty)),
        Row(type: "pty.exited", meaning: "tool success, or failed by its exit code", decision: .map(.pty)),
        Row(type: "pty.deleted", meaning: "tool cancelled, debug", decision: .map(.pty)),
        Row(type: "vcs.branch.updated", meaning: "run running, debug", decision: .map(.branch)),
        Row(type: "server.instance.disposed", meaning: "run idle", decision: .map(.disposed)),
        Row(type: "global.disposed", meaning: "run idle", decision: .map(.disposed)),
        Row(type: "worktree.failed", meaning: "run failed, warn", decision: .map(.failure)),
        Row(type: "workspace.failed", meaning: "run failed, warn", decision: .map(.failure)),
        Row(type: "mcp.browser.open.failed", meaning: "run failed, warn", decision: .map(.failure)),
        Row(type: "tui.toast.show", meaning: "run running, error; dropped unless it is an error", decision: .map(.toast)),
    ]

    private static let repeated: [Row] = [
        Row(type: "sync", meaning: "dropped: twin of another record", decision: .drop(twin)),
        Row(type: "server.connected", meaning: "dropped: liveness only", decision: .drop(liveness)),
        Row(type: "server.heartbeat", meaning: "dropped: liveness only", decision: .drop(liveness)),
    ]

    private static let silentTypes: [StaticString] = [
        "file.watcher.updated", "lsp.client.diagnostics", "lsp.updated", "tui.prompt.append", "tui.command.execute",
        "tui.session.select",
        "installation.updated", "installation.update-available", "mcp.tools.changed", "mcp.status.changed", "project.updated",
        "project.directories.updated", "worktree.ready", "workspace.ready", "workspace.status", "config.updated", "agent.updated",
        "command.updated", "skill.updated", "reference.updated", "catalog.updated", "catalog.model.updated", "integration.updated",
        "integration.connection.updated", "plugin.updated", "plugin.added", "account.added", "account.removed", "account.switched",
        "models-dev.refreshed",
    ]

    /// Names of the second dialect that servers of 1.17 and 1.18 list but were never seen to send.
    private static let v2Families: [StaticString] = [
        "session.next.*", "session.step.*", "session.text.*", "session.reasoning.*", "session.tool.*", "session.execution.*",
        "session.prompt.*", "session.inbox.*", "session.shell.*", "session.retry.*", "session.compaction.*", "shell.*", "form.*",
        "permission.v2.*", "question.v2.*",
    ]

    /// What a record of any other type becomes.
    static let unknown = Row(
        type: "unknown", meaning: "any other type: session or run unchanged, debug, tagged `unmapped`", decision: .map(.unknown))

    private static func dropped(_ reason: StaticString, _ types: [StaticString]) -> [Row] {
        types.map { Row(type: $0, meaning: reason, decision: .drop(reason)) }
    }
}
