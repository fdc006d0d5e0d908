import Glibc
import PlugwalkHost

/// One connection to the event stream.
struct EventStreamConnection: ~Copyable {
    /// What came next.
    enum Arrival {
        case messages([EventStreamDecoder.Message])
        /// The person, or whoever reads our output, has had enough.
        case ended
        /// The daemon is gone, or silent for longer than its heartbeat allows.
        case lost
        /// It will not give such a stream.
        case refused(String)
    }

    /// Three heartbeats.
    private static let maxSilenceMs: Int32 = 15_000

    private let socket: ControlSocket
    private let interrupts: Int32
    private var decoder = EventStreamDecoder()
    /// What came before the end of the answer's head.
    private var head: [UInt8]? = []

    /// - Parameters:
    ///   - interrupts: Readable when the person wants to end.
    /// - Returns: Nil when nobody listens.
    init?(_ home: Home, _ target: String, lastID: String?, interrupts: Int32) {
        guard let socket = ControlSocket(home, patienceSeconds: 15),
            socket.send("GET", target, headers: ["Accept: text/event-stream"] + (lastID.map { ["Last-Event-ID: \($0)"] } ?? []))
        else { return nil }
        self.socket = socket
        self.interrupts = interrupts
    }

    /// Blocks until something arrives.
    mutating func next() -> Arrival {
        var watched = [
            pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interrupts, events: Int16(POLLIN), revents: 0),
            // Tells when its reader has closed it, even while nothing is to be written.
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        ]
        let count = poll(&watched, 3, Self.maxSilenceMs)
        if count < 0 { return errno == EINTR ? .messages([]) : .lost }
        if watched[1].revents != 0 || watched[2].revents != 0 { return .ended }
        guard watched[0].revents != 0 else { return .lost }
        let bytes = socket.receive()
        if bytes.isEmpty { return .lost }
        return head == nil ? .messages(decoder.push(bytes)) : takeHead(bytes)
    }

    private mutating func takeHead(_ bytes: [UInt8]) -> Arrival {
        let all = (head ?? []) + bytes
        head = all
        guard let end = all.firstRange(of: Array("\r\n\r\n".utf8)) else { return .messages([]) }
        let status = ControlAnswer.status(String(decoding: all[..<end.lowerBound], as: UTF8.self)) ?? 0
        guard status == 200 else { return refusal(all) }
        head = nil
        return .messages(decoder.push(all[end.upperBound...]))
    }

    private func refusal(_ start: [UInt8]) -> Arrival {
        var all = start
        while case let piece = socket.receive(), !piece.isEmpty { all += piece }
        guard let answer = ControlAnswer(all), (400..<500).contains(answer.status) else { return .lost }
        return .refused(answer.problem)
    }
}
