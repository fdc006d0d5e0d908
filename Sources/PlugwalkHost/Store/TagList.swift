internal import StrictJSON

/// Tags as they are stored: a JSON array of strings, or nothing when there are none.
enum TagList {
    static func encode(_ tags: [String]) -> String? { tags.isEmpty ? nil : json(tags) }

    /// What is kept of a record's own tags beside those that the host made of them: nothing when they are the same.
    static func reference(_ own: [String], unless tags: [String]) -> String? { own == tags ? nil : json(own) }

    private static func json(_ tags: [String]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for tag in tags { writer.string(tag) }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func decode(_ json: String?) -> [String] {
        guard let json else { return [] }
        let parser = JSONParser()
        // The document lives in its parser.
        return withExtendedLifetime(parser) {
            (try? parser.parse(copying: json))?.root.elements.compactMap(\.string) ?? []
        }
    }
}
