public import AdapterKit

extension Mapper {
    /// A piece of text that was appended to a part.
    func partDelta() -> Outcome { growing(message: properties["messageID"]) }

    /// Something of `message` grows.
    func growing(message: JSONCursor) -> Outcome {
        .growing(Growth(subject: subject(.id(session), "/", .id(message)), minute: minute))
    }

    /// A running call whose output grows: with all its other facts it is a subject of its own, so that the first record of each
    /// state gives its event.
    func growing(call key: Text) -> Outcome {
        var facts = FactHash()
        key.withSlice { facts.add($0) }
        return .growing(Growth(subject: UInt64(truncatingIfNeeded: facts.finish()), minute: minute))
    }

    /// The events of a record whose outcome is `growing`, if it is not coalesced.
    ///
    /// - Parameter isFirst: whether the subject was not seen before. A running call is then told as such; anything else, and every
    ///   further minute, gives a sign of life without any text.
    public func events(ofGrowing growth: Growth, isFirst: Bool) -> [Event] {
        if isFirst, partObject["type"].isString("tool") { return [callRunning()] }
        let message = messageID.exists ? messageID : properties["messageID"]
        var event = event(.message, message, .running, .debug, own: properties["time"])
        setGlobalKey("alive:", .id(session), "/", .id(message), ":", .minute(growth.minute), of: &event)
        event.correlation = message.text
        event.title = "Working"
        event.payload = "{\"turn\":\"progress\"}"
        return [event]
    }

    private var minute: Int64 { (time([properties["time"]]).nanoseconds ?? 0) / 60_000_000_000 }

    private func subject(_ parts: KeyPart...) -> UInt64 {
        var name: [UInt8] = []
        for part in parts { part.append(to: &name) }
        var facts = FactHash()
        name.withSlice { facts.add($0) }
        return UInt64(truncatingIfNeeded: facts.finish())
    }
}
