internal import Glibc

/// Reads pieces of a file that may shrink or lie: by `pread`, never mapped, every piece checked.
struct FileBytes {
    /// A piece that is not there.
    struct Missing: Error {}

    private enum Source {
        case file(Descriptor)
        case memory([UInt8])
    }

    private let source: Source
    let size: Int

    init(_ file: Descriptor, size: Int) {
        source = .file(file)
        self.size = size
    }

    init(_ bytes: [UInt8]) {
        source = .memory(bytes)
        size = bytes.count
    }

    /// Whether `count` bytes at `offset` lie within the file.
    func contains(offset: UInt64, count: UInt64) -> Bool {
        let (end, overflow) = offset.addingReportingOverflow(count)
        return !overflow && end <= UInt64(size)
    }

    func read(offset: UInt64, count: UInt64) throws(Missing) -> [UInt8] {
        guard contains(offset: offset, count: count) else { throw Missing() }
        switch source {
        case .memory(let bytes): return Array(bytes[Int(offset)..<Int(offset + count)])
        case .file(let file):
            guard let bytes = Self.read(file, offset: Int(offset), count: Int(count)) else { throw Missing() }
            return bytes
        }
    }

    private static func read(_ file: Descriptor, offset: Int, count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(file.number, buffer.baseAddress! + filled, count - filled, offset + filled)
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
        return bytes.count == count ? bytes : nil
    }
}
