import Synchronization
import Threading

/// The open end of a response: chunks that any thread sends and the HTTP thread takes, as for Server-Sent Events.
///
/// **Overflow rule:** the buffer is bounded by chunks and by bytes. A chunk that does not fit is refused with `.full`,
/// and so are all others until half of the buffer has been taken: a slow reader misses one stretch per stall and can be
/// told once. A chunk larger than the whole buffer is accepted when the buffer is empty.
package final class EventStream: Sendable {
    /// What became of a chunk.
    package enum Send: Sendable { case sent, full, closed }

    private struct State: Sendable {
        var chunks = Ring<SharedBytes>()
        /// How much of the first chunk is taken.
        var taken = 0
        var bytes = 0
        var isFull = false
        var isClosed = false
        /// The connection that waits for a chunk.
        var waiting: SuspendedConnection?
        var onClose: (@Sendable () -> Void)?
    }

    private let maxChunks: Int
    private let maxBytes: Int
    private let state: Mutex<State>
    private let onRoom: (@Sendable () -> Void)?

    /// Creates a stream; what is sent before a connection takes it is buffered.
    ///
    /// `onClose` is called exactly once, when nothing will be taken any more: the peer is gone, everything up to
    /// `close()` is written, the server stops, or the response was not sent at all. It runs mostly on the HTTP thread:
    /// no blocking. A peer that goes while nothing is sent is noticed at the next chunk, so send a heartbeat.
    ///
    /// `onRoom` is called whenever chunks fit again after one that did not (`.full`); on the HTTP thread too, without a lock.
    package init(
        maxChunks: Int = 1_024, maxBytes: Int = 1 << 20, onClose: (@Sendable () -> Void)? = nil,
        onRoom: (@Sendable () -> Void)? = nil
    ) {
        self.maxChunks = max(1, maxChunks)
        self.maxBytes = max(1, maxBytes)
        self.onRoom = onRoom
        state = Mutex(State(onClose: onClose))
    }

    deinit { finish() }

    /// Appends `chunk`, which streams share without a copy. Never blocks.
    package func send(_ chunk: SharedBytes) -> Send {
        state.withLock { state in
            if state.isClosed { return .closed }
            if state.isFull || !fits(chunk, state) {
                state.isFull = true
                return .full
            }
            guard chunk.count > 0 else { return .sent }
            state.chunks.append(chunk)
            state.bytes += chunk.count
            resume(&state)
            return .sent
        }
    }

    /// Ends the response after what was sent. Later sends return `.closed`.
    package func close() {
        state.withLock { state in
            state.isClosed = true
            resume(&state)
        }
    }

    /// Whether `close()` was called or the peer is gone.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Takes everything that is buffered, as the HTTP thread would: for tests without a socket.
    package func drain() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: state.withLock { $0.bytes })
        let (count, isRoom) = buffer.withUnsafeMutableBytes { bytes in state.withLock { take(into: bytes, &$0) } }
        if isRoom { onRoom?() }
        return Array(buffer[..<count])
    }

    private func fits(_ chunk: SharedBytes, _ state: State) -> Bool {
        state.chunks.isEmpty || (state.chunks.count < maxChunks && chunk.count <= maxBytes - min(maxBytes, state.bytes))
    }

    private func resume(_ state: inout State) {
        state.waiting?.resume()
        state.waiting = nil
    }

    /// Returns the number of bytes, and whether chunks fit again that did not before.
    private func take(into buffer: UnsafeMutableRawBufferPointer, _ state: inout State) -> (count: Int, isRoom: Bool) {
        var count = 0
        while count < buffer.count, let chunk = state.chunks.first {
            let length = min(chunk.count - state.taken, buffer.count - count)
            (buffer.baseAddress! + count).copyMemory(from: chunk.start + state.taken, byteCount: length)
            count += length
            state.taken += length
            if state.taken == chunk.count {
                _ = state.chunks.popFirst()
                state.taken = 0
            }
        }
        state.bytes -= count
        guard state.isFull, state.bytes <= maxBytes / 2, state.chunks.count <= maxChunks / 2 else { return (count, false) }
        state.isFull = false
        return (count, true)
    }
}

extension EventStream {
    /// Fills `buffer` for `connection`; on the HTTP thread. Returns the number of bytes, or nil at the end of the
    /// stream.
    ///
    /// With nothing to take the connection is suspended. That is decided under the lock that `send` appends under:
    /// decided outside, a chunk appended in between would wait for the one after it.
    func read(into buffer: UnsafeMutableRawBufferPointer, for connection: OpaquePointer) -> Int? {
        let (count, isRoom): (Int?, Bool) = state.withLock { state in
            let (count, isRoom) = take(into: buffer, &state)
            if count > 0 { return (count, isRoom) }
            if state.isClosed { return (nil, false) }
            state.waiting = SuspendedConnection(suspending: connection)
            return (0, isRoom)
        }
        if isRoom { onRoom?() }
        return count
    }

    /// Ends the response now, without what is buffered.
    func cut() {
        state.withLock { state in
            state.chunks = Ring()
            (state.taken, state.bytes) = (0, 0)
            state.isClosed = true
            resume(&state)
        }
    }

    /// Nothing will be taken any more: drops what is buffered and tells the producer, once.
    func finish() {
        let onClose = state.withLock { state in
            defer { state.onClose = nil }
            state.chunks = Ring()
            (state.taken, state.bytes) = (0, 0)
            state.isClosed = true
            return state.onClose
        }
        onClose?()
    }
}
