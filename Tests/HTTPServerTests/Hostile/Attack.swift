import Glibc
import HTTPServer

/// A way to keep a server from answering others.
enum Attack: String, Codable, Sendable, CaseIterable {
    /// 300 heads that come byte by byte and never end.
    case dribblingHeads
    /// Heads of one megabyte.
    case hugeHeads
    /// A gigabyte is announced and sent.
    case announcedBody
    /// A body in chunks without an end.
    case endlessBody
    /// Bodies that come so slowly that the idle limit passes.
    case stalledBodies
    /// 2,000 connections that say nothing.
    case idleConnections
    /// Requests after which the client says that it sends no more, and event streams too.
    case halfClosed
    /// Bytes that are no HTTP, alone and behind a request.
    case garbage
    /// A thousand requests at once on a connection.
    case pipeline
    /// Connections that come and go, some with a reset.
    case churn
    /// Event streams whose readers do not read.
    case deafReaders

    /// Seconds that a connection may be idle on the server that is attacked.
    var idleSeconds: Int { self == .stalledBodies ? 1 : 60 }

    /// Attacks until the time is over, or until it is done if that is later, and leaves no connection open.
    func run(on address: SocketAddress, for duration: Duration) throws {
        let crowd = Crowd(address)
        let end = ContinuousClock.now + duration
        switch self {
        case .dribblingHeads: Self.dribbleHeads(crowd, until: end)
        case .hugeHeads: try Self.sendHugeHeads(crowd, until: end)
        case .announcedBody: try Self.sendBody("Content-Length: 1073741824", crowd, until: end)
        case .endlessBody: try Self.sendBody("Transfer-Encoding: chunked", crowd, until: end)
        case .stalledBodies: try Self.stallBodies(crowd)
        case .idleConnections: Self.stayIdle(crowd, until: end)
        case .halfClosed: try Self.closeHalf(crowd, until: end)
        case .garbage: Self.sendGarbage(crowd, until: end)
        case .pipeline: try Self.pipeline(address, until: end)
        case .churn: Self.churn(crowd, until: end)
        case .deafReaders: Self.openDeafStreams(crowd, until: end)
        }
    }

    struct Survived: Error, CustomStringConvertible { var description: String }
}
