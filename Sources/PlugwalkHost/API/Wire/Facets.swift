internal import PlugwalkModel

/// How many events each value of a filter would show, under all the other filters.
struct Facets {
    struct Value: Equatable {
        let value: String
        let events: Int64
    }

    /// How many events all filters together show.
    let events: Int64
    let sources, agents, severities, statuses, types: [Value]

    /// - Parameter counts: Of all events that the filter's runs, sessions and times leave.
    init(_ counts: [EventCount], _ filter: EventFilter) {
        let conditions: [(Set<String>, KeyPath<EventCount, String>)] = [
            (filter.sources, \.source), (filter.agents, \.agent), (Set(filter.severities.map(\.rawValue)), \.severity),
            (Set(filter.statuses.map(\.rawValue)), \.status), (Set(filter.types.map(\.rawValue)), \.type),
        ]
        let admitted = { (count: EventCount, other: KeyPath<EventCount, String>?) in
            conditions.allSatisfy { wanted, value in value == other || wanted.isEmpty || wanted.contains(count[keyPath: value]) }
        }
        let values = { (value: KeyPath<EventCount, String>) in
            var sums: [String: Int64] = [:]
            for count in counts where admitted(count, value) { sums[count[keyPath: value], default: 0] += count.events }
            // Nobody can filter for events without a status.
            sums[""] = nil
            return sums.map { Value(value: $0.key, events: $0.value) }
                .sorted { ($1.events, $0.value) < ($0.events, $1.value) }
        }
        events = counts.reduce(0) { $0 + (admitted($1, nil) ? $1.events : 0) }
        (sources, agents, severities) = (values(\.source), values(\.agent), values(\.severity))
        (statuses, types) = (values(\.status), values(\.type))
    }
}
