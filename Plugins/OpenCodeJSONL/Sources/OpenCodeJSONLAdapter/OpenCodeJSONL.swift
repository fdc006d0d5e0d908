public import AdapterKit
import OpenCodeMapping

/// Follows the event logs of OpenCode V1 that a plugin inside OpenCode writes.
///
/// Of each record: `records` = `mapped` + `coalesced` + `dropped: …`.
public final class OpenCodeJSONL: Adapter {
    /// The same as in the manifest.
    public static let name: StaticString = "opencode-jsonl"

    private let follower: FileFollower<GrowthMemory>
    private let tape = JSONTape()
    private var badLines = BadLines()

    /// Fails when `path` is missing or another key is there.
    public convenience init(_ start: Start) throws(AdapterError) {
        try self.init(start, chunkBytes: 128 << 10)
    }

    init(_ start: Start, chunkBytes: Int) throws(AdapterError) {
        try start.configuration.expect(only: ["follow", "path"])
        guard let path = start.configuration["path"], !path.isEmpty else {
            throw AdapterError(
                .configuration, "\"path\" is missing: name a log or a folder of *.jsonl files, as in opencode-jsonl=path:FOLDER.")
        }
        guard path.hasPrefix("/") else {
            throw AdapterError(
                .configuration, "\"path\" is \"\(path)\", it must begin with a slash: the adapter works in a folder of its own.")
        }
        let follow = start.configuration["follow"] ?? "yes"
        guard ["yes", "no"].contains(follow) else {
            throw AdapterError(.configuration, "\"follow\" is \"\(follow)\", expected yes or no.")
        }
        follower = FileFollower(
            path: path, suffix: ".jsonl", chunkBytes: chunkBytes, isEndless: follow == "yes", checkpoints: start.checkpoints)
    }

    /// Follows until stop is asked for.
    public func start(emit: Emitter) throws(AdapterError) {
        // A log that is followed may come into being later; one that is read once may not.
        guard follower.isEndless || follower.isPathThere else {
            throw AdapterError(.configuration, "\(follower.path) does not exist, and follow:no does not wait for it.")
        }
        follower.run(emit: emit) { file, line in take(line, of: file, emit) }
    }

    /// One position per log.
    public func checkpoint() -> [Checkpoint] { follower.checkpoint() }

    /// What is followed, and the lines that were no records.
    public func health() -> Health { badLines.health(from: follower.health) }

    private func take(_ line: LineSplitter.Line, of file: FollowedFile<GrowthMemory>, _ emit: Emitter) {
        if line.bytes?.isBlank == true { return }
        emit.count("records")
        guard let bytes = line.bytes else {
            badLines.note(file.name, line.offset, "it is longer than 4 MiB")
            return emit.count("dropped: line over 4 MiB")
        }
        do throws(JSONError) {
            take(LogLine(try tape.parse(bytes)), at: line.offset, of: file, emit)
        } catch {
            badLines.note(file.name, line.offset, error.description)
            emit.count("dropped: not JSON")
        }
    }

    private func take(_ line: LogLine, at offset: UInt64, of file: FollowedFile<GrowthMemory>, _ emit: Emitter) {
        switch line {
        case .v1(let record), .other(let record): map(record, at: offset, of: file, emit)
        case .v2: emit.count("dropped: OpenCode V2 record")
        case .runOutput: emit.count("dropped: line of opencode run")
        case .noObject: emit.count("dropped: not a JSON object")
        }
    }

    private func map(_ record: Record, at offset: UInt64, of file: FollowedFile<GrowthMemory>, _ emit: Emitter) {
        let place = RecordPlace(stream: .string(file.name), identity: .bytes(file.identity), offset: offset, nowNs: Clock.utcNs())
        let mapper = Mapper(record, at: place)
        switch mapper.outcome() {
        case .mapped(let events): tell(events, emit)
        case .dropped(let reason): emit.count(reason)
        case .growing(let growth):
            let sighting = file.state.note(growth)
            if sighting == .repeated { return emit.count("coalesced") }
            tell(mapper.events(ofGrowing: growth, isFirst: sighting == .first), emit)
        }
    }

    private func tell(_ events: [Event], _ emit: Emitter) {
        for event in events { emit.emit(event) }
        emit.count("mapped")
    }
}

extension ByteSlice {
    /// Whether a line holds nothing but blanks: that is no record.
    fileprivate var isBlank: Bool { buffer.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d } }
}
