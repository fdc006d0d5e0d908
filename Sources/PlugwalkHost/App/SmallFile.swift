internal import Glibc

/// Reads a small file whole; nil when it does not exist (`errno` is then ENOENT), cannot be read, is larger than the limit (EFBIG),
/// or is no file but a pipe, say, that nobody may write to (EINVAL).
func readFile(_ path: String, limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
        errno = EINVAL
        return nil
    }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count < bytes.count {
        let got = bytes[count...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        if got < 0 { return nil }
        if got == 0 { break }
        count += got
    }
    guard count <= limit else {
        errno = EFBIG
        return nil
    }
    return Array(bytes.prefix(count))
}

/// Writes a small file whole (0600): the old one or the new one is there, never half of it.
func writeFile(_ path: String, _ bytes: [UInt8]) -> Bool {
    // A name of its own: two that write at once must not write into one draft.
    let draft = "\(path).\(UInt64.random(in: .min ... .max)).new"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    let isSafe = fsync(file) == 0
    close(file)
    guard isSafe, written == bytes.count, rename(draft, path) == 0 else {
        unlink(draft)
        return false
    }
    return true
}
