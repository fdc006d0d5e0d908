import Testing

/// A record and the lines of its events, or why it is dropped.
struct MapperCase: CustomTestStringConvertible, Sendable {
    var type: String
    var properties: String
    var events: [String]

    init(_ type: String, _ properties: String, _ events: String...) {
        self.type = type
        self.properties = properties
        self.events = events
    }

    var testDescription: String { "\(type) \(properties)" }
}
