import AdapterABI
import AdapterKit
import Synchronization

extension FakeHost {
    /// The functions that an adapter calls; valid as long as this host.
    func makeTable() -> pw_host {
        var table = pw_host()
        table.size = UInt32(MemoryLayout<pw_host>.size)
        table.abi_major = UInt16(PW_ABI_MAJOR)
        table.abi_minor = UInt16(PW_ABI_MINOR)
        table.ctx = Unmanaged.passUnretained(self).toOpaque()
        table.emit = { context, batch, _, receipt in
            guard let batch else { return PW_E_INVALID }
            let host = FakeHost.at(context)
            let status = host.offer(RecordedBatch(batch.pointee))
            receipt?.pointee.flags = host.isStopping.load(ordering: .relaxed) ? UInt16(PW_RECEIPT_STOPPING) : 0
            return status
        }
        table.wait = { context, _ in FakeHost.at(context).wait() }
        table.each_checkpoint = { context, visit, user in FakeHost.at(context).visitCheckpoints(visit, user) }
        table.report = { context, health in
            guard let health = health?.pointee else { return }
            FakeHost.at(context).reports.append((health.state, health.message.string, health.backlog))
        }
        table.lost = { context, stream, count, reason in FakeHost.at(context).lost(stream.string, count, reason.string) }
        table.count = { context, name, count in FakeHost.at(context).count(name.string, count) }
        table.log = { context, _, message in FakeHost.at(context).logLines.append(message.string) }
        table.fail = { context, message in FakeHost.at(context).failure = message.string }
        table.extension = { _, _ in nil }
        return table
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> FakeHost {
        Unmanaged<FakeHost>.fromOpaque(context!).takeUnretainedValue()
    }

    private func visitCheckpoints(_ visit: pw_checkpoint_fn?, _ user: UnsafeMutableRawPointer?) -> pw_status {
        for (stream, blob) in checkpoints {
            let status = stream.withSlice { stream in
                blob.withSlice { blob in
                    var raw = pw_checkpoint()
                    raw.size = UInt32(MemoryLayout<pw_checkpoint>.size)
                    raw.stream = pw_str(stream)
                    raw.blob = pw_str(blob)
                    return visit?(user, &raw) ?? PW_OK
                }
            }
            if status != PW_OK { return status }
        }
        return PW_OK
    }
}

extension String {
    fileprivate func withSlice<Result>(_ body: (ByteSlice) -> Result) -> Result {
        Array(utf8).withSlice(body)
    }
}

extension pw_str {
    fileprivate init(_ slice: ByteSlice) {
        self.init(ptr: slice.base.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }, len: UInt64(slice.count))
    }
}
