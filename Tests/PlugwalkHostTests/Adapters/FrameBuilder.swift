import AdapterABI

/// Makes a worker's frames byte by byte, sound or not, independently of the runtime's own encoder.
struct FrameBuilder {
    struct Event {
        var flags: UInt32 = 0
        var time: Int64 = 0
        var order: Int64 = 0
        var texts = [String](repeating: "", count: 17)
    }

    static func frame(type: UInt16, flags: UInt16 = 0, sequence: UInt64 = 0, _ body: [UInt8], length: UInt32? = nil) -> [UInt8] {
        bytes(length ?? UInt32(12 + body.count)) + bytes(type) + bytes(flags) + bytes(sequence) + body
    }

    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }

    static func hello() -> [UInt8] { frame(type: 16, bytes(UInt16(1)) + bytes(UInt16(0)) + bytes(UInt32(0)) + bytes(UInt32(4711))) }
    static func pulse() -> [UInt8] { frame(type: 20, []) }
    static func log(_ level: Int32, _ message: String) -> [UInt8] { frame(type: 19, bytes(level) + Array(message.utf8)) }
    static func exit(_ status: Int32, stage: UInt32, _ text: String) -> [UInt8] {
        frame(type: 21, bytes(status) + bytes(stage) + Array(text.utf8))
    }
    static func health(state: Int32, progress: UInt32, lag: Int64, backlog: Int64, _ message: String, _ detail: String) -> [UInt8] {
        frame(
            type: 18,
            bytes(state) + bytes(progress) + bytes(lag) + bytes(backlog) + bytes(UInt32(message.utf8.count))
                + bytes(UInt32(detail.utf8.count)) + Array(message.utf8) + Array(detail.utf8))
    }

    static func batch(
        _ sequence: UInt64, flags: UInt16 = 0, events: [Event] = [], checkpoints: [(UInt32, String, String)] = [],
        counts: [(UInt64, String)] = [], losses: [(UInt64, String, String)] = []
    ) -> [UInt8] {
        var table = [events.count, checkpoints.count, counts.count, losses.count].flatMap { bytes(UInt32($0)) }
        var texts: [String] = []
        for event in events {
            table +=
                bytes(event.flags) + event.texts.flatMap { bytes(UInt32($0.utf8.count)) } + bytes(event.time) + bytes(event.order)
            texts += event.texts
        }
        for (flags, stream, blob) in checkpoints {
            table += bytes(flags) + bytes(UInt32(stream.utf8.count)) + bytes(UInt32(blob.utf8.count))
            texts += [stream, blob]
        }
        for (n, name) in counts {
            table += bytes(n) + bytes(UInt32(name.utf8.count))
            texts.append(name)
        }
        for (n, stream, reason) in losses {
            table += bytes(n) + bytes(UInt32(stream.utf8.count)) + bytes(UInt32(reason.utf8.count))
            texts += [stream, reason]
        }
        return frame(type: 17, flags: flags, sequence: sequence, table + texts.flatMap { Array($0.utf8) })
    }
}
