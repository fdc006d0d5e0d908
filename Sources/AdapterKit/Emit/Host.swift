import AdapterABI

/// The host's functions under Swift names. The table is valid from the start of create() to the end of destroy().
struct Host {
    let table: UnsafePointer<pw_host>
    private var context: UnsafeMutableRawPointer? { table.pointee.ctx }

    /// Offers a batch; says beside the status whether stop was asked for.
    func emit(_ batch: UnsafePointer<pw_batch>, _ milliseconds: UInt32) -> (status: pw_status, isStopping: Bool) {
        var receipt = pw_receipt()
        receipt.size = UInt32(MemoryLayout<pw_receipt>.size)
        let status = table.pointee.emit(context, batch, milliseconds, &receipt)
        return (status, receipt.flags & UInt16(PW_RECEIPT_STOPPING) != 0)
    }

    /// False when stop was asked for.
    func wait(_ milliseconds: UInt32) -> Bool { table.pointee.wait(context, milliseconds) == PW_OK }

    func report(_ health: Health) {
        health.withRaw { table.pointee.report(context, $0) }
    }

    func lost(_ stream: String, _ number: UInt64, _ reason: String) {
        stream.withPwStr { stream in
            reason.withPwStr { table.pointee.lost(context, stream, number, $0) }
        }
    }

    func count(_ name: String, _ number: UInt64) {
        name.withPwStr { table.pointee.count(context, $0, number) }
    }

    func log(_ level: LogLevel, _ message: String) {
        message.withPwStr { table.pointee.log(context, level.rawValue, $0) }
    }

    func fail(_ message: String) {
        message.withPwStr { table.pointee.fail(context, $0) }
    }

    /// The positions that were committed before this start.
    func checkpoints() -> [Checkpoint] {
        var found: [Checkpoint] = []
        withUnsafeMutablePointer(to: &found) { list in
            _ = table.pointee.each_checkpoint(
                context,
                { list, checkpoint in
                    guard let list, let checkpoint else { return PW_E_INVALID }
                    let stream = String(decoding: checkpoint.pointee.stream.slice.buffer, as: UTF8.self)
                    list.assumingMemoryBound(to: [Checkpoint].self).pointee
                        .append(Checkpoint(stream: stream, blob: Array(checkpoint.pointee.blob.slice.buffer)))
                    return PW_OK
                }, list)
        }
        return found
    }
}

/// Importance of a log line, with syslog's numbers.
public enum LogLevel: Int32, Sendable {
    case error = 3, warning, notice, info, debug
}

extension pw_str {
    var slice: ByteSlice {
        ByteSlice(base: ptr.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }, count: Int(len))
    }
}

extension String {
    /// Calls `body` with the string as the ABI wants it, valid during the call.
    func withPwStr<Result>(_ body: (pw_str) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { utf8 in
            body(
                pw_str(
                    ptr: utf8.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }, len: UInt64(utf8.count))
            )
        }
    }
}
