internal import CZlib

/// Reads what `gzip` has written.
package enum Gzip {
    package struct Failure: Error {
        package let path: String
    }

    /// The unpacked bytes of a file.
    package static func inflate(_ path: String) throws -> [UInt8] {
        guard let file = gzopen(path, "rb") else { throw Failure(path: path) }
        defer { gzclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = gzread(file, &piece, UInt32(piece.count)), count != 0 {
            guard count > 0 else { throw Failure(path: path) }
            bytes += piece.prefix(Int(count))
        }
        return bytes
    }
}
