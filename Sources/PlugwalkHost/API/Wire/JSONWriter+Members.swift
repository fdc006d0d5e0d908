internal import StrictJSON

extension JSONWriter {
    mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    mutating func member<Value>(_ name: String, _ values: some Sequence<Value>, _ write: (inout JSONWriter, Value) -> Void) {
        key(name)
        array(values, write)
    }

    mutating func array<Value>(_ values: some Sequence<Value>, _ write: (inout JSONWriter, Value) -> Void) {
        beginArray()
        for value in values { write(&self, value) }
        endArray()
    }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    mutating func member(_ name: String, object members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    /// Writes JSON of a source on one line. In valid JSON a line break is only ever blank space, as strings escape theirs.
    mutating func singleLine(_ json: String) {
        guard json.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else { return raw(json) }
        raw(json.utf8.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 })
    }
}
