/// What has been said in one start of an instance: frames and output in, things to pass on out. Does no input or output itself.
struct Conversation {
    enum Action: Sendable {
        case ready
        case batch(RawBatch)
        case health(AdapterHealth)
        case log(AdapterLogLine)
    }

    private var decoder: FrameDecoder
    private var lines = OutputLines()
    private var budget: LineBudget
    /// The adapter's own account of its end.
    private(set) var report: ExitReport?
    /// Why nothing more can be understood.
    private(set) var violation: FrameError?

    init(generation: UInt32, now: MonotonicTime) {
        decoder = FrameDecoder(generation: generation)
        budget = LineBudget(now: now)
    }

    /// The last lines of output.
    var lastOutput: [String] { lines.last }

    /// Takes bytes of the socket. After a violation there is no use in giving more.
    mutating func receive(_ bytes: UnsafeRawBufferPointer, now: MonotonicTime) -> [Action] {
        var frames: [WorkerFrame] = []
        do throws(FrameError) { try decoder.push(bytes, into: &frames) } catch { violation = error }
        var actions: [Action] = []
        for frame in frames { take(frame, now, &actions) }
        return actions
    }

    /// Takes bytes of the standard output or error.
    mutating func print(_ bytes: UnsafeRawBufferPointer, now: MonotonicTime) -> [Action] {
        var actions: [Action] = []
        for line in lines.push(bytes) { log(AdapterLogLine(origin: .output, level: 6, message: line), now, &actions) }
        return actions
    }

    /// What is left to say when nothing more comes.
    mutating func finish(now: MonotonicTime) -> [Action] {
        var actions: [Action] = []
        for line in lines.finish() { log(AdapterLogLine(origin: .output, level: 6, message: line), now, &actions) }
        let refused = budget.settle()
        if refused > 0 { actions.append(.log(Self.word(about: refused))) }
        return actions
    }

    private mutating func take(_ frame: WorkerFrame, _ now: MonotonicTime, _ actions: inout [Action]) {
        switch frame {
        case .hello: actions.append(.ready)
        case .batch(let batch): actions.append(.batch(batch))
        case .health(let health): actions.append(.health(health))
        case .log(let level, let message): log(AdapterLogLine(origin: .log, level: level, message: message), now, &actions)
        case .pulse: break
        case .exit(let report): self.report = report
        }
    }

    private mutating func log(_ line: AdapterLogLine, _ now: MonotonicTime, _ actions: inout [Action]) {
        switch budget.take(now: now) {
        case .refuse: break
        case .pass: actions.append(.log(line))
        case .passAfter(let refused): actions += [.log(Self.word(about: refused)), .log(line)]
        }
    }

    private static func word(about refused: Int) -> AdapterLogLine {
        AdapterLogLine(
            origin: .host, level: 4,
            message: "\(refused) lines left out: an instance may write \(LineBudget.perSecond) per second")
    }
}
