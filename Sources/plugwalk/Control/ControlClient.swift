import PlugwalkHost
import StrictJSON

/// Asks the daemon something over its control socket.
struct ControlClient {
    /// Answers are small; more is none of ours.
    private static let maxAnswerBytes = 16 << 20

    let home: Home

    /// - Parameters:
    ///   - body: A JSON document.
    ///   - patienceSeconds: A start of an adapter may take ten.
    /// - Returns: Nil when nobody answers in time.
    func send(_ method: String, _ target: String, body: String? = nil, patienceSeconds: Int = 5) -> ControlAnswer? {
        guard let socket = ControlSocket(home, patienceSeconds: patienceSeconds), socket.send(method, target, body: body) else {
            return nil
        }
        var bytes: [UInt8] = []
        while bytes.count < Self.maxAnswerBytes {
            let piece = socket.receive()
            if piece.isEmpty { break }
            bytes += piece
        }
        return ControlAnswer(bytes)
    }

    /// The document of a route, or nil when there is none.
    func get(_ target: String, patienceSeconds: Int = 5) -> ControlAnswer? {
        send("GET", target, patienceSeconds: patienceSeconds).flatMap { $0.status == 200 ? $0 : nil }
    }
}

/// What the daemon answered.
struct ControlAnswer {
    let status: Int
    let body: String

    /// - Returns: Nil for what is no HTTP answer.
    init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let end = text.firstRange(of: "\r\n\r\n"), let status = Self.status(text) else {
            return nil
        }
        self.status = status
        body = String(text[end.upperBound...])
    }

    /// The code in the first line of an answer.
    static func status(_ head: some StringProtocol) -> Int? {
        head.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    }

    /// Calls `read` with the body's document, which lives as long as the call; nil when it is no JSON.
    func document<Result>(_ read: (JSONValue) -> Result) -> Result? {
        let parser = JSONParser()
        return withExtendedLifetime(parser) { (try? parser.parse(copying: body)).map { read($0.root) } }
    }

    /// Why the daemon refused, as its problem document says.
    var problem: String {
        document { $0["detail"]?.string ?? $0["title"]?.string }.flatMap(\.self) ?? "the daemon answered \(status)"
    }
}
