import Foundation
import Glibc
import Synchronization

/// Holds the lock of a state folder and answers on its control socket what it was told to; any other connection it just ends.
final class ScriptedDaemon: Sendable {
    private struct State: Sendable {
        var answers: [String: String]
        var asked: [String] = []
    }

    private let lock: Int32
    private let listener: Int32
    private let state: Mutex<State>

    /// - Parameter answers: By path, the document of a 200.
    init(_ home: URL, answers: [String: String]) throws {
        state = Mutex(State(answers: answers))
        let run = home.appending(path: "run")
        try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        lock = open(run.appending(path: "daemon.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard flock(lock, LOCK_EX | LOCK_NB) == 0, Self.bind(listener, in: run.path), listen(listener, 16) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        Thread.detachNewThread { [listener, weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                self?.serve(connection)
                close(connection)
            }
            close(listener)
        }
    }

    deinit {
        // Wakes the thread, which ends then.
        shutdown(listener, Int32(SHUT_RDWR))
        close(lock)
    }

    var asked: [String] { state.withLock { $0.asked } }

    func answer(_ path: String, _ document: String) { state.withLock { $0.answers[path] = document } }

    private func serve(_ connection: Int32) {
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = read(connection, &piece, piece.count)
        let words = String(decoding: piece.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        guard words.count > 1 else { return }
        let path = String(words[1])
        let document = state.withLock { state in
            state.asked.append(path)
            return state.answers[path]
        }
        guard let document else { return }
        let bytes = Array("HTTP/1.0 200 OK\r\n\r\n\(document)".utf8)
        _ = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
    }

    /// The path may be longer than a socket's address holds: it is reached through the folder's descriptor.
    private static func bind(_ socket: Int32, in folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array("/proc/self/fd/\(descriptor)/control.sock".utf8)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        } == 0
    }
}
