/// Cuts a stream of Server-Sent Events into its messages (WHATWG HTML §9.2.6), as far as our server uses the format.
struct EventStreamDecoder {
    struct Message: Equatable {
        var event = ""
        /// Nil when the message leaves the place in the stream as it is.
        var id: String?
        var data = ""
    }

    private var line: [UInt8] = []
    private var message = Message()

    /// - Returns: The messages that these bytes complete.
    mutating func push(_ bytes: some Sequence<UInt8>) -> [Message] {
        var messages: [Message] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.isEmpty {
                if !message.data.isEmpty { messages.append(message) }
                message = Message()
            } else {
                take(String(decoding: line, as: UTF8.self))
                line.removeAll(keepingCapacity: true)
            }
        }
        return messages
    }

    private mutating func take(_ line: String) {
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == " " { value = value.dropFirst() }
        switch line[..<colon] {
        case "event": message.event = String(value)
        case "id": message.id = String(value)
        case "data": message.data += (message.data.isEmpty ? "" : "\n") + value
        default: break  // a comment, or a field of no use here
        }
    }
}
