import Foundation
import Glibc

/// One message of Server-Sent Events, as the standard has a browser read it.
struct StreamMessageText: Equatable {
    var event = ""
    var id: String?
    var data = ""

    /// Reads one block of lines.
    init(_ block: Substring) {
        for line in block.split(separator: "\n") {
            if line.hasPrefix("event: ") { event = String(line.dropFirst(7)) }
            if line.hasPrefix("id: ") { id = String(line.dropFirst(4)) }
            if line.hasPrefix("data: ") { data += line.dropFirst(6) }
        }
    }

    var members: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any]) ?? [:]
    }
}

extension [StreamMessageText] {
    /// The messages in the text, without the opening one.
    init(_ text: String) {
        self = text.split(separator: "\n\n").map(StreamMessageText.init).filter { !$0.event.isEmpty }
    }
}

/// A connection to an event stream that reads message by message.
final class StreamClient {
    struct Ended: Error {}

    private let descriptor: Int32
    private var body = ""
    private var raw: [UInt8] = []
    private(set) var status = 0
    /// What a browser would send as `Last-Event-ID`.
    private(set) var lastEventID: String?

    init(_ port: UInt16, _ target: String, lastEventID: String? = nil, receiveBuffer: Int32? = nil) throws {
        self.lastEventID = lastEventID
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        // Generous: a test that waits this long has failed.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Ended() }
        let resume = lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        let request = "GET \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\n\(resume)\r\n"
        _ = request.utf8CString.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count - 1, 0) }
        try readHead()
    }

    deinit { close(descriptor) }

    /// The next message, waited for.
    func next() throws -> StreamMessageText {
        while true {
            while let end = body.range(of: "\n\n") {
                let message = StreamMessageText(body[..<end.lowerBound])
                body.removeSubrange(..<end.upperBound)
                if let id = message.id { lastEventID = id }
                if !message.event.isEmpty { return message }
            }
            try readChunk()
        }
    }

    /// The next message of that kind; others are passed over.
    func next(_ event: String) throws -> StreamMessageText {
        while true {
            let message = try next()
            if message.event == event { return message }
        }
    }

    private func readHead() throws {
        while true {
            if let end = String(decoding: raw, as: UTF8.self).range(of: "\r\n\r\n") {
                let head = String(decoding: raw, as: UTF8.self)[..<end.lowerBound]
                status = Int(head.dropFirst(9).prefix(3)) ?? 0
                raw.removeFirst(head.utf8.count + 4)
                return
            }
            try fill()
        }
    }

    private func readChunk() throws {
        while true {
            if let end = raw.firstIndex(of: 10), let size = Int(String(decoding: raw[..<(end - 1)], as: UTF8.self), radix: 16),
                raw.count >= end + 1 + size + 2
            {
                guard size > 0 else { throw Ended() }
                body += String(decoding: raw[(end + 1)..<(end + 1 + size)], as: UTF8.self)
                raw.removeFirst(end + 1 + size + 2)
                return
            }
            try fill()
        }
    }

    private func fill() throws {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { throw Ended() }
        raw += bytes[..<count]
    }
}
