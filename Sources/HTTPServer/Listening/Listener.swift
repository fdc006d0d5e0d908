import Glibc
import Synchronization

/// A bound and listening socket, for one server.
///
/// Made before the server, so that a port that is taken is known before anything else is started.
package final class Listener: Sendable {
    package enum Endpoint: Sendable, Equatable {
        case tcp(SocketAddress)
        case unix(path: String)
    }

    /// Where it listens; with the port that was picked when 0 was asked for.
    package let endpoint: Endpoint
    private let descriptor: Mutex<Int32?>
    private let file: SocketFile?

    private init(_ descriptor: Int32, _ endpoint: Endpoint, _ file: SocketFile? = nil) {
        self.descriptor = Mutex(descriptor)
        self.endpoint = endpoint
        self.file = file
    }

    deinit {
        if let descriptor = descriptor.withLock({ $0 }) {
            removeFile()
            close(descriptor)
        }
    }

    /// Listens on a numeric IPv4 or IPv6 address; port 0 lets the system pick one.
    package static func tcp(_ address: String, port: UInt16) throws(ListenError) -> Listener {
        guard let address = SocketAddress(address, port: port) else {
            throw .invalid("\(address):\(port)", "it is not an IPv4 or IPv6 address in digits")
        }
        let name = address.description
        let descriptor = try openSocket(address.family, name)
        // A port whose last connections still linger can be taken again; one that somebody listens on cannot.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard address.withSockaddr({ bind(descriptor, $0, $1) }) == 0, listen(descriptor, SOMAXCONN) == 0 else {
            throw failure(name, closing: descriptor)
        }
        return try Listener(adopting: descriptor)
    }

    /// Listens on a Unix-domain socket at `path`, of any length, with mode 0600.
    ///
    /// A socket file that nobody listens on any more is replaced; any other file there is an error. The file goes when
    /// the server stops.
    package static func unix(path: String) throws(ListenError) -> Listener {
        let file = try SocketFile(path: path)
        let descriptor = try openSocket(AF_UNIX, path)
        do throws(ListenError) {
            try file.bind(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        guard listen(descriptor, SOMAXCONN) == 0 else { throw failure(path, closing: descriptor) }
        return Listener(descriptor, .unix(path: path), file)
    }

    /// Takes over a stream socket that listens already, made by this process or inherited.
    package convenience init(adopting descriptor: Int32) throws(ListenError) {
        guard let local = sockaddr_storage(localOf: descriptor),
            fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0
        else { throw .system("descriptor \(descriptor)") }
        self.init(descriptor, SocketAddress(local).map(Endpoint.tcp) ?? .unix(path: SocketFile.path(in: local)))
    }

    /// Hands the socket to a server, which closes it. A listener serves once.
    func take() -> Int32 {
        let taken = descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        guard let taken else { preconditionFailure("a listener is for one server") }
        return taken
    }

    /// Removes the socket's file, so that nobody new finds it.
    func removeFile() { file?.remove() }

    private static func openSocket(_ family: Int32, _ name: String) throws(ListenError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, type, 0)
        if descriptor < 0 { throw .system(name) }
        return descriptor
    }

    private static func failure(_ name: String, closing descriptor: Int32) -> ListenError {
        let error = ListenError.system(name)
        close(descriptor)
        return error
    }
}
