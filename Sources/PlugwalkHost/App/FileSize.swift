internal import Glibc

enum FileSize {
    /// The file's size in bytes, 0 when there is none.
    static func of(_ path: String) -> Int64 {
        var info = stat()
        return stat(path, &info) == 0 ? Int64(info.st_size) : 0
    }
}
