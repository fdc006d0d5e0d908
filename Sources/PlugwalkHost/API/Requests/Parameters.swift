internal import HTTPServer
internal import PlugwalkModel

/// The query of a request, read strictly: every refusal is a problem that says what would be right.
struct Parameters {
    /// How many values a list may have.
    static let maxValues = 64
    private let query: Query

    /// - Parameter allowed: The names that the route knows beside `dataset`.
    init(_ request: Request, _ allowed: [String] = []) throws {
        query = request.query
        let known = allowed + ["dataset"]
        for (name, _) in query.items where !known.contains(name) {
            throw Problem(
                status: 400, detail: "There is no parameter \"\(name)\" here; there are: \(known.joined(separator: ", ")).")
        }
    }

    /// The refusal of a request to a route that has no parameters; nil when it gives none.
    static func refusal(ofAny request: Request) -> Problem? {
        request.query.items.first.map { name, _ in
            Problem(status: 400, detail: "There is no parameter \"\(name)\" here; this route has none.")
        }
    }

    /// The one value of a parameter.
    func value(_ name: String) throws -> String? {
        let values = query.all(name)
        guard values.count < 2 else { throw refusal(name, "is given \(values.count) times, expected once") }
        guard values.first != "" else { throw refusal(name, "is empty: give a value or leave it out") }
        return values.first
    }

    /// The values of a parameter that may be repeated and may hold several, separated by commas.
    func list(_ name: String) throws -> Set<String> {
        let values = query.all(name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard !values.contains("") else { throw refusal(name, "has an empty value: separate values by one comma") }
        guard values.count <= Self.maxValues else {
            throw refusal(name, "has \(values.count) values, at most \(Self.maxValues) are allowed")
        }
        return Set(values.map(String.init))
    }

    /// The words of a list of which all words are known.
    func words<Word: RawRepresentable & CaseIterable & Hashable>(_ name: String) throws -> Set<Word>
    where Word.RawValue == String {
        Set(
            try list(name).map { text in
                guard let word = Word(rawValue: text) else {
                    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
                    throw refusal(name, "is \"\(text)\", expected some of: \(known)")
                }
                return word
            })
    }

    func limit(default standard: Int, max most: Int) throws -> Int { try number("limit", default: standard, max: most) }

    func range() throws -> TimeRange {
        let range = TimeRange(from: try time("from"), to: try time("to"))
        if let from = range.from, let to = range.to, to < from { throw refusal("to", "lies before \"from\"") }
        return range
    }

    /// - Parameter place: Reads the place out of a cursor, nil if it is another list's.
    func cursor<Place>(_ place: (Cursor) -> Place?) throws -> (walk: Walk, place: Place)? {
        guard let text = try value("cursor") else { return nil }
        guard let cursor = Cursor(text), let place = place(cursor) else {
            throw refusal("cursor", "is not one of this list: give the next_cursor of the page before, unchanged")
        }
        return (cursor.walk, place)
    }

    private func time(_ name: String) throws -> Timestamp? {
        guard let text = try value(name) else { return nil }
        guard let time = Timestamp(text: text), time.isRepresentable else {
            throw refusal(name, "is \"\(text)\", expected a time in UTC such as 2026-02-11T21:00:00.000Z")
        }
        return time
    }

    func refusal(_ name: String, _ reason: String) -> Problem {
        Problem(status: 400, detail: "The parameter \"\(name)\" \(reason).")
    }
}

extension Parameters {
    /// What an event filter is made of, but for the run.
    static let eventFilter = ["source", "agent", "severity", "status", "type", "session_id"]
    /// What every read of events takes that is no list.
    static let eventReading = eventFilter + ["run_id", "from", "to"]

    /// The one word of a parameter of which all words are known.
    func word<Word: RawRepresentable & CaseIterable>(_ name: String, default standard: Word) throws -> Word
    where Word.RawValue == String {
        guard let text = try value(name) else { return standard }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: " or ")
            throw refusal(name, "is \"\(text)\", expected \(known)")
        }
        return word
    }

    /// A number from 1 to `most`.
    func number(_ name: String, default standard: Int, max most: Int) throws -> Int {
        guard let text = try value(name) else { return standard }
        guard let number = Int(text), (1...most).contains(number) else {
            throw refusal(name, "is \"\(text)\", expected a number from 1 to \(most)")
        }
        return number
    }

    func eventFilter() throws -> EventFilter {
        var filter = EventFilter()
        filter.sources = try list("source")
        filter.agents = try list("agent")
        filter.severities = try words("severity")
        filter.statuses = try words("status")
        filter.types = try words("type")
        filter.sessionIDs = try list("session_id")
        filter.runIDs = try list("run_id")
        return filter
    }
}
