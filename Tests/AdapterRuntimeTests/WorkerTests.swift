import Foundation
import Glibc
import PlugwalkHost
import Testing

/// What a process of its own gives: a fault costs its instance only.
@Suite struct WorkerTests {
    @Test func `a crash is told with its signal and its last words, after all it had sent`() throws {
        let start = try Start("crash")
        let exit = try start.end()
        #expect(exit.end == .signalled(SIGSEGV))
        #expect(exit.outcome(stopRequested: false) == .crashed)
        #expect(exit.lastOutput == ["about to crash"])
        #expect(start.sink.now.keys.count == 10)
    }

    @Test(arguments: [("exit", AdapterExit.End.exited(0)), ("create-crash", .signalled(SIGABRT))])
    func `leaving without a word is a crash, whatever the exit code`(mode: String, end: AdapterExit.End) throws {
        let exit = try Start(mode).end()
        #expect(exit.end == end)
        #expect(exit.outcome(stopRequested: false) == .crashed)
    }

    @Test func `a worker whose descriptors were closed leaves by itself`() throws {
        let exit = try Start("close").end()
        #expect(exit.end == .exited(71))  // PWR_ORPHANED
        #expect(exit.outcome(stopRequested: false) == .crashed)
    }

    @Test func `bytes that are no frame end the connection`() throws {
        let exit = try Start("garbage").end()
        guard case .violation = exit.cause else { throw ExpectationError("cause is \(String(describing: exit.cause))") }
        #expect(exit.end == .signalled(SIGKILL))
    }

    @Test func `an adapter that hangs is killed at the deadline`() throws {
        let start = try Start("hang")
        _ = try #require(start.sink.wait(for: \.isReady))
        start.instance.requestStop(grace: .milliseconds(1))
        start.instance.kill(because: .stopDeadline)
        let exit = try start.end()
        #expect(exit.end == .signalled(SIGKILL))
        #expect(exit.cause == .stopDeadline)
        #expect(exit.outcome(stopRequested: true) == .stopped)
    }

    @Test func `a worker killed from outside ends with its signal`() throws {
        let start = try Start("flood")
        _ = try #require(start.sink.wait { $0.batches.count > 20 })
        start.instance.kill(because: .stalled)
        #expect(try start.end().end == .signalled(SIGKILL))
        let sequences = start.sink.now.batches.map(\.sequence)
        #expect(sequences == (1...UInt64(sequences.count)).map { $0 })
    }

    @Test func `a child that holds the socket open does not hide the end, and goes too`() throws {
        let exit = try Start("orphan").end()
        #expect(exit.outcome(stopRequested: false) == .finished)
    }

    @Test func `the process has only what it was given`() throws {
        setenv("HOME", "/somewhere", 1)
        let start = try Start("look", environment: ["FAULTS_VARIABLE": "given"])
        _ = try start.end()
        // 0, 1, 2, the socket, and the runtime's eventfd.
        #expect(start.sink.now.messages == ["descriptors=5 variable=given home=- session=1 umask=77"])
    }

    @Test(arguments: [(#""memory_mb":64,"#, 40...64), ("", 1024...1024)])
    func `the memory that the manifest names is what it gets`(members: String, megabytes: ClosedRange<Int>) throws {
        let start = try Start("allocate", file: ["-DEXTRA_MEMBERS=\"\(members.replacing("\"", with: "\\\""))\""])
        #expect(try start.end().outcome(stopRequested: false) == .finished)
        let got = try #require(start.sink.now.messages.first.flatMap(Int.init))
        #expect(megabytes.contains(got), "\(got)")
    }

    @Test func `what it prints becomes lines of its log, and a flood of them is counted`() throws {
        let start = try Start("print")
        _ = try start.end()
        let lines = start.sink.now.lines
        #expect(
            Set(lines.filter { $0.origin == .output }.map(\.message)).isSubset(of: [
                "on standard output", "on standard error", "without an end",
            ]))
        let exit = start.sink.now.exits[0]
        #expect(Set(exit.lastOutput) == ["on standard output", "on standard error", "without an end"])
        #expect(lines.filter { $0.origin == .log }.count < 400)
        #expect(lines.last?.message.contains("lines left out") == true)
    }

    @Test func `the worker leaves when its host is gone`() throws {
        let worker = try BareWorker(mode: "hang")
        #expect(worker.leave() == 71 << 8)  // PWR_ORPHANED
    }

    @Test func `without credit a worker sends its window and no more`() throws {
        let worker = try BareWorker(mode: "flood", window: 100_000)
        let first = worker.readAll()
        #expect(first > 90_000 && first <= 100_000)
        #expect(worker.readAll() == 0)
        worker.send(HostFrame.credit(50_000))
        let second = worker.readAll()
        #expect(second > 40_000 && second <= 50_000 + 100_000 - first)
        _ = worker.leave()
    }

    @Test func `a worker that is spoken to in another language leaves`() throws {
        let worker = try BareWorker(mode: "wait")
        worker.send(Array("this is no frame of the host's".utf8))
        #expect(worker.end() == 71 << 8)
    }

    @Test func `a thread that outlives destroy finds a closed door`() throws {
        for _ in 0..<3 {
            let exit = try Start("leftover", at: .inProcess).end()
            #expect(exit.outcome(stopRequested: false) == .finished)
        }
        Thread.sleep(forTimeInterval: 0.2)  // the threads call on, into sessions that have ended
    }

    @Test func `a hundred starts leave no descriptor and no thread behind`() throws {
        _ = try Start("numbers").end()
        let before = try counts()
        for _ in 0..<100 { _ = try Start("numbers").end() }
        let after = try counts()
        #expect(after.descriptors <= before.descriptors + 30)  // other tests run beside this one
        #expect(after.threads <= before.threads + 30)
    }

    @Test(arguments: [["plugwalk-worker"], ["plugwalk-worker", "--memory-mb", "0", "x.so"], ["plugwalk-worker", "x.so"]])
    func `wrong arguments exit 64 and say what would be right`(arguments: [String]) throws {
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: AdapterBuilder.worker)
        worker.arguments = Array(arguments.dropFirst())
        let words = Pipe()
        worker.standardError = words
        try worker.run()
        worker.waitUntilExit()
        #expect(worker.terminationStatus == 64)
        let text = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text.hasPrefix("usage: plugwalk-worker"))
    }

    private func counts() throws -> (descriptors: Int, threads: Int) {
        (
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        )
    }
}

struct ExpectationError: Error {
    let words: String
    init(_ words: String) { self.words = words }
}
