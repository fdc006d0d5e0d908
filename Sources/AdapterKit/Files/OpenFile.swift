import Glibc

/// A file that is open for reading, closed with its last reference.
final class OpenFile {
    struct Facts {
        var inode: UInt64
        var size: UInt64
        var modifiedNs: Int64
    }

    private let descriptor: Int32

    /// Opens `path`, or nil with `errno` set. Other things than plain files (a FIFO would block) are refused with `EINVAL`.
    init?(path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        guard let kind = Self.status(of: descriptor)?.st_mode, kind & S_IFMT == S_IFREG else {
            close(descriptor)
            errno = EINVAL
            return nil
        }
    }

    deinit { close(descriptor) }

    var facts: Facts? { Self.status(of: descriptor).map(Facts.init) }

    /// What the plain file at `path` is, without opening it; nil when there is none.
    static func facts(path: String) -> Facts? {
        var raw = stat()
        guard stat(path, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
        return Facts(raw)
    }

    /// Fills `buffer` from `offset` on; fewer bytes than asked for mean the file's end, or an error that shows again later.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count {
            let got = pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset) + off_t(filled))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            filled += got
        }
        return filled
    }

    /// Hash of the bytes before `offset` that identify a file, or nil when the file is shorter.
    func guardHash(before offset: UInt64) -> UInt128? {
        let length = Int(min(offset, UInt64(FilePosition.guardBytes)))
        return withUnsafeTemporaryAllocation(byteCount: max(1, length), alignment: 1) { buffer in
            let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<length])
            guard read(at: offset - UInt64(length), into: wanted) == length else { return nil }
            return FilePosition.hash(ByteSlice(UnsafeBufferPointer(wanted.assumingMemoryBound(to: UInt8.self))))
        }
    }

    private static func status(of descriptor: Int32) -> stat? {
        var raw = stat()
        return fstat(descriptor, &raw) == 0 ? raw : nil
    }
}

extension OpenFile.Facts {
    fileprivate init(_ raw: stat) {
        inode = UInt64(raw.st_ino)
        size = UInt64(raw.st_size)
        modifiedNs = Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec)
    }
}
