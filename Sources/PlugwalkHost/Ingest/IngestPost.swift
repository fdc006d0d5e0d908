internal import HTTPServer
internal import StrictJSON

/// One request to store events: what it holds, and what became of each.
final class IngestPost {
    /// How many events one request may hold.
    static let maxEvents = 1_000

    enum Outcome: String {
        case committed, duplicate, quarantined
    }

    struct Item {
        var eventID: String?
        var outcome = Outcome.committed
        var reason: String?
    }

    private let responder: Responder
    /// Whether the body was an event and no array.
    private var isSingle = false
    var items: [Item] = []

    init(_ responder: Responder) { self.responder = responder }

    /// Reads the body; what it refuses is answered at once.
    ///
    /// - Returns: The events of the body, in the parser's memory; nil when the request is answered.
    func read(_ body: [UInt8], _ parser: JSONParser) -> [JSONValue]? {
        let root: JSONValue
        do throws(JSONError) {
            root = try parser.parse(copying: body).root
        } catch {
            return refuse(400, "The body is no valid JSON: \(error).")
        }
        switch root.kind {
        case .object:
            isSingle = true
            return [root]
        case .array:
            let events = Array(root.elements.prefix(Self.maxEvents + 1))
            guard !events.isEmpty, events.count <= Self.maxEvents else {
                return refuse(
                    400,
                    events.isEmpty
                        ? "The body has no events, expected 1 to \(Self.maxEvents)."
                        : "The body has more than \(Self.maxEvents) events.")
            }
            return events
        default:
            return refuse(400, "The body is neither an event nor an array of events.")
        }
    }

    func answer() {
        if isSingle, items[0].outcome == .quarantined {
            _ = refuse(422, "The event was put into the quarantine: \(items[0].reason ?? "it cannot be stored").")
            return
        }
        responder.complete(
            Response { json in
                json.object { json in
                    json.member("items", items) { json, item in
                        json.object { json in
                            json.member("event_id", item.eventID)
                            json.member("outcome", item.outcome.rawValue)
                            json.member("reason", item.reason)
                        }
                    }
                }
            })
    }

    func answer(_ problem: Problem) { responder.complete(problem.response) }

    private func refuse(_ status: Int, _ detail: String) -> [JSONValue]? {
        answer(Problem(status: status, detail: detail))
        return nil
    }
}
