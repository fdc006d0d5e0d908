internal import StrictJSON

extension JSONWriter {
    mutating func facets(_ facets: Facets, watermark: Int64) {
        object { json in
            json.member("events", facets.events)
            json.member("source", facets.sources) { $0.value($1) }
            json.member("agent", facets.agents) { $0.value($1) }
            json.member("severity", facets.severities) { $0.value($1) }
            json.member("status", facets.statuses) { $0.value($1) }
            json.member("type", facets.types) { $0.value($1) }
            json.member("watermark", watermark)
        }
    }

    private mutating func value(_ value: Facets.Value) {
        object { json in
            json.member("value", value.value)
            json.member("events", value.events)
        }
    }
}
