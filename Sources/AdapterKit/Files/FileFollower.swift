/// Reads one log file, or all files of a folder with a certain ending, line by line, and goes on as they grow.
///
/// It copes with truncation, renaming, rotation (`a.jsonl` becomes `a.jsonl.1` and begins anew) and deletion, and continues after
/// a restart where the last stored checkpoint stands. Each file is a stream of its own.
public final class FileFollower<State: FileState> {
    /// What happens to each line: it emits and counts what the line gives. The follower ends the record afterwards.
    public typealias LineHandler = (FollowedFile<State>, LineSplitter.Line) -> Void

    let place: FollowedPlace
    let maxLineBytes: Int
    /// Whether it waits for more when everything is read.
    public let isEndless: Bool
    var files: [String: FollowedFile<State>] = [:]
    /// Files that have lost their name and are read to their end.
    var leaving: [FollowedFile<State>] = []
    /// Positions from before this start that no file has claimed yet.
    var saved: [String: (position: FilePosition, state: [UInt8])] = [:]
    /// Streams whose files are gone.
    var forgotten: [String] = []
    private let buffer: UnsafeMutableRawBufferPointer
    private var isFolderMissing = false

    /// - Parameters:
    ///   - path: a file, or a folder whose files ending in `suffix` are followed. It may come into being later.
    ///   - maxLineBytes: longer lines are delivered without their bytes.
    ///   - chunkBytes: how much is read at once.
    ///   - isEndless: whether it waits for more; else it ends when everything has been read that is there.
    public init(
        path: String, suffix: String, maxLineBytes: Int = 4 << 20, chunkBytes: Int = 128 << 10, isEndless: Bool = true,
        checkpoints: [Checkpoint]
    ) {
        place = FollowedPlace(path: path, suffix: suffix)
        self.maxLineBytes = maxLineBytes
        self.isEndless = isEndless
        buffer = .allocate(byteCount: max(1, chunkBytes), alignment: 8)
        for checkpoint in checkpoints { saved[checkpoint.stream] = FilePosition.decode(checkpoint.blob) }
    }

    deinit { buffer.deallocate() }

    /// The file or folder.
    public var path: String { place.path }

    /// Whether it is there now.
    public var isPathThere: Bool { place.exists }

    /// Follows until stop is asked for, or reads what is there.
    public func run(emit: Emitter, onLine: LineHandler) {
        guard isEndless else {
            rescan()
            return readAll(emit, onLine)
        }
        while !emit.isStopping {
            isFolderMissing = !place.exists
            if isFolderMissing {
                guard emit.wait(milliseconds: 1_000) else { return }
            } else {
                follow(emit, onLine)
            }
        }
    }

    /// How the follower fares: what it follows and how many bytes of it are unread.
    public var health: Health {
        if isFolderMissing { return Health(.degraded, "Waiting for \(place.path), which does not exist yet.", backlog: 0) }
        let backlog = files.values.reduce(0) { $0 + $1.unreadBytes }
        return Health(.ok, "Following \(files.count == 1 ? "1 file" : "\(files.count) files").", backlog: backlog)
    }

    /// The positions that have changed since the last call, a bounded number at once.
    public func checkpoint() -> [Checkpoint] {
        var changed = forgotten.map(Checkpoint.init(forgetting:))
        forgotten = []
        for file in leaving + files.values where file.isDirty && changed.count < 512 {
            // A file that waits behind the rest of its predecessor has no checkpoint of its own yet: they share the stream's name.
            guard file.isLeaving || !leaving.contains(where: { $0.name == file.name }) else { continue }
            file.isDirty = false
            changed.append(file.checkpoint())
        }
        return changed
    }

    /// One round after the other until stop is asked for or the folder is gone.
    private func follow(_ emit: Emitter, _ onLine: LineHandler) {
        let watch = FolderWatch(folder: place.folder)
        defer { watch.closeDescriptor() }
        var rescanNs: Int64 = 0
        while place.exists {
            if Clock.monotonicNs() >= rescanNs {
                rescan()
                rescanNs = Clock.monotonicNs() + FollowedPlace.rescanNs
            }
            readAll(emit, onLine)
            guard emit.wait(milliseconds: watch.descriptor == nil ? 200 : 1_000, readable: watch.descriptor) else { return }
            for change in watch.drain() {
                switch change {
                case .content(let name): files[name]?.isDue = true
                case .everything: rescanNs = 0
                case .folder: return
                }
            }
        }
    }

    private func readAll(_ emit: Emitter, _ onLine: LineHandler) {
        for file in leaving {
            read(file, emit, onLine)
            if emit.isStopping { return }
            leave(file, emit)
        }
        for file in files.values.filter(\.isDue).sorted(by: { $0.name < $1.name }) {
            read(file, emit, onLine)
            if emit.isStopping { return }
        }
    }

    /// Reads `file` to its present end.
    private func read(_ file: FollowedFile<State>, _ emit: Emitter, _ onLine: LineHandler) {
        guard let open = prepare(file) else { return }
        while !emit.isStopping, case let got = open.read(at: file.readOffset, into: buffer), got > 0 {
            let chunk = ByteSlice(base: UnsafePointer(buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)), count: got)
            file.feed(chunk) {
                onLine(file, $0)
            } done: {
                emit.endRecord()
                return !emit.isStopping
            }
        }
        rest(file)
    }

    /// Lets a file go that has lost its name and was read to its end.
    private func leave(_ file: FollowedFile<State>, _ emit: Emitter) {
        if file.splitter.pendingBytes > 0 {
            emit.log(.warning, "\(file.name) has ended within a line, \(file.splitter.pendingBytes) bytes after its last newline.")
        }
        leaving.removeAll { $0 === file }
        if let successor = files[file.name] { successor.isDirty = true } else { forgotten.append(file.name) }
    }
}
