/// Which unit of work is open at a place of the fold.
///
/// A record that names a message belongs to that message's unit; every other one to the unit that started last. A message that
/// asks for nothing new stays in the unit that was open, if one has begun since the session last rested.
struct OpenTurns {
    /// The unit that started last; empty before the first.
    private(set) var current = ""
    private var hasBegunSinceRest = false
    /// Where messages went that only go on with an open unit.
    private var continued: [String: String] = [:]

    mutating func place(_ event: FoldEvent, _ index: SessionIndex) -> String {
        guard let named = event.unit else { return current }
        let unit = index.unit(of: named)
        if event.facts.turn == .prompt, event.entityID == unit { start(unit, index) }
        return continued[unit] ?? unit
    }

    mutating func rest() { hasBegunSinceRest = false }

    private mutating func start(_ unit: String, _ index: SessionIndex) {
        if index.continuesTurn(unit), hasBegunSinceRest, !current.isEmpty {
            continued[unit] = current
        } else if continued[unit] == nil {
            current = unit
            hasBegunSinceRest = true
        }
    }
}
