internal import HTTPServer
internal import StrictJSON

extension Response {
    init(json write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(reservingCapacity: 4_096)
        write(&writer)
        self.init(writer.bytes)
    }

    /// One page of a list: its items, the cursor of the next page, and the number up to which events were seen.
    init<Item>(
        page items: some Sequence<Item>, next: String?, watermark: Int64, _ write: (inout JSONWriter, Item) -> Void
    ) {
        self.init { json in
            json.object { json in
                json.member("items", items, write)
                json.member("next_cursor", next)
                json.member("watermark", watermark)
            }
        }
    }
}
