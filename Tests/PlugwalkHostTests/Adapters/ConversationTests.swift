import Testing

@testable import PlugwalkHost

@Suite struct ConversationTests {
    @Test func `output is cut into lines, long ones are cut short, and the last ones are kept`() {
        var lines = OutputLines()
        #expect(lines.push(Array("one\ntw".utf8)) == ["one"])
        #expect(lines.push(Array("o\n\n\nthree".utf8)) == ["two"])
        #expect(lines.finish() == ["three"])
        #expect(lines.push([UInt8](repeating: 0x61, count: 1 << 20) + [0x0A]).map(\.utf8.count) == [OutputLines.longestLine])
        for n in 0..<50 { _ = lines.push(Array("\(n)\n".utf8)) }
        #expect(lines.last == (30..<50).map(String.init))
    }

    @Test func `a flood of lines is counted, and the count is told with the next line`() {
        var now = MonotonicTime(nanoseconds: 0)
        var budget = LineBudget(now: now)
        let verdicts = (0..<LineBudget.burst + 7).map { _ in budget.take(now: now) }
        #expect(verdicts.count { $0 == .pass } == LineBudget.burst)
        #expect(verdicts.suffix(7).allSatisfy { $0 == .refuse })
        now = now + .milliseconds(50)
        #expect(budget.take(now: now) == .passAfter(refused: 7))
        #expect(budget.take(now: now) == .refuse)
        #expect(budget.settle() == 1)
        #expect(budget.settle() == 0)
    }

    @Test func `frames before a violation are passed on`() {
        var conversation = Conversation(generation: 0, now: MonotonicTime(nanoseconds: 0))
        let bytes = FrameBuilder.hello() + FrameBuilder.batch(1) + FrameBuilder.frame(type: 77, [])
        let actions = bytes.withUnsafeBytes { conversation.receive($0, now: MonotonicTime(nanoseconds: 0)) }
        #expect(actions.count == 2)
        #expect(conversation.violation == .unknownType(77))
    }
}
