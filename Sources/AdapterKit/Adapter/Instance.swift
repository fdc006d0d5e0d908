import AdapterABI

/// What create() makes and destroy() releases: an adapter with its way to the host.
final class Instance {
    private let host: Host
    private let emitter: Emitter
    private let adapter: any Adapter

    init(host: Host, start: pw_start, make: AdapterFactory) throws(AdapterError) {
        self.host = host
        let flush = Duration.milliseconds(Int64(start.checkpoint_flush_ms))
        let start = try Start(start, checkpoints: host.checkpoints())
        let adapter = try make(start)
        emitter = try Emitter(host: host, positionDelay: flush)
        self.adapter = adapter
        emitter.positions = { adapter.checkpoint() }
        emitter.health = { adapter.health() }
    }

    deinit { emitter.wake.close() }

    func run() -> pw_status {
        do {
            try adapter.start(emit: emitter)
        } catch {
            emitter.flush()
            host.fail(error.message)
            return error.status
        }
        emitter.flush()
        return emitter.isStopping ? PW_STOPPING : PW_DONE
    }

    /// Called from another thread while `run` is active.
    func interrupt() {
        emitter.wake.ring()
        adapter.stop()
    }
}

extension Start {
    fileprivate init(_ raw: pw_start, checkpoints: [Checkpoint]) throws(AdapterError) {
        self.init(
            instance: String(decoding: raw.instance.slice.buffer, as: UTF8.self),
            generation: raw.generation,
            configuration: try Configuration(json: raw.config_json.slice),
            stateFolder: String(decoding: raw.state_dir.slice.buffer, as: UTF8.self),
            checkpoints: checkpoints)
    }
}
