import AdapterABI
import Testing

/// The layout of ABI 1.0 as every adapter that is already built knows it. A change of a number here is a new major version.
@Suite struct LayoutTests {
    /// Name, size or offset now, the frozen number.
    private static let sizes: [(String, Int, Int)] = [
        ("pw_str", MemoryLayout<pw_str>.size, 16),
        ("pw_event", MemoryLayout<pw_event>.size, 296),
        ("pw_checkpoint", MemoryLayout<pw_checkpoint>.size, 40),
        ("pw_batch", MemoryLayout<pw_batch>.size, 40),
        ("pw_receipt", MemoryLayout<pw_receipt>.size, 32),
        ("pw_health", MemoryLayout<pw_health>.size, 64),
        ("pw_host", MemoryLayout<pw_host>.size, 88),
        ("pw_start", MemoryLayout<pw_start>.size, 64),
        ("pw_adapter", MemoryLayout<pw_adapter>.size, 64),
    ]

    private static let offsets: [(String, Int?, Int)] = [
        ("pw_str.ptr", MemoryLayout<pw_str>.offset(of: \.ptr), 0),
        ("pw_str.len", MemoryLayout<pw_str>.offset(of: \.len), 8),
        ("pw_event.flags", MemoryLayout<pw_event>.offset(of: \.flags), 4),
        ("pw_event.time_ns", MemoryLayout<pw_event>.offset(of: \.time_ns), 8),
        ("pw_event.source_order", MemoryLayout<pw_event>.offset(of: \.source_order), 16),
        ("pw_event.stream", MemoryLayout<pw_event>.offset(of: \.stream), 24),
        ("pw_event.key", MemoryLayout<pw_event>.offset(of: \.key), 40),
        ("pw_event.kind", MemoryLayout<pw_event>.offset(of: \.kind), 56),
        ("pw_event.source", MemoryLayout<pw_event>.offset(of: \.source), 72),
        ("pw_event.run", MemoryLayout<pw_event>.offset(of: \.run), 88),
        ("pw_event.session", MemoryLayout<pw_event>.offset(of: \.session), 104),
        ("pw_event.parent_session", MemoryLayout<pw_event>.offset(of: \.parent_session), 120),
        ("pw_event.agent", MemoryLayout<pw_event>.offset(of: \.agent), 136),
        ("pw_event.entity_type", MemoryLayout<pw_event>.offset(of: \.entity_type), 152),
        ("pw_event.entity_id", MemoryLayout<pw_event>.offset(of: \.entity_id), 168),
        ("pw_event.status", MemoryLayout<pw_event>.offset(of: \.status), 184),
        ("pw_event.severity", MemoryLayout<pw_event>.offset(of: \.severity), 200),
        ("pw_event.title", MemoryLayout<pw_event>.offset(of: \.title), 216),
        ("pw_event.summary", MemoryLayout<pw_event>.offset(of: \.summary), 232),
        ("pw_event.payload", MemoryLayout<pw_event>.offset(of: \.payload), 248),
        ("pw_event.correlation", MemoryLayout<pw_event>.offset(of: \.correlation), 264),
        ("pw_event.tags", MemoryLayout<pw_event>.offset(of: \.tags), 280),
        ("pw_checkpoint.flags", MemoryLayout<pw_checkpoint>.offset(of: \.flags), 4),
        ("pw_checkpoint.stream", MemoryLayout<pw_checkpoint>.offset(of: \.stream), 8),
        ("pw_checkpoint.blob", MemoryLayout<pw_checkpoint>.offset(of: \.blob), 24),
        ("pw_batch.flags", MemoryLayout<pw_batch>.offset(of: \.flags), 4),
        ("pw_batch.events", MemoryLayout<pw_batch>.offset(of: \.events), 8),
        ("pw_batch.event_count", MemoryLayout<pw_batch>.offset(of: \.event_count), 16),
        ("pw_batch.event_stride", MemoryLayout<pw_batch>.offset(of: \.event_stride), 20),
        ("pw_batch.checkpoints", MemoryLayout<pw_batch>.offset(of: \.checkpoints), 24),
        ("pw_batch.checkpoint_count", MemoryLayout<pw_batch>.offset(of: \.checkpoint_count), 32),
        ("pw_batch.checkpoint_stride", MemoryLayout<pw_batch>.offset(of: \.checkpoint_stride), 36),
        ("pw_receipt.first_bad", MemoryLayout<pw_receipt>.offset(of: \.first_bad), 4),
        ("pw_receipt.sequence", MemoryLayout<pw_receipt>.offset(of: \.sequence), 8),
        ("pw_receipt.accepted", MemoryLayout<pw_receipt>.offset(of: \.accepted), 16),
        ("pw_receipt.queue_percent", MemoryLayout<pw_receipt>.offset(of: \.queue_percent), 24),
        ("pw_receipt.flags", MemoryLayout<pw_receipt>.offset(of: \.flags), 26),
        ("pw_health.state", MemoryLayout<pw_health>.offset(of: \.state), 4),
        ("pw_health.message", MemoryLayout<pw_health>.offset(of: \.message), 8),
        ("pw_health.detail_json", MemoryLayout<pw_health>.offset(of: \.detail_json), 24),
        ("pw_health.lag_ns", MemoryLayout<pw_health>.offset(of: \.lag_ns), 40),
        ("pw_health.backlog", MemoryLayout<pw_health>.offset(of: \.backlog), 48),
        ("pw_health.progress_bp", MemoryLayout<pw_health>.offset(of: \.progress_bp), 56),
        ("pw_host.abi_major", MemoryLayout<pw_host>.offset(of: \.abi_major), 4),
        ("pw_host.abi_minor", MemoryLayout<pw_host>.offset(of: \.abi_minor), 6),
        ("pw_host.ctx", MemoryLayout<pw_host>.offset(of: \.ctx), 8),
        ("pw_host.emit", MemoryLayout<pw_host>.offset(of: \.emit), 16),
        ("pw_host.wait", MemoryLayout<pw_host>.offset(of: \.wait), 24),
        ("pw_host.each_checkpoint", MemoryLayout<pw_host>.offset(of: \.each_checkpoint), 32),
        ("pw_host.report", MemoryLayout<pw_host>.offset(of: \.report), 40),
        ("pw_host.lost", MemoryLayout<pw_host>.offset(of: \.lost), 48),
        ("pw_host.count", MemoryLayout<pw_host>.offset(of: \.count), 56),
        ("pw_host.log", MemoryLayout<pw_host>.offset(of: \.log), 64),
        ("pw_host.fail", MemoryLayout<pw_host>.offset(of: \.fail), 72),
        ("pw_host.extension", MemoryLayout<pw_host>.offset(of: \.extension), 80),
        ("pw_start.generation", MemoryLayout<pw_start>.offset(of: \.generation), 4),
        ("pw_start.instance", MemoryLayout<pw_start>.offset(of: \.instance), 8),
        ("pw_start.config_json", MemoryLayout<pw_start>.offset(of: \.config_json), 24),
        ("pw_start.state_dir", MemoryLayout<pw_start>.offset(of: \.state_dir), 40),
        ("pw_start.checkpoint_flush_ms", MemoryLayout<pw_start>.offset(of: \.checkpoint_flush_ms), 56),
        ("pw_adapter.abi_major", MemoryLayout<pw_adapter>.offset(of: \.abi_major), 4),
        ("pw_adapter.abi_minor_needed", MemoryLayout<pw_adapter>.offset(of: \.abi_minor_needed), 6),
        ("pw_adapter.manifest", MemoryLayout<pw_adapter>.offset(of: \.manifest), 8),
        ("pw_adapter.create", MemoryLayout<pw_adapter>.offset(of: \.create), 24),
        ("pw_adapter.run", MemoryLayout<pw_adapter>.offset(of: \.run), 32),
        ("pw_adapter.interrupt", MemoryLayout<pw_adapter>.offset(of: \.interrupt), 40),
        ("pw_adapter.destroy", MemoryLayout<pw_adapter>.offset(of: \.destroy), 48),
        ("pw_adapter.extension", MemoryLayout<pw_adapter>.offset(of: \.extension), 56),
    ]

    @Test func `no size has changed`() {
        for (name, size, frozen) in Self.sizes { #expect(size == frozen, "\(name)") }
    }

    @Test func `no field has moved`() {
        for (name, offset, frozen) in Self.offsets { #expect(offset == frozen, "\(name)") }
    }

    @Test func `no number has changed its meaning`() {
        #expect([PW_OK, PW_STOPPING, PW_BUSY, PW_DONE] == [0, 1, 2, 3])
        #expect(
            [PW_E_INVALID, PW_E_TOO_BIG, PW_E_CONFIG, PW_E_CHECKPOINT, PW_E_TRANSIENT, PW_E_INTERNAL] == [-1, -2, -3, -4, -5, -6])
        #expect([PW_EVENT_EXACT, PW_EVENT_GLOBAL_KEY, PW_EVENT_STAMPED, PW_EVENT_ESTIMATED] == [1, 2, 4, 8])
        #expect([PW_CHECKPOINT_FORGET, PW_BATCH_DROPPABLE] == [1, 1])
        #expect(PW_RECEIPT_STOPPING == 1)
        #expect([PW_HEALTH_OK, PW_HEALTH_DEGRADED, PW_HEALTH_FAILING] == [1, 2, 3])
        #expect((PW_ABI_MAJOR, PW_ABI_MINOR, PW_EVENT_SCHEMA) == (1, 0, 1))
    }
}
