public import AdapterKit

/// Where a record stands: all that a mapping may know besides the record itself.
public struct RecordPlace {
    /// The partition of the source, such as the log's name.
    public var stream: Text
    /// Names this writing of the log in keys.
    public var identity: Text
    /// The record's position in it: a byte offset, or a frame's number.
    public var offset: UInt64
    /// A time near to which ids are decoded when the record has none, UTC nanoseconds.
    public var nowNs: Int64

    /// A place in a source.
    public init(stream: Text, identity: Text, offset: UInt64, nowNs: Int64) {
        self.stream = stream
        self.identity = identity
        self.offset = offset
        self.nowNs = nowNs
    }
}
