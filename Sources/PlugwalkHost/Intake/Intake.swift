internal import AdapterABI
internal import PlugwalkModel
package import Redaction
internal import StrictJSON

/// Turns what an adapter sent into what may be stored.
///
/// In: a `RawBatch` whose structure is sound and whose content is hostile. Out: an `IntakeBatch` of redacted events with the host's
/// ids, and the events that were refused, each with its reason. Nothing of a batch is lost when one event is bad. It runs on the
/// thread of the instance, so that sources are checked and redacted in parallel; not `Sendable`.
package final class Intake {
    private let profile: InstanceProfile
    private let ids: NativeID
    private let check: EventCheck
    private let redactor: EventRedactor
    private let clock: any TimeSource
    private let timeShift: Int64

    /// - Parameters:
    ///   - installationKey: 32 random bytes of this installation, for hashes of values that nobody shall read.
    ///   - timeShift: Milliseconds added to every event's time after its id is made: the demo plays in the present.
    package init(
        profile: InstanceProfile, installationKey: [UInt8], redactor: Redactor, clock: any TimeSource,
        timeShift: Int64 = 0
    ) {
        let parser = JSONParser(maxDepth: UInt16(PW_MAX_DEPTH))
        self.profile = profile
        self.clock = clock
        self.timeShift = timeShift
        ids = NativeID(short: profile.sendsHostIDs ? nil : profile.short, installationKey: installationKey)
        check = EventCheck(kinds: profile.kinds, parser: parser)
        self.redactor = EventRedactor(redactor: redactor, parser: parser)
    }

    package func take(_ batch: RawBatch) -> IntakeBatch {
        let receivedAt = clock.now
        var events: [RedactedEvent] = []
        var quarantined: [QuarantinedEvent] = []
        events.reserveCapacity(batch.events.count)
        for (index, raw) in batch.events.enumerated() {
            do throws(Refusal) {
                let event = try check.check(raw, in: batch)
                events.append(try redactor.redact(event, identity: identify(event, index, batch, receivedAt), ids: ids))
            } catch {
                quarantined.append(quarantine(raw, index, batch, error))
            }
        }
        return IntakeBatch(
            profile: profile, sequence: batch.sequence, receivedAt: receivedAt, accepted: batch.events.count,
            events: events, quarantined: quarantined, checkpoints: checkpoints(batch),
            counts: batch.counts.map { NamedCount(name: redacted($0.name, batch), count: Self.count($0.n)) },
            losses: batch.losses.map {
                StreamLoss(
                    stream: redacted($0.stream, batch), reason: redacted($0.reason, batch), count: Self.count($0.n))
            },
            byteCost: events.reduce(batch.bytes.count / 4 + 256) { $0 + $1.byteCost })
    }

    private func identify(
        _ event: CheckedEvent, _ index: Int, _ batch: RawBatch, _ receivedAt: Timestamp
    ) -> EventIdentity {
        let source = event.source.map { redactor.redact(id: $0, ids) } ?? profile.source
        let isGlobal = event.flags & UInt32(PW_EVENT_GLOBAL_KEY) != 0
        var time = EventTime(nanoseconds: event.timeNs, flags: event.flags, receivedAt: receivedAt)
        // What the source said, also when it cannot be: a fact that is read again must get the same id.
        let said = Timestamp(milliseconds: event.timeNs.floorDivided(by: 1_000_000))
        let isExact =
            event.flags & UInt32(PW_EVENT_EXACT) != 0 && event.timeNs != RawEvent.unknownTime && said.isRepresentable
        let id =
            profile.sendsHostIDs
            ? redactor.redact(id: String(decoding: event.key, as: UTF8.self), ids)
            : EventID.make(
                origin: isGlobal ? source : profile.instance,
                key: event.key.isEmpty ? makeKey(event, index, batch) : event.key,
                exactTime: isExact ? said : nil)
        if time.quality != .arrival { time.time = time.time.advanced(byMilliseconds: timeShift) }
        return EventIdentity(
            eventID: id, time: time, receivedAt: receivedAt, instance: profile.instance, source: source)
    }

    /// Far more than any source has; sums of such counts do not overflow.
    private static func count(_ told: UInt64) -> Int64 { Int64(min(told, 1 << 48)) }

    /// The key of an event without one: its place in what the source gave, which a second reading repeats when the adapter
    /// makes the same batches.
    private func makeKey(_ event: CheckedEvent, _ index: Int, _ batch: RawBatch) -> ArraySlice<UInt8> {
        let position =
            batch.checkpoints.first { batch.text($0.stream) == event.stream }
            .map { Array(batch[$0.blob]) } ?? Array("batch \(batch.sequence)".utf8)
        return (Array(event.stream.utf8) + [0] + position + [0] + Array("\(index)".utf8))[...]
    }

    private func quarantine(_ raw: RawEvent, _ index: Int, _ batch: RawBatch, _ refusal: Refusal) -> QuarantinedEvent {
        let excerpt = batch.text(raw[.payload])
        return QuarantinedEvent(
            index: index, reason: redactor.redact(text: refusal.reason), kind: redacted(raw[.kind], batch),
            stream: redacted(raw[.stream], batch), excerpt: String(redactor.redact(text: excerpt).utf8Prefix(2 << 10)))
    }

    /// A stream whose name holds a secret has no checkpoint: its name cannot be stored, and a redacted one cannot be handed back.
    /// It is read again after a restart, which adds nothing.
    private func checkpoints(_ batch: RawBatch) -> [StreamCheckpoint] {
        batch.checkpoints.compactMap { checkpoint in
            let stream = batch.text(checkpoint.stream)
            guard redactor.redact(text: stream) == stream else { return nil }
            return StreamCheckpoint(stream: stream, blob: checkpoint.forget ? nil : Array(batch[checkpoint.blob]))
        }
    }

    /// Redacts words that quote what a source sent.
    func redact(_ words: String) -> String {
        // The kind before an id must not hide what follows: each piece begins a word.
        NativeID.kinds.reduce(into: [words]) { pieces, kind in
            pieces = pieces.flatMap { piece in
                piece.split(separator: kind, omittingEmptySubsequences: false).enumerated().map {
                    ($0.offset > 0 ? kind : "") + $0.element
                }
            }
        }
        .map { piece in
            let kind = NativeID.kinds.first(where: piece.hasPrefix) ?? ""
            return kind + redactor.redact(text: String(piece.dropFirst(kind.count)))
        }
        .joined()
    }

    private func redacted(_ slice: RawSlice, _ batch: RawBatch) -> String {
        String(redactor.redact(text: batch.text(slice)).utf8Prefix(1024))
    }
}
