/// Where an instance goes on: what its dataset has committed.
struct StoredPositions: CommittedPositions {
    let sink: IntakeSink

    func checkpoints(of instance: InstanceID) -> [Checkpoint]? {
        sink.runtime(of: instance)?.checkpoints(of: instance.text)?.compactMap { stored in
            stored.blob.map { Checkpoint(stream: Array(stored.stream.utf8), blob: $0) }
        }
    }

    func commits(of instance: InstanceID) -> UInt64 {
        sink.runtime(of: instance)?.account(of: instance.text).commits ?? 0
    }
}
