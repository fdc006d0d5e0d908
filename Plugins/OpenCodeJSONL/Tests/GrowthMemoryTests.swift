import AdapterKit
import Testing

@testable import OpenCodeJSONLAdapter
@testable import OpenCodeMapping

struct GrowthMemoryTests {
    private func growth(_ subject: UInt64, _ minute: Int64) -> Growth { Growth(subject: subject, minute: minute) }

    @Test func `one sign of life per subject and minute`() {
        var memory = GrowthMemory()
        #expect(memory.note(growth(1, 10)) == .first)
        #expect(memory.note(growth(1, 10)) == .repeated)
        #expect(memory.note(growth(2, 10)) == .first)
        #expect(memory.note(growth(1, 11)) == .newMinute)
        #expect(memory.note(growth(1, 11)) == .repeated)
    }

    @Test func `the 64 newest subjects are remembered`() {
        var memory = GrowthMemory()
        for subject in 0..<UInt64(GrowthMemory.capacity) { _ = memory.note(growth(subject, 1)) }
        _ = memory.note(growth(0, 2))
        #expect(memory.note(growth(1_000, 2)) == .first)
        #expect(memory.note(growth(1, 1)) == .first, "the oldest one was pushed out")
        #expect(memory.note(growth(0, 2)) == .repeated, "a subject that grew again is not old")
    }

    @Test func `it survives a restart`() throws {
        var memory = GrowthMemory()
        _ = memory.note(growth(7, 10))
        var restored = try #require(memory.encoded.withSlice { GrowthMemory(decoding: $0) })
        #expect(restored.note(growth(7, 10)) == .repeated)
        #expect([UInt8](repeating: 0, count: 15).withSlice { GrowthMemory(decoding: $0) == nil })
    }
}
