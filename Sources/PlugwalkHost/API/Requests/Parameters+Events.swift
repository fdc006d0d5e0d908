internal import HTTPServer
internal import SQLite

extension Parameters {
    /// What every list of events takes.
    static let eventList = eventReading + ["calls", "order", "limit", "cursor"]

    /// The listing that the request asks for.
    ///
    /// - Parameter text: What is searched for, if this route searches.
    func listing(searching text: String? = nil) throws -> EventListing {
        EventListing(
            filter: try eventFilter(), range: try range(), words: try searchWords(text),
            order: try word("order", default: .oldest), calls: try word("calls", default: .raw))
    }

    private func searchWords(_ text: String?) throws -> SearchWords {
        guard let text else { return SearchWords() }
        guard text.unicodeScalars.count <= 200 else {
            throw refusal("q", "has \(text.unicodeScalars.count) characters, at most 200 are allowed")
        }
        let words = SearchWords(text)
        guard !words.isEmpty else { throw refusal("q", "has no word: give some, or leave it out") }
        return words
    }
}

extension Database {
    /// The walk of the page that is asked for, which begins here unless a cursor carries it on.
    func walk(_ cursor: Walk?) throws -> Walk {
        let queries = WalkQueries(database: self)
        guard let cursor else { return try queries.begin() }
        guard try queries.isKnown(cursor) else {
            throw Problem(
                status: 410, detail: "Too much has moved in this list since its first page: begin again without \"cursor\".")
        }
        return cursor
    }
}

extension EventListing {
    /// What its cursors are good for, beside a walk and a place.
    var name: String { "events-\(order.rawValue)-\(calls.rawValue)" }
}
