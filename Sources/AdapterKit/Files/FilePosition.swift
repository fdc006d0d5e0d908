/// How far a file was read, and which file that was.
///
/// The file is known again by a hash of the bytes before the offset; the inode only helps to find it under another name. So a
/// log that was moved, copied or rotated goes on, and one that was written anew begins at its start.
struct FilePosition: Equatable {
    /// How many bytes before the offset are hashed, at most.
    static let guardBytes = 256
    private static let version: UInt8 = 1

    var inode: UInt64 = 0
    var offset: UInt64 = 0
    /// Hash of the up to `guardBytes` bytes before `offset`.
    var guardHash: UInt128 = 0
    /// Hash of the file's first line; 0 while there is none.
    var firstLine: UInt128 = 0
    /// How many files with the same first line were read under this name before.
    var generation: UInt32 = 0

    func encoded(with state: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.append(littleEndian: inode)
        bytes.append(littleEndian: offset)
        bytes.append(littleEndian: guardHash)
        bytes.append(littleEndian: firstLine)
        bytes.append(littleEndian: generation)
        return bytes + state
    }

    /// The position, and the state that was saved with it; nil when `blob` is none of ours.
    static func decode(_ blob: [UInt8]) -> (position: FilePosition, state: [UInt8])? {
        blob.withSlice { slice in
            var reader = BinaryReader(slice)
            guard reader.next(UInt8.self) == version, let inode = reader.next(UInt64.self), let offset = reader.next(UInt64.self),
                let guardHash = reader.next(UInt128.self), let firstLine = reader.next(UInt128.self),
                let generation = reader.next(UInt32.self)
            else { return nil }
            let position = FilePosition(
                inode: inode, offset: offset, guardHash: guardHash, firstLine: firstLine, generation: generation)
            return (position, Array(slice.dropping(53).buffer))
        }
    }

    static func hash(_ bytes: ByteSlice) -> UInt128 {
        var hash = SipHash128()
        hash.append(bytes)
        return hash.finish()
    }
}
