/// A saved position of one stream. The host stores the blob together with the events before it and returns it at the next start.
public struct Checkpoint: Equatable, Sendable {
    /// The stream's name, at most 1 KiB.
    public var stream: String
    /// At most 64 KiB of any bytes, no text of the source.
    public var blob: [UInt8]
    /// The stream is gone: its checkpoint is removed.
    public var isForgotten: Bool

    /// A position to be stored.
    public init(stream: String, blob: [UInt8]) {
        self.stream = stream
        self.blob = blob
        isForgotten = false
    }

    /// Says that `stream` is gone.
    public init(forgetting stream: String) {
        self.stream = stream
        blob = []
        isForgotten = true
    }
}
