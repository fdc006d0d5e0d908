import Foundation
import Glibc
import HTTPServer
import Synchronization
import Testing

@Suite struct ListenerTests {
    /// A folder for one test, whose path is at least `length` bytes long.
    private final class Folder {
        let root = FileManager.default.temporaryDirectory.path + "/listener-\(UUID().uuidString)"
        let path: String

        init(length: Int = 0) throws {
            path = root + String(repeating: "/a-folder-with-a-long-name", count: length / 26)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }
    }

    private func hello(_ router: inout Router<Int>) {
        router.on(.get, "/", .inline { Response(text: "user \($0.peer.userID.map(String.init) ?? "unknown")") })
    }

    @Test func `a port that is taken is an error that names it`() throws {
        let first = try Listener.tcp("127.0.0.1", port: 0)
        guard case .tcp(let address) = first.endpoint else { return }
        #expect(address.port != 0)
        let error = #expect(throws: ListenError.self) { try Listener.tcp("127.0.0.1", port: address.port) }
        #expect(error?.code == .addressInUse)
        #expect(error?.endpoint == "127.0.0.1:\(address.port)")
        #expect(error?.description == "cannot listen on 127.0.0.1:\(address.port): another process is listening there")
    }

    @Test func `a port is free again when its server has stopped`() throws {
        let server = try TestServer(hello)
        let port = try #require(server.server.port)
        let client = try server.client()
        #expect(try client.get("/").body == "user unknown")
        server.server.stop()
        _ = try Listener.tcp("127.0.0.1", port: port)
    }

    @Test(arguments: ["localhost", "256.0.0.1", ""])
    func `an address that is not one is an error that says so`(address: String) {
        let error = #expect(throws: ListenError.self) { try Listener.tcp(address, port: 0) }
        #expect(error?.code == .invalidAddress)
    }

    @Test func `an address of another machine is an error of the system`() {
        let error = #expect(throws: ListenError.self) { try Listener.tcp("192.0.2.1", port: 0) }
        #expect(error?.code == .failed)
    }

    @Test(arguments: [0, 300])
    func `a Unix-domain socket works at a path of any length, for its owner alone`(length: Int) throws {
        let folder = try Folder(length: length)
        let path = folder.path + "/control.sock"
        #expect(path.utf8.count > length)
        let server = try TestServer(on: .unix(path: path), hello)
        #expect(server.server.endpoint == .unix(path: path))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode == S_IFSOCK | 0o600)
        #expect(try server.client().get("/").body == "user \(getuid())")
        server.server.stop()
        #expect(stat(path, &status) != 0)
    }

    @Test func `a socket file that nobody listens on is replaced, a used one is not`() throws {
        let folder = try Folder()
        let path = folder.path + "/control.sock"
        try #require(leaveStaleSocket(at: path))
        let server = try TestServer(on: .unix(path: path), hello)
        #expect(try server.client().get("/").status == 200)
        let error = #expect(throws: ListenError.self) { try Listener.unix(path: path) }
        #expect(error?.code == .addressInUse)
        #expect(try server.client().get("/").status == 200)
    }

    @Test func `a file that is not a socket is left alone`() throws {
        let folder = try Folder()
        let path = folder.path + "/notes.txt"
        try "precious".write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: ListenError.self) { try Listener.unix(path: path) }
        #expect(error?.code == .invalidAddress)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test func `a socket file that took the name later is not removed`() throws {
        let folder = try Folder()
        let path = folder.path + "/control.sock"
        let server = try TestServer(on: .unix(path: path), hello)
        unlink(path)
        try #require(leaveStaleSocket(at: path))
        server.server.stop()
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: ["/nowhere/at/all/x.sock", "folder/"])
    func `a path that cannot be a socket's is an error`(path: String) {
        #expect(throws: ListenError.self) { try Listener.unix(path: path) }
    }

    @Test func `an inherited socket is adopted`() throws {
        let folder = try Folder()
        let path = folder.path + "/inherited.sock"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try #require(bindUnix(descriptor, path) == 0 && listen(descriptor, 5) == 0)
        let server = try TestServer(on: Listener(adopting: descriptor), hello)
        #expect(server.server.endpoint == .unix(path: path))
        #expect(try server.client().get("/").body == "user \(getuid())")
    }

    @Test func `servers live side by side, each with its own routes`() throws {
        let folder = try Folder()
        let control = try TestServer(on: .unix(path: folder.path + "/control.sock")) { router in
            router.on(.post, "/stop", .inline { _ in Response(text: "stopping") })
        }
        let web = try TestServer(hello)
        #expect(try web.client().get("/").status == 200)
        #expect(try control.client().get("/").status == 404)
        let client = try control.client()
        try client.send("POST /stop HTTP/1.1\r\nHost: t\r\n\r\n")
        #expect(try client.answer().body == "stopping")
    }

    @Test func `a TCP peer's user is what identify says, asked once for a connection`() throws {
        let asked = Mutex(0)
        var router = Router<Void>()
        router.on(.get, "/", .inline { Response(text: "user \($0.peer.userID ?? 0)") })
        var settings = Server.Settings()
        settings.identify = { peer in
            asked.withLock { $0 += 1 }
            return peer.descriptor >= 0 ? 4_711 : nil
        }
        let server = try Server(on: .tcp("127.0.0.1", port: 0), router: router, settings: settings)
        let client = try RawClient(server.endpoint)
        #expect(try client.get("/").body == "user 4711")
        #expect(try client.get("/").body == "user 4711")
        #expect(asked.withLock { $0 } == 1)
    }

    private func leaveStaleSocket(at path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return bindUnix(descriptor, path) == 0
    }

    private func bindUnix(_ descriptor: Int32, _ path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
