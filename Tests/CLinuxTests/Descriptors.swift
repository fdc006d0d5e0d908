import Glibc
import Testing

/// Whether the descriptor becomes readable in time; the default is a generous cap, not a wait.
func isReadable(_ descriptor: Int32, timeout: Int32 = 10_000) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, timeout) == 1
}

func socketPair() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    return (ends[0], ends[1])
}

/// Everything up to the end of the stream.
func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
        bytes += chunk.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
}

func contents(of path: String) throws -> String {
    let file = open(path, O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    return readAll(file)
}
