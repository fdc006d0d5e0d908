internal import AdapterABI
internal import AdapterRuntime

/// Turns the bytes of one worker's socket, in pieces of any size, into frames.
///
/// The bytes are hostile until the frame is complete: every length is checked against what its type may have before anything is
/// allocated for it, so that a worker can make the host hold at most one frame. After an error the decoder repeats that error.
package struct FrameDecoder: Sendable {
    private struct Header {
        let type: WorkerFrameType
        let flags: UInt16
        let sequence: UInt64
        let bodyLength: Int
    }

    private var header: Header?
    /// The header while it is incomplete, then the body.
    private var partial: [UInt8] = []
    private var nextSequence: UInt64
    private var greeted = false
    private var ended = false
    private var error: FrameError?

    /// A decoder for one start of an instance; the batches of that start are numbered from `generation << 32 | 1`.
    package init(generation: UInt32) {
        nextSequence = UInt64(generation) << 32 | 1
        partial.reserveCapacity(Self.headerBytes)
    }

    /// True at the end of a frame, where a socket may close.
    package var isBetweenFrames: Bool { header == nil && partial.isEmpty }

    /// Takes the next bytes of the socket and appends the frames that they complete.
    package mutating func push(_ bytes: UnsafeRawBufferPointer, into frames: inout [WorkerFrame]) throws(FrameError) {
        if let error { throw error }
        var rest = bytes[...]
        do throws(FrameError) {
            while let frame = try next(&rest) { frames.append(frame) }
        } catch {
            self.error = error
            partial = []
            throw error
        }
    }

    private static let headerBytes = Int(PWR_HEADER_BYTES)

    /// The next complete frame; nil when the bytes are used up.
    private mutating func next(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(FrameError) -> WorkerFrame? {
        if header == nil {
            guard fill(to: Self.headerBytes, from: &rest) else { return nil }
            let header = try readHeader(partial)
            self.header = header
            partial = []
            partial.reserveCapacity(header.bodyLength)
        }
        guard let header, fill(to: header.bodyLength, from: &rest) else { return nil }
        let body = partial
        partial = []
        self.header = nil
        return try decode(header, body)
    }

    /// Moves bytes until `partial` has `count` of them; false when they do not suffice.
    private mutating func fill(to count: Int, from rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
        let piece = rest.prefix(count - partial.count)
        partial.append(contentsOf: piece)
        rest = rest.dropFirst(piece.count)
        return partial.count == count
    }

    private func readHeader(_ bytes: [UInt8]) throws(FrameError) -> Header {
        var cursor = BodyCursor(bytes, tableBytes: bytes.count)
        let length = Int(cursor.u32()) - Int(PWR_LENGTH_OVERHEAD)
        let typeNumber = cursor.u16()
        guard let type = WorkerFrameType(rawValue: typeNumber) else { throw .unknownType(typeNumber) }
        let header = Header(type: type, flags: cursor.u16(), sequence: cursor.u64(), bodyLength: length)
        try check(header)
        return header
    }

    private func check(_ header: Header) throws(FrameError) {
        if ended { throw .afterExit }
        guard header.type.bodyLengths.contains(header.bodyLength) else {
            throw .length(header.bodyLength, type: header.type, allowed: header.type.bodyLengths)
        }
        let knownFlags: UInt16 = header.type == .batch ? UInt16(PWR_FLAG_DROPPABLE) : 0
        guard header.flags & ~knownFlags == 0 else {
            throw .unknownFlags(UInt32(header.flags), in: "the header of a \(header.type) frame")
        }
        let expected = header.type == .batch ? nextSequence : 0
        guard header.sequence == expected else { throw .sequence(header.sequence, expected: expected) }
    }

    private mutating func decode(_ header: Header, _ body: [UInt8]) throws(FrameError) -> WorkerFrame {
        switch header.type {
        case .hello:
            if greeted { throw .repeatedHello }
            greeted = true
            return .hello(hello(body))
        case .batch:
            nextSequence &+= 1
            var batch = try BatchDecoder(body)
            return .batch(
                try batch.decode(
                    sequence: header.sequence, droppable: header.flags & UInt16(PWR_FLAG_DROPPABLE) != 0))
        case .health: return .health(try health(body))
        case .log: return try log(body)
        case .pulse: return .pulse
        case .exit:
            ended = true
            return .exit(try exit(body))
        }
    }
}

extension FrameDecoder {
    private func hello(_ body: [UInt8]) -> AdapterHello {
        var cursor = BodyCursor(body, tableBytes: body.count)
        let (major, minor, needed) = (cursor.u16(), cursor.u16(), cursor.u16())
        cursor.skip(2)
        return AdapterHello(abiMajor: major, abiMinor: minor, abiMinorNeeded: needed, pid: cursor.u32())
    }

    private func log(_ body: [UInt8]) throws(FrameError) -> WorkerFrame {
        var cursor = BodyCursor(body, tableBytes: 4)
        let level = cursor.i32()
        return .log(level: level, message: try cursor.string(UInt32(cursor.textBytes)))
    }

    private func health(_ body: [UInt8]) throws(FrameError) -> AdapterHealth {
        var cursor = BodyCursor(body, tableBytes: 32)
        let (state, progress) = (cursor.i32(), cursor.u32())
        let (lag, backlog) = (cursor.i64(), cursor.i64())
        let (messageLength, detailLength) = (cursor.u32(), cursor.u32())
        guard messageLength <= PW_MAX_LOG else {
            throw .tooLong("a health message", length: messageLength, limit: UInt32(PW_MAX_LOG))
        }
        let message = try cursor.string(messageLength)
        let detail = try cursor.string(detailLength)
        try cursor.finish()
        return AdapterHealth(
            state: AdapterHealth.State(rawValue: Int(state)) ?? .degraded, message: message,
            detailJSON: detail.isEmpty ? nil : detail, lagNs: lag < 0 ? nil : lag, backlog: backlog < 0 ? nil : backlog,
            progressBasisPoints: progress > 10_000 ? nil : progress)
    }

    private func exit(_ body: [UInt8]) throws(FrameError) -> ExitReport {
        var cursor = BodyCursor(body, tableBytes: 8)
        let (status, stageNumber) = (cursor.i32(), cursor.u32())
        guard let stage = ExitReport.Stage(rawValue: stageNumber) else { throw .unknownStage(stageNumber) }
        return ExitReport(status: status, stage: stage, text: try cursor.string(UInt32(cursor.textBytes)))
    }
}
