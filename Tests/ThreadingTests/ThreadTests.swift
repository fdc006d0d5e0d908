import Foundation
import Glibc
import Synchronization
import Testing
import Threading

@Suite struct ThreadTests {
    @Test(arguments: [
        ("writer", "writer"), ("a-name-of-many-bytes", "a-name-of-many-"), ("fünfzehn-bytes-ä", "fünfzehn-bytes"),
    ])
    func `a thread carries its name, as far as Linux keeps it`(name: String, kept: String) throws {
        let seen = Mutex("")
        let thread = Threading.Thread(name: name) {
            let text = (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)) ?? ""
            seen.withLock { $0 = String(text.dropLast()) }
        }
        try thread.start()
        thread.join()
        #expect(seen.withLock { $0 } == kept)
    }

    @Test func `join returns after the closure, and again at once`() throws {
        let gate = Monitor(false)
        let isDone = Mutex(false)
        let thread = Threading.Thread(name: "gated") {
            _ = gate.wait { $0 ? true : nil }
            isDone.withLock { $0 = true }
        }
        try thread.start()
        gate.update { $0 = true }
        thread.join()
        #expect(isDone.withLock { $0 })
        thread.join()
    }

    @Test func `a thread that was never started needs no join`() {
        _ = Threading.Thread(name: "unused") { Issue.record("it ran") }
    }

    @Test func `a stack that cannot be had is an error, not a crash`() {
        let thread = Threading.Thread(name: "huge", stackBytes: 1 << 50) {}
        #expect(throws: Threading.Thread.StartError.self) { try thread.start() }
    }

    @Test func `a running thread that nobody joined ends the process`() async {
        await #expect(processExitsWith: .failure) {
            let thread = Threading.Thread(name: "forgotten") { pause() }
            try thread.start()
        }
    }
}

@Suite struct MonitorTests {
    @Test func `a wait ends at its deadline, but looks once more`() {
        let monitor = Monitor(0)
        let looks = Mutex(0)
        let result: Int? = monitor.wait(until: Deadline(after: .milliseconds(5))) { _ in
            looks.withLock { $0 += 1 }
            return nil
        }
        #expect(result == nil)
        #expect(looks.withLock { $0 } == 2)
    }

    @Test func `two threads hand a turn to and fro`() throws {
        let turn = Monitor(0)
        let other = Threading.Thread(name: "other") {
            for _ in 0..<1_000 { turn.wait { $0 % 2 == 1 ? ($0 += 1) : nil } }
        }
        try other.start()
        for _ in 0..<1_000 { turn.wait { $0 % 2 == 0 ? ($0 += 1) : nil } }
        other.join()
        #expect(turn.withLock { $0 } == 2_000)
    }

    @Test(arguments: [Duration.seconds(-1), .zero])
    func `a deadline that is not ahead has passed`(duration: Duration) {
        #expect(Deadline(after: duration).hasPassed)
    }

    @Test func `the farthest deadline is ahead`() {
        #expect(!Deadline(after: .seconds(Int64.max)).hasPassed)
        #expect(Deadline(after: .seconds(60)) < Deadline(after: .seconds(61)))
    }
}
