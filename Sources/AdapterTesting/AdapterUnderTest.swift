public import AdapterABI
public import AdapterKit
import Glibc

/// An adapter as a host sees it: its table, from Swift code of this program, from C, or from a built `.so`.
public struct AdapterUnderTest: @unchecked Sendable {
    // @unchecked because of the pointer: a table is constant and lives for ever.
    let table: UnsafePointer<pw_adapter>
    /// A program has one factory for Swift adapters; this makes it the right one before create().
    let prepare: @Sendable () -> Void

    /// A Swift adapter that is linked into the tests.
    public init<A: Adapter>(_ type: A.Type) {
        table = AdapterTable.make(type, manifest: pw_str())
        prepare = { AdapterTable.install(A.self) }
    }

    /// Any adapter's table.
    public init(table: UnsafePointer<pw_adapter>) {
        self.table = table
        prepare = {}
    }

    /// Loads a `.so` and asks it for its table. It is never unloaded.
    public init(loading path: String) throws(AdapterError) {
        typealias Entry = @convention(c) () -> UnsafePointer<pw_adapter>?
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "plugwalk_adapter_v1"),
            let table = unsafeBitCast(symbol, to: Entry.self)()
        else {
            throw AdapterError(.internal, "\(path) could not be loaded: \(dlerror().map { String(cString: $0) } ?? "no table").")
        }
        self.init(table: table)
    }

    /// The manifest that the table holds.
    public var manifest: String { table.pointee.manifest.string }
}
