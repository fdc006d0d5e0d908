internal import CSodium
internal import PlugwalkModel

/// The place where the next page begins: what a client gets as `next_cursor` and gives back, without a meaning for it.
///
/// It carries where the walk began, so that all pages of a list show what was stored then.
struct Cursor: Equatable {
    let walk: Walk
    private let list: String
    private let place: [String]

    private init(_ list: String, _ walk: Walk, place: [String]) {
        self.list = list
        self.walk = walk
        self.place = place
    }

    /// Base64url (RFC 4648 §5), which needs no escape in a URL.
    var text: String {
        let plain = Array(([list, String(walk.watermark), String(walk.reordering)] + place).joined(separator: "|").utf8)
        let size = sodium_base64_encoded_len(plain.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        return String(unsafeUninitializedCapacity: size) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                _ = sodium_bin2base64(
                    text.baseAddress!, size, plain, plain.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            }
            // Without the closing zero.
            return size - 1
        }
    }

    /// Reads a cursor; nil for a text that no page gave.
    init?(_ text: String) {
        guard (1...1_024).contains(text.utf8.count) else { return nil }
        let plain = [UInt8](unsafeUninitializedCapacity: text.utf8.count) { buffer, written in
            var end = 0
            let result = sodium_base642bin(
                buffer.baseAddress!, buffer.count, text, text.utf8.count, nil, &end, nil,
                sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            written = result == 0 ? end : 0
        }
        let parts = String(decoding: plain, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count > 3, let watermark = Self.number(parts[1]), let reordering = Self.number(parts[2]) else { return nil }
        let walk = Walk(watermark: watermark, reordering: reordering)
        self.init(String(parts[0]), walk, place: parts.dropFirst(3).map(String.init))
    }

    /// The number of a row, which is neither negative nor the last one there can be.
    private static func number(_ text: Substring) -> Int64? {
        Int64(text).flatMap { (0..<Int64.max).contains($0) ? $0 : nil }
    }
}

extension Cursor {
    init(runs position: RunQueries.Position, _ walk: Walk) {
        self.init("runs", walk, place: [position.startedAt, position.runID])
    }

    /// The place in the list of runs; nil for a cursor of another list.
    var runPosition: RunQueries.Position? {
        guard list == "runs", place.count == 2, Timestamp(text: place[0]) != nil else { return nil }
        return RunQueries.Position(startedAt: place[0], runID: place[1])
    }

    /// - Parameter list: What the list is called: a cursor is only good for lists of that name.
    init(_ list: String, events position: OrderKey, _ walk: Walk) {
        let order = position.sourceOrder.map { String($0) } ?? ""
        self.init(list, walk, place: [position.time.text, order, position.eventID])
    }

    /// The place among events in display order; nil for a cursor of another list.
    func eventPosition(in list: String) -> OrderKey? {
        guard self.list == list, place.count == 3, let time = Timestamp(text: place[0]), time.isRepresentable else { return nil }
        let order = Int64(place[1])
        guard order != nil || place[1].isEmpty else { return nil }
        return OrderKey(time: time, sourceOrder: order, eventID: place[2])
    }
}
