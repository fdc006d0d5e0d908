import PlugwalkHost
import Testing

@Suite struct MalformedBatchTests {
    /// Name, status, first bad event, accepted events; -1 is PW_E_INVALID, -2 PW_E_TOO_BIG.
    private static let verdicts = [
        "sound: 0 -1 2",
        "short batch: -1 -1 0",
        "unknown batch flag: -1 -1 0",
        "no events behind the count: -1 -1 0",
        "stride below the event: -1 -1 0",
        "unaligned stride: -1 -1 0",
        "events beyond the address space: -1 -1 0",
        "too many events: -2 -1 0",
        "too many checkpoints: -2 -1 0",
        "short event: -1 1 0",
        "event longer than its stride: -1 1 0",
        "unknown event flag: -1 1 0",
        "NULL with a length: -1 1 0",
        "string beyond the address space: -1 0 0",
        "large payload: -2 1 0",
        "large title: -2 1 0",
        "large batch: -2 1 0",
        "short checkpoint: -1 -1 0",
        "unknown checkpoint flag: -1 -1 0",
        "large checkpoint: -2 -1 0",
        "long stream of a checkpoint: -2 -1 0",
        "longer events: 0 -1 2",
        "long key: 0 -1 2",
        "empty: 0 -1 0",
    ]

    @Test func `a malformed batch is refused as a whole, a longer one of a newer version is taken`() throws {
        let start = try Start("malformed")
        _ = try start.end()
        #expect(start.sink.now.messages == Self.verdicts)
        #expect(start.sink.now.batches.map(\.events.count) == [2, 2, 2, 0])
    }
}
