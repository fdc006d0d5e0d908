public import AdapterKit
import OpenCodeMapping

/// In which minute the newest growing things of a log were told last.
///
/// It rides in the log's checkpoint, so that after a kill the same records are coalesced as without one and every count stays
/// exact. It is bounded: a thing that was pushed out is told once more under the same key.
public struct GrowthMemory: FileState {
    static let capacity = 64

    enum Sighting: Equatable { case first, newMinute, repeated }

    private struct Entry {
        var subject: UInt64
        var minute: Int64
    }

    /// The newest last.
    private var entries: [Entry] = []

    /// Nothing seen yet.
    public init() {}

    /// What `encoded` has saved; nil when the bytes are none of it.
    public init?(decoding bytes: ByteSlice) {
        var reader = BinaryReader(bytes)
        while !reader.isAtEnd {
            guard let subject = reader.next(UInt64.self), let minute = reader.next(Int64.self), entries.count < Self.capacity else {
                return nil
            }
            entries.append(Entry(subject: subject, minute: minute))
        }
    }

    /// At most 1 KiB of hashes and minutes.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 16)
        for entry in entries {
            bytes.append(littleEndian: entry.subject)
            bytes.append(littleEndian: entry.minute)
        }
        return bytes
    }

    /// Notes that something has grown and says whether that is worth an event.
    mutating func note(_ growth: Growth) -> Sighting {
        guard let index = entries.lastIndex(where: { $0.subject == growth.subject }) else {
            if entries.count == Self.capacity { entries.removeFirst() }
            entries.append(Entry(subject: growth.subject, minute: growth.minute))
            return .first
        }
        if entries[index].minute == growth.minute { return .repeated }
        entries.remove(at: index)
        entries.append(Entry(subject: growth.subject, minute: growth.minute))
        return .newMinute
    }
}
