/// Why bytes from a worker are no frame. The connection is of no use afterwards: the instance counts as crashed.
package enum FrameError: Error, Equatable, Sendable {
    case unknownType(UInt16)
    /// A body of `length` bytes, where a frame of that type has between `allowed.lowerBound` and `allowed.upperBound`.
    case length(Int, type: WorkerFrameType, allowed: ClosedRange<Int>)
    case unknownFlags(UInt32, in: String)
    case sequence(UInt64, expected: UInt64)
    /// More records than a batch may have, or than the frame has bytes for.
    case tooMany(String, count: UInt32)
    case tooLong(String, length: UInt32, limit: UInt32)
    /// The strings of a batch add up to more than `PW_MAX_BATCH_BYTES`.
    case batchTooBig(Int)
    /// A string reaches beyond the end of its frame.
    case textMissing
    /// Bytes behind the last string.
    case textLeft(Int)
    case repeatedHello
    case afterExit
    case unknownStage(UInt32)
}

extension FrameError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownType(let type):
            "a frame of the unknown type \(type)"
        case .length(let length, let type, let allowed):
            "a \(type) frame with a body of \(length) bytes, expected \(allowed.lowerBound) to \(allowed.upperBound)"
        case .unknownFlags(let flags, let place):
            "unknown flags 0x\(String(flags, radix: 16)) in \(place)"
        case .sequence(let sequence, let expected):
            "batch number \(sequence), expected \(expected)"
        case .tooMany(let what, let count):
            "a batch of \(count) \(what), more than it may have or has bytes for"
        case .tooLong(let what, let length, let limit):
            "\(what) of \(length) bytes, the limit is \(limit)"
        case .batchTooBig(let bytes):
            "a batch with \(bytes) bytes of strings, over the limit"
        case .textMissing:
            "a string reaches beyond the end of its frame"
        case .textLeft(let bytes):
            "\(bytes) bytes behind the last string of a frame"
        case .repeatedHello:
            "a second hello frame"
        case .afterExit:
            "a frame after the exit frame"
        case .unknownStage(let stage):
            "an exit frame with the unknown stage \(stage)"
        }
    }
}
