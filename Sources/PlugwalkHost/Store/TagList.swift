internal import StrictJSON

/// Tags as they are stored: a JSON array of strings, or nothing when there are none.
enum TagList {
    static func encode(_ tags: [String]) -> String? {
        if tags.isEmpty { return nil }
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
