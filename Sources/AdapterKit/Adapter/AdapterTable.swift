public import AdapterABI

typealias AdapterFactory = (Start) throws(AdapterError) -> any Adapter

/// How create() makes an adapter. A C function pointer cannot capture a type, so there is one factory per program or `.so`; it is
/// written before the table that reads it is handed out, and create() runs on one thread at a time.
private nonisolated(unsafe) var factory: AdapterFactory?

/// Makes the C table that `plugwalk_adapter_v1()` returns.
public enum AdapterTable {
    /// The table of `type`. Call it once per `.so` and keep the result: its memory is never freed.
    ///
    /// - Parameter manifest: the same bytes as the ELF section `.plugwalk`; they must live for ever.
    public static func make<A: Adapter>(_ type: A.Type, manifest: pw_str) -> UnsafePointer<pw_adapter> {
        install(type)
        let table = UnsafeMutablePointer<pw_adapter>.allocate(capacity: 1)
        table.initialize(to: pw_adapter())
        table.pointee.size = UInt32(MemoryLayout<pw_adapter>.size)
        table.pointee.abi_major = UInt16(PW_ABI_MAJOR)
        table.pointee.abi_minor_needed = 0
        table.pointee.manifest = manifest
        table.pointee.create = create
        table.pointee.run = { this in instance(this)?.run() ?? PW_E_INVALID }
        table.pointee.interrupt = { this in instance(this)?.interrupt() }
        table.pointee.destroy = { this in
            guard let this else { return }
            Unmanaged<Instance>.fromOpaque(this).release()
        }
        return UnsafePointer(table)
    }

    /// Makes `type` what the next create() of this program makes. For test hosts that hold several adapters in one program.
    package static func install<A: Adapter>(_ type: A.Type) {
        factory = { start throws(AdapterError) in try A(start) }
    }
}

private func create(
    _ host: UnsafePointer<pw_host>?, _ start: UnsafePointer<pw_start>?, _ made: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> pw_status {
    guard let host, let start, let made, let factory else { return PW_E_INVALID }
    do throws(AdapterError) {
        let instance = try Instance(host: Host(table: host), start: start.pointee, make: factory)
        made.pointee = Unmanaged.passRetained(instance).toOpaque()
        return PW_OK
    } catch {
        Host(table: host).fail(error.message)
        return error.status
    }
}

private func instance(_ this: UnsafeMutableRawPointer?) -> Instance? {
    this.map { Unmanaged<Instance>.fromOpaque($0).takeUnretainedValue() }
}
