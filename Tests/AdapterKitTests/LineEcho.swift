import AdapterKit

/// The smallest adapter over a `FileFollower`: one event per line, and what was too long is counted.
final class LineEcho: Adapter {
    static let name: StaticString = "line-echo"
    private let follower: FileFollower<LineCount>

    init(_ start: Start) throws(AdapterError) {
        follower = FileFollower(
            path: start.configuration["path"] ?? "", suffix: ".log", maxLineBytes: 64,
            chunkBytes: Int(start.configuration["chunk"] ?? "") ?? 4096, checkpoints: start.checkpoints)
    }

    func start(emit: Emitter) {
        follower.run(emit: emit) { file, line in
            emit.count("records")
            guard let bytes = line.bytes else { return emit.count("dropped: too long") }
            file.state.lines += 1
            var event = Event(kind: "line", entity: .message, id: .string("\(file.state.lines)"))
            event.stream = .string(file.name)
            event.key = .string("\(String(decoding: file.identity, as: UTF8.self)):\(line.offset)")
            event.title = .slice(bytes)
            event.order = Int64(line.offset)
            emit.emit(event)
        }
    }

    func checkpoint() -> [Checkpoint] { follower.checkpoint() }
    func health() -> Health { follower.health }
}

/// How many lines of a file were told.
struct LineCount: FileState {
    var lines: UInt32 = 0

    init() {}

    init?(decoding bytes: ByteSlice) {
        var reader = BinaryReader(bytes)
        guard let lines = reader.next(UInt32.self) else { return nil }
        self.lines = lines
    }

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: lines)
        return bytes
    }
}
