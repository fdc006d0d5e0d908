import AdapterABI

/// Why an instance cannot start or go on, in a sentence that says what would be right.
public struct AdapterError: Error, CustomStringConvertible, Sendable {
    /// What the host does about it.
    public enum Code: Sendable {
        /// The configuration cannot work; not tried again until it changes.
        case configuration
        /// A saved position is unusable; the host asks a person.
        case checkpoint
        /// Start again after a pause.
        case transient
        /// Anything else.
        case `internal`
    }

    /// What the host does about it.
    public let code: Code
    /// What is wrong and what would be right, for a person.
    public let message: String
    /// The message.
    public var description: String { message }

    /// An error that the host answers by `code`, with a sentence for a person.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    var status: pw_status {
        switch code {
        case .configuration: PW_E_CONFIG
        case .checkpoint: PW_E_CHECKPOINT
        case .transient: PW_E_TRANSIENT
        case .internal: PW_E_INTERNAL
        }
    }
}
