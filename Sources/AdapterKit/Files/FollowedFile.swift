/// What an adapter remembers about one file, saved with the file's position. It must be small (below 60 KiB) and hold no text.
public protocol FileState {
    init()
    /// Reads what `encoded` has written; nil when it cannot.
    init?(decoding bytes: ByteSlice)
    var encoded: [UInt8] { get }
}

/// One file that is being followed.
public final class FollowedFile<State: FileState> {
    /// The file's base name, which is also the name of its stream.
    public internal(set) var name: String
    /// The adapter's own memory about this file.
    public var state: State
    /// Names this writing of this log in keys: base name and hash of the first line, so that a log which was copied or moved to
    /// another folder is the same log. Empty before the first line.
    public private(set) var identity: [UInt8] = []

    /// Open while there may be something to read.
    var file: OpenFile?
    private(set) var position: FilePosition
    private(set) var splitter: LineSplitter
    /// Where the next byte is read.
    private(set) var readOffset: UInt64
    /// The file's size when it was looked at last.
    var size: UInt64 = 0
    /// Whether the position differs from the last checkpoint's.
    var isDirty = false
    /// Whether there may be something new in it.
    var isDue = true
    /// Whether the file has lost its name: it is read to its end once more and then left.
    var isLeaving = false
    /// The first line of what stood under this name before.
    private var previousFirstLine: UInt128 = 0

    init(name: String, maxLineBytes: Int, saved: (position: FilePosition, state: [UInt8])? = nil) {
        self.name = name
        position = saved?.position ?? FilePosition()
        state = saved.flatMap { $0.state.withSlice { State(decoding: $0) } } ?? State()
        splitter = LineSplitter(maxLineBytes: maxLineBytes, offset: position.offset)
        readOffset = position.offset
        updateIdentity()
    }

    var unreadBytes: Int64 { Int64(size) - Int64(min(size, position.offset)) }

    /// Cuts `chunk`, which was read at `readOffset`, into lines. Once a line is handled the position stands behind it and `done`
    /// says whether to go on.
    func feed(_ chunk: ByteSlice, handle: (LineSplitter.Line) -> Void, done: () -> Bool) {
        var splitter = splitter
        splitter.feed(chunk) { line in
            if position.firstLine == 0 { noteFirstLine(line) }
            handle(line)
            position.offset = line.offset + UInt64(line.length) + 1
            isDirty = true
            return done()
        }
        self.splitter = splitter
        readOffset += UInt64(chunk.count)
    }

    /// Begins at the start again, since the file was truncated or written anew.
    func restart() {
        previousFirstLine = position.firstLine
        position = FilePosition(generation: position.generation)
        state = State()
        splitter = LineSplitter(maxLineBytes: splitter.maxLineBytes)
        readOffset = 0
        isDirty = true
        identity = []
    }

    /// Whether the file still holds what was read from it.
    func isContinued(in file: OpenFile, size: UInt64) -> Bool {
        position.offset == 0 || (size >= readOffset && file.guardHash(before: position.offset) == position.guardHash)
    }

    /// Notes by what the file will be known again.
    func noteGuard() {
        guard let file else { return }
        position.inode = file.facts?.inode ?? position.inode
        position.guardHash = file.guardHash(before: position.offset) ?? position.guardHash
    }

    /// The position as the host shall store it.
    func checkpoint() -> Checkpoint {
        noteGuard()
        return Checkpoint(stream: name, blob: position.encoded(with: state.encoded))
    }

    private func noteFirstLine(_ line: LineSplitter.Line) {
        position.firstLine = line.bytes.map(FilePosition.hash) ?? UInt128(line.length)
        position.generation = position.firstLine == previousFirstLine ? position.generation + 1 : 0
        updateIdentity()
    }

    private func updateIdentity() {
        guard position.firstLine != 0 else { return }
        identity = Array(name.utf8)
        identity.append(UInt8(ascii: "#"))
        identity.append(hash: position.firstLine)
        if position.generation > 0 {
            identity.append(UInt8(ascii: "."))
            identity.append(decimal: UInt64(position.generation))
        }
    }
}
