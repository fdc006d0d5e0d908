package import HTTPServer
internal import Redaction
internal import StrictJSON
internal import Threading

/// Stores the events that clients post (`--dev`), as an instance named `ingest` of the dataset.
///
/// One thread takes all posts that wait, checks and redacts their events by the very intake of the adapters, and hands them to the
/// writer as one batch, while the writer is at the one before. Each post is answered after its commit, on the writer's thread.
/// Overflow rule: a post that finds the queue full, or a store that fails, is refused with 503.
package final class IngestLoop: EventIngest {
    static let instance = "ingest"
    static let maxQueued = 1_024
    static let maxQueuedBytes = 32 << 20
    static let maxPostsPerBatch = 256
    /// A batch is closed once it has as much.
    static let roomyEvents = 2_000
    static let roomyBytes = 4 << 20

    private struct Job: Sendable {
        let body: [UInt8]
        let responder: Responder
    }

    private let queue = BoundedQueue<Job>(maxCount: maxQueued, maxBytes: maxQueuedBytes)
    private let thread: Threading.Thread

    init(_ runtime: DatasetRuntime, installationKey: InstallationKey, clock: any TimeSource) {
        let queue = queue
        thread = Threading.Thread(name: "ingest", stackBytes: 1 << 20) {
            let table = IngestTable(runtime, installationKey: installationKey, clock: clock)
            while let jobs = queue.pop(upTo: Self.maxPostsPerBatch) {
                table.store(jobs.map { (IngestPost($0.responder), $0.body) })
            }
        }
    }

    func start() throws { try thread.start() }

    /// Stores what waits, and ends the thread.
    func close() {
        queue.close()
        thread.join()
    }

    package func submit(_ body: [UInt8], _ responder: Responder) {
        guard queue.tryPush(Job(body: body, responder: responder), bytes: body.count) != .pushed else { return }
        let problem = Problem(status: 503, detail: "Too many posts wait to be stored; try again.", headers: ["Retry-After": "1"])
        responder.complete(problem.response)
    }
}

/// What the thread of the loop owns.
private final class IngestTable {
    private let runtime: DatasetRuntime
    private let intake: Intake
    private let parser = JSONParser()
    private var sequence: UInt64
    private var idCount: UInt64 = 0
    /// So that events without an id get one that no other start of the service gives.
    private let idStart = UInt64.random(in: .min ... .max)

    init(_ runtime: DatasetRuntime, installationKey: InstallationKey, clock: any TimeSource) {
        self.runtime = runtime
        sequence = runtime.account(of: IngestLoop.instance).lastSequence
        let profile = InstanceProfile(
            instance: IngestLoop.instance, adapter: IngestLoop.instance, adapterVersion: plugwalkVersion, short: "in",
            source: "daplug", kinds: nil, checkpointVersion: 0, sendsHostIDs: true)
        intake = Intake(profile: profile, installationKey: installationKey.bytes, redactor: Redactor(), clock: clock)
    }

    func store(_ bodies: [(post: IngestPost, body: [UInt8])]) {
        var group = IngestGroup(sequence: sequence + 1)
        for (post, body) in bodies {
            guard let events = post.read(body, parser) else { continue }
            group.begin(post)
            for event in events { group.add(event, redact: intake.redact, makeID: makeID) }
            if group.isRoomy { continue }
            store(group)
            group = IngestGroup(sequence: sequence + 1)
        }
        if !group.isEmpty { store(group) }
    }

    private func store(_ group: IngestGroup) {
        // Who waits for a store that fails would wait for ever; what was handed over before is stored once it works.
        if let failure = runtime.writer.failure { return group.refuse(Self.problem(failure)) }
        sequence += 1
        let batch = group.completed(intake.take(group.batch))
        let isTaken = runtime.writer.append(
            batch, onCommit: { group.answer($1, $0) }, onDelay: { group.refuse(Self.problem($0)) })
        if !isTaken { group.refuse(Self.problem("the service stops")) }
    }

    private static func problem(_ reason: String) -> Problem {
        Problem(
            status: 503, detail: "The events are not stored yet: \(reason). Sending them again does no harm if they have ids.",
            headers: ["Retry-After": "1"])
    }

    private func makeID() -> String {
        idCount += 1
        var hash = Hash()
        hash.add("\(idStart) \(idCount)")
        return "evt_" + Base32.encode(hash.finish().prefix(16), characters: 26, pad: 2)
    }
}
