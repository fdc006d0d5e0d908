import Glibc
import HTTPServer
import Testing
import Threading

/// A server on a free loopback port, stopped when the test is over.
final class TestServer {
    let server: Server
    private let readers: Pool<Int>

    init(
        on listener: Listener? = nil, limits: (inout Server.Limits) -> Void = { _ in },
        _ configure: (inout Router<Int>) -> Void
    ) throws {
        var router = Router<Int>()
        configure(&router)
        var settings = Server.Settings()
        limits(&settings.limits)
        readers = try Pool(name: "reader", threads: 2, maxQueued: 64) { $0 }
        server = try Server(
            on: listener ?? .tcp("127.0.0.1", port: 0), router: router, readers: readers, settings: settings)
    }

    deinit {
        server.stop(within: .zero)
        readers.close()
    }

    func client(receiveBuffer: Int32? = nil) throws -> RawClient {
        try RawClient(server.endpoint, receiveBuffer: receiveBuffer)
    }
}

/// Waits until `condition` holds, with a generous cap.
func eventually(_ condition: () -> Bool) -> Bool {
    let cap = Deadline(after: .seconds(20))
    while !condition() {
        if cap.hasPassed { return false }
        sched_yield()
    }
    return true
}

extension Monitor {
    /// Waits until `condition` holds, with a generous cap.
    func reached(_ condition: (State) -> Bool) -> Bool {
        wait(until: Deadline(after: .seconds(20))) { condition($0) ? true : nil } ?? false
    }
}
