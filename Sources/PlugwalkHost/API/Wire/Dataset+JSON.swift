internal import StrictJSON

extension JSONWriter {
    mutating func dataset(_ dataset: DatasetExtent) {
        object { json in
            json.member("name", dataset.name)
            json.member("kind", dataset.kind)
            json.member("events", dataset.events)
            json.member("size_bytes", dataset.sizeBytes)
            json.member("watermark", dataset.watermark)
            json.member("first_ts", dataset.first)
            json.member("last_ts", dataset.last)
        }
    }
}
