/// Two sessions of one work: a copy, or a continuation.
struct Link {
    let from: String
    let to: String
    let kind: String
    let confidence: Double
    let evidence: String

    /// - Precondition: the event's facts name an origin.
    init(event: RedactedEvent, from: String, to: String) {
        self.from = from
        self.to = to
        kind = event.facts.forkedFrom == nil ? "continues" : "forked"
        // The source itself says so.
        confidence = 1
        evidence = event.eventID
    }

    static let insert = """
        INSERT INTO links (from_id, to_id, kind, confidence, evidence_event_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
}
