import Glibc
import HTTPServer

/// Attacks by what is sent.
extension Attack {
    typealias End = ContinuousClock.Instant

    static func dribbleHeads(_ crowd: Crowd, until end: End) {
        crowd.join(300)
        crowd.send(Array("GET /health HTTP/1.1\r\nHost: t\r\nX: ".utf8))
        while ContinuousClock.now < end {
            crowd.send([UInt8(ascii: "a")])
            usleep(5_000)
        }
    }

    static func sendHugeHeads(_ crowd: Crowd, until end: End) throws {
        let head = Array("GET /health HTTP/1.1\r\nHost: t\r\nX: ".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        repeat {
            crowd.join(8)
            try sendUntilCut(head, crowd.members, atMost: 8 << 20)
            crowd.leave()
        } while ContinuousClock.now < end
    }

    static func sendBody(_ announcement: String, _ crowd: Crowd, until end: End) throws {
        // Of chunks of 64 KiB, or of anything when a length was announced.
        let size = 64 << 10
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: size) + [13, 10]
        repeat {
            crowd.join(8)
            crowd.send(Array("POST /echo HTTP/1.1\r\nHost: t\r\n\(announcement)\r\n\r\n".utf8))
            try sendUntilCut(chunk, crowd.members, atMost: 64 << 20)
            crowd.leave()
        } while ContinuousClock.now < end
    }

    /// Sends `bytes` over and over until the server ends the connection.
    private static func sendUntilCut(_ bytes: [UInt8], _ members: [Int32], atMost limit: Int) throws {
        var open = Dictionary(uniqueKeysWithValues: members.map { ($0, 0) })
        while !open.isEmpty {
            for (member, sent) in open {
                let count = Crowd.send(bytes[(sent % bytes.count)...], member)
                open[member] = count < 0 ? nil : sent + count
                if sent > limit { throw Survived(description: "\(sent) bytes were taken") }
            }
            usleep(500)
        }
    }

    static func stallBodies(_ crowd: Crowd) throws {
        crowd.join(200)
        crowd.send(Array("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n".utf8))
        crowd.send([UInt8](repeating: UInt8(ascii: "x"), count: 50_000))
        try awaitEnd(of: crowd.members)
    }

    /// Waits until the server has ended every connection.
    private static func awaitEnd(of members: [Int32]) throws {
        var open = members
        let cap = ContinuousClock.now + .seconds(20)
        while !open.isEmpty {
            open.removeAll { Crowd.receive($0) < 0 }
            if ContinuousClock.now > cap { throw Survived(description: "\(open.count) connections were not ended") }
            usleep(1_000)
        }
    }

    static func sendGarbage(_ crowd: Crowd, until end: End) {
        var generator = SystemRandomNumberGenerator()
        repeat {
            crowd.join(50)
            for member in crowd.members {
                var bytes = Bool.random(using: &generator) ? Array("GET /health HTTP/1.1\r\nHost: t\r\n\r\n".utf8) : []
                bytes += (0..<4_096).map { _ in UInt8.random(in: 0...255, using: &generator) }
                _ = Crowd.send(bytes[...], member)
            }
            usleep(2_000)
            for member in crowd.members { _ = Crowd.receive(member) }
            crowd.leave()
        } while ContinuousClock.now < end
    }

    static func pipeline(_ address: SocketAddress, until end: End) throws {
        let requests = (0..<1_000).map { "GET /number/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined()
        repeat {
            let client = try RawClient(.tcp(address))
            try client.send(requests)
            for number in 0..<1_000 {
                let body = try client.answer().body
                if body != "\(number)" { throw Survived(description: "answer \(number) is \(body)") }
            }
        } while ContinuousClock.now < end
    }
}
