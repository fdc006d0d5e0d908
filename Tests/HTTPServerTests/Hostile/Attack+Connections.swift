import Glibc
import HTTPServer

/// Attacks by how connections are held.
extension Attack {
    static func stayIdle(_ crowd: Crowd, until end: End) {
        crowd.join(2_000)
        while ContinuousClock.now < end { usleep(1_000) }
    }

    static func closeHalf(_ crowd: Crowd, until end: End) throws {
        repeat {
            let streams = Crowd(crowd.address)
            streams.join(50)
            streams.send(Array("GET /events HTTP/1.1\r\nHost: t\r\n\r\n".utf8))
            crowd.join(100)
            crowd.send(Array("GET /health HTTP/1.1\r\nHost: t\r\n\r\n".utf8))
            for one in [streams, crowd] { one.finishSending() }
            usleep(20_000)
            for member in streams.members + crowd.members where Crowd.receive(member) <= 0 {
                // Whoever says that it sends no more still wants its answer.
                try awaitAnswer(member)
            }
            for one in [streams, crowd] { one.leave() }
        } while ContinuousClock.now < end
    }

    private static func awaitAnswer(_ member: Int32) throws {
        let cap = ContinuousClock.now + .seconds(20)
        while case let count = Crowd.receive(member), count <= 0 {
            if count < 0 || ContinuousClock.now > cap { throw Survived(description: "a half-closed client got no answer") }
            usleep(1_000)
        }
    }

    static func churn(_ crowd: Crowd, until end: End) {
        var round = 0
        repeat {
            crowd.join(20)
            if round % 3 > 0 { crowd.send(Array("GET /health HTTP/1.1\r\nHost: t\r\n\(round % 3 == 1 ? "\r\n" : "")".utf8)) }
            crowd.leave(abruptly: round % 2 == 0)
            round += 1
        } while ContinuousClock.now < end
    }

    static func openDeafStreams(_ crowd: Crowd, until end: End) {
        crowd.join(200, receiveBuffer: 4_096)
        crowd.send(Array("GET /events HTTP/1.1\r\nHost: t\r\n\r\n".utf8))
        while ContinuousClock.now < end { usleep(1_000) }
    }
}
