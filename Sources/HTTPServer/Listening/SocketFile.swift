import Glibc
import Synchronization

/// The file of a Unix-domain socket, held by a descriptor of its folder.
///
/// `sun_path` has room for 107 bytes and a zero. A longer path is bound as `/proc/self/fd/N/name` through the folder's
/// descriptor N, which is the same file by a short name.
final class SocketFile: Sendable {
    private let path: String
    private let name: String
    private let folder: Int32
    /// Which file we made: by the time we remove it, the name may be somebody else's.
    private let inode = Mutex<ino_t?>(nil)

    init(path: String) throws(ListenError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[...$0] } ?? "./"
        self.path = path
        name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
        if name.isEmpty { throw .invalid(path, "the path must end with a file's name") }
        self.folder = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if self.folder < 0 { throw .system(path) }
    }

    deinit { close(folder) }

    /// Binds `descriptor` to the file and makes it ours alone before anybody can connect, which `listen` permits.
    func bind(_ descriptor: Int32) throws(ListenError) {
        let address = try address()
        if !Self.call(Glibc.bind, descriptor, address) {
            guard errno == EADDRINUSE else { throw .system(path) }
            guard try removeStale(address), Self.call(Glibc.bind, descriptor, address) else {
                throw .system(path, number: EADDRINUSE)
            }
        }
        guard fchmodat(folder, name, 0o600, 0) == 0, let status = status() else { throw .system(path) }
        inode.withLock { $0 = status.st_ino }
    }

    /// Removes the file if it is still the one that was bound.
    func remove() {
        inode.withLock { inode in
            if let inode, status()?.st_ino == inode { unlinkat(folder, name, 0) }
            inode = nil
        }
    }

    /// The path in a Unix-domain socket's address, empty when it has none.
    static func path(in address: sockaddr_storage) -> String {
        withUnsafeBytes(of: address) { bytes in
            let path = bytes[MemoryLayout<sa_family_t>.size...].prefix { $0 != 0 }
            return String(decoding: path, as: UTF8.self)
        }
    }

    /// True when nobody listened on the file and it is gone now.
    private func removeStale(_ address: sockaddr_un) throws(ListenError) -> Bool {
        guard let status = status(), status.st_mode & S_IFMT == S_IFSOCK else {
            throw .invalid(path, "there is a file that is not a socket")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(probe) }
        if Self.call(connect, probe, address) || errno != ECONNREFUSED { return false }
        return unlinkat(folder, name, 0) == 0
    }

    private func status() -> stat? {
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    private func address() throws(ListenError) -> sockaddr_un {
        var address = sockaddr_un()
        let room = MemoryLayout.size(ofValue: address.sun_path)
        let short = path.utf8.count < room ? path : "/proc/self/fd/\(folder)/\(name)"
        guard short.utf8.count < room else {
            throw .invalid(path, "the file's name is longer than a socket's can be; about 85 bytes fit")
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
        return address
    }

    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ descriptor: Int32, _ address: sockaddr_un
    ) -> Bool {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
