/// What becomes of each type of message part.
public enum PartTable {
    /// A type of part and its rule.
    public struct Row: Sendable {
        /// The part's type.
        public let type: StaticString
        /// For people.
        public let meaning: StaticString
        let rule: Rule
    }

    enum Rule: CaseIterable, Sendable {
        case text, tool, stepStart, stepFinish, patch, subtask, agent, file, snapshot, retry, compaction, unknown
    }

    /// All types that are known.
    public static let rows: [Row] = [
        Row(type: "text", meaning: "message running; while it grows one event per message and minute", rule: .text),
        Row(type: "reasoning", meaning: "message running, debug; while it grows one event per message and minute", rule: .text),
        Row(type: "tool", meaning: "tool or task: queued, running, success, failed, cancelled", rule: .tool),
        Row(type: "step-start", meaning: "message running, debug", rule: .stepStart),
        Row(type: "step-finish", meaning: "message running (more work follows), success, failed, debug", rule: .stepFinish),
        Row(type: "patch", meaning: "message running, debug", rule: .patch),
        Row(type: "subtask", meaning: "task queued", rule: .subtask),
        Row(type: "agent", meaning: "message running, debug", rule: .agent),
        Row(type: "file", meaning: "message running, debug", rule: .file),
        Row(type: "snapshot", meaning: "message running, debug", rule: .snapshot),
        Row(type: "retry", meaning: "message retry, warn", rule: .retry),
        Row(type: "compaction", meaning: "message running", rule: .compaction),
    ]

    /// What a part of any other type becomes.
    static let unknown = Row(type: "unknown", meaning: "any other part: message running, debug, tagged `unmapped`", rule: .unknown)
}
