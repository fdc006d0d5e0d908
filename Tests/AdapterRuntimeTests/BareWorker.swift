import Foundation
import Glibc
import PlugwalkHost
import Testing

/// A worker whose socket the test itself holds, as the host would. It has said hello.
final class BareWorker {
    private let pid: pid_t
    private var socket: Int32

    init(mode: String, window: UInt64 = 1000) throws {
        let path = try AdapterBuilder.faults()
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        pid = try Self.spawn(path, socket: ends[1])
        close(ends[1])
        socket = ends[0]
        let manifest = try Data(contentsOf: URL(fileURLWithPath: path)).faultsManifest
        send(
            HostFrame.start(
                HostFrame.Start(
                    instance: "bare", configJSON: "{\"mode\":\"\(mode)\"}", stateFolder: "/tmp", generation: 0, pulseMs: 0,
                    window: window,
                    manifest: Array(manifest))))
        var hello = [UInt8](repeating: 0, count: 28)
        #expect(recv(socket, &hello, 28, Int32(MSG_WAITALL)) == 28)
    }

    func send(_ bytes: [UInt8]) {
        #expect(Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    /// Reads until nothing has come for a while; the number of bytes.
    func readAll() -> Int {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var total = 0
        while true {
            var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 500) == 1 else { return total }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return total }
            total += count
        }
    }

    /// Closes the socket, and waits for the process to end; its status.
    func leave() -> Int32 {
        close(socket)
        socket = -1
        return end()
    }

    /// Waits for the process to end by itself; its status.
    func end() -> Int32 {
        var status: Int32 = 0
        #expect(waitpid(pid, &status, 0) == pid)
        return status
    }

    deinit { if socket >= 0 { close(socket) } }

    private static func spawn(_ path: String, socket: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, socket, 3)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments = [strdup(AdapterBuilder.worker), strdup(path), nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, AdapterBuilder.worker, &actions, nil, &arguments, [nil])
        guard code == 0 else { throw ExpectationError("cannot start \(AdapterBuilder.worker): \(code)") }
        return pid
    }
}
