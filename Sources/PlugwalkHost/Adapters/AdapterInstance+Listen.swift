internal import Glibc
internal import Synchronization

// What the instance's own thread does.
extension AdapterInstance {
    /// The opening frames wait so long for an adapter's process to read them.
    private static let openingTimeoutMs: Int32 = 5_000
    /// A worker that has said goodbye, or closed its socket, is given so long to leave.
    private static let leaveTimeout = Duration.seconds(2)
    /// After SIGKILL only the kernel's own work can take time.
    private static let killTimeout = Duration.seconds(5)

    func run() {
        var conversation = Conversation(generation: plan.generation, now: .now())
        let end: AdapterExit.End
        do throws(SystemError) {
            let host = try place.launch(plan)
            end = converse(with: host, &conversation)
        } catch {
            end = .notLaunched(error.description)
        }
        perform(conversation.finish(now: .now()))
        let cause = conversation.violation.map { AdapterExit.Cause.violation($0.description) } ?? control.withLock { $0.cause }
        let exit = AdapterExit(end: end, cause: cause, report: conversation.report, lastOutput: conversation.lastOutput)
        sink.ended(exit, of: plan.instance)
        tell(.ended(exit))
    }

    /// Speaks with the adapter until its socket is closed or it has ended, then gets rid of it.
    private func converse(with host: any AdapterHost, _ conversation: inout Conversation) -> AdapterExit.End {
        let isWanted = control.withLock { control in
            control.host = host
            return control.cause == nil
        }
        if isWanted && plan.openingFrames.allSatisfy({ host.socket.sendAll($0, timeoutMs: Self.openingTimeoutMs) }) {
            openControl()
            listen(to: host, &conversation)
        } else {
            host.kill()
        }
        let end = getRid(of: host, isBroken: conversation.violation != nil)
        control.withLock { $0.host = nil }
        readOutput(of: host, &conversation, buffer: nil)
        return end
    }

    /// From now on a request to stop goes out at once; one that came before goes now.
    private func openControl() {
        control.withLock { control in
            control.canSend = true
            guard let graceMs = control.stopGraceMs else { return }
            _ = Self.send(HostFrame.stop(graceMs: graceMs), control.host)
        }
    }

    private func listen(to host: any AdapterHost, _ conversation: inout Conversation) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 8)
        defer { buffer.deallocate() }
        var hasOutput = host.output != nil
        while true {
            var watched = [host.socket, hasOutput ? host.output : nil, host.endSignal]
                .map { pollfd(fd: $0?.number ?? -1, events: Int16(POLLIN), revents: 0) }
            guard poll(&watched, nfds_t(watched.count), -1) >= 0 || errno == EINTR else { return }
            if watched[1].revents != 0 { hasOutput = readOutput(of: host, &conversation, buffer: buffer) }
            // Its end was seen before this reading: what it has sent is all there, though a child may keep the socket open.
            let hasEnded = watched[2].revents != 0
            if watched[0].revents != 0 || hasEnded {
                guard readSocket(of: host, &conversation, buffer, all: hasEnded) else { return }
            }
            if hasEnded { return }
        }
    }

    /// Reads once, or all that is there. False at the end of the socket and after a violation.
    private func readSocket(
        of host: any AdapterHost, _ conversation: inout Conversation, _ buffer: UnsafeMutableRawBufferPointer, all: Bool
    ) -> Bool {
        repeat {
            switch host.socket.read(into: buffer, isSocket: true) {
            case .end: return false
            case .nothing: return true
            case .bytes(let count):
                heard()
                perform(conversation.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]), now: .now()))
                if conversation.violation != nil { return false }
            }
        } while all
        return true
    }

    /// Reads what is there. False when nothing more will come.
    @discardableResult
    private func readOutput(
        of host: any AdapterHost, _ conversation: inout Conversation, buffer: UnsafeMutableRawBufferPointer?
    ) -> Bool {
        guard let output = host.output else { return false }
        let own = buffer == nil ? UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 8) : nil
        defer { own?.deallocate() }
        guard let buffer = buffer ?? own else { return false }
        // A bounded number of rounds: what prints without end must not keep us from its socket.
        for _ in 0..<16 {
            switch output.read(into: buffer, isSocket: false) {
            case .end: return false
            case .nothing: return true
            case .bytes(let count):
                perform(conversation.print(UnsafeRawBufferPointer(rebasing: buffer[..<count]), now: .now()))
            }
        }
        return true
    }

    /// Passes things on, and gives the batches' credit back when the sink has taken them all.
    private func perform(_ actions: [Conversation.Action]) {
        guard !actions.isEmpty else { return }
        isInSink.store(true, ordering: .releasing)
        var credit = 0
        for action in actions {
            switch action {
            case .ready: tell(.ready(processID: control.withLock { $0.host?.processID }))
            case .health(let health): sink.health(health, of: plan.instance)
            case .log(let line): sink.log(line, of: plan.instance)
            case .batch(let batch):
                sink.accept(batch, from: plan.instance)
                credit += batch.byteCost
            }
        }
        heard()
        isInSink.store(false, ordering: .releasing)
        guard credit > 0 else { return }
        let isTaken = control.withLock { Self.send(HostFrame.credit(UInt64(credit)), $0.host) }
        if !isTaken { kill(because: .violation("does not read its socket")) }
    }

    /// Waits for the end of an adapter that has nothing more to say; ends it when it does not come.
    private func getRid(of host: any AdapterHost, isBroken: Bool) -> AdapterExit.End {
        if !isBroken, let end = host.reap(timeout: Self.leaveTimeout) { return end }
        host.kill()
        if let end = host.reap(timeout: Self.killTimeout) { return end }
        host.abandon()
        return .wedged
    }
}
