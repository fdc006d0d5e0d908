import StrictJSON

/// One line of JSON for programs.
enum JSONLine {
    static func object(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: Int64?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    mutating func member(_ name: String, flag: Bool) {
        key(name)
        bool(flag)
    }

    mutating func member<Value>(_ name: String, _ values: [Value], _ write: (inout JSONWriter, Value) -> Void) {
        key(name)
        beginArray()
        for value in values { write(&self, value) }
        endArray()
    }
}
