public import AdapterABI
import AdapterKit
import Glibc
import Synchronization

/// A run of an adapter on a thread of its own, so that it can be asked to stop from outside, as a host does.
public final class BackgroundRun {
    private let host: FakeHost
    private let adapter: AdapterUnderTest
    private let configuration: [String: String]
    private var thread = pthread_t()
    private let instance = Atomic<UInt>(0)
    private let hasEnded = Atomic<Bool>(false)
    private let waits = Atomic<Int>(0)
    private var status: pw_status = PW_OK

    /// Begins to run at once. The host goes on after each wait until `stop()`; look at it only after that.
    public init(_ adapter: AdapterUnderTest, on host: FakeHost, configuration: [String: String]) {
        self.host = host
        self.adapter = adapter
        self.configuration = configuration
        host.goOnAfterWait = { [unowned self] in
            waits.add(1, ordering: .relaxed)
            return true
        }
        host.onCreated = { [unowned self] in instance.store(UInt(bitPattern: $0), ordering: .releasing) }
        let this = Unmanaged.passRetained(self).toOpaque()
        pthread_create(&thread, nil, { this in Unmanaged<BackgroundRun>.fromOpaque(this!).takeRetainedValue().run() }, this)
    }

    /// Blocks until the adapter has waited, which says that it has read what there is. False after `seconds`.
    public func untilWaiting(seconds: Double = 10) -> Bool {
        until(seconds) { waits.load(ordering: .relaxed) > 0 }
    }

    /// Asks for the stop and blocks until the adapter has returned. Nil when it has not within `graceMs`.
    public func stop(graceMs: Int = 5_000) -> pw_status? {
        host.requestStop()
        if let made = UnsafeMutableRawPointer(bitPattern: instance.load(ordering: .acquiring)) {
            adapter.table.pointee.interrupt?(made)
        }
        guard until(Double(graceMs) / 1_000, { hasEnded.load(ordering: .acquiring) }) else { return nil }
        pthread_join(thread, nil)
        return status
    }

    private func run() -> UnsafeMutableRawPointer? {
        status = host.run(adapter, configuration: configuration)
        hasEnded.store(true, ordering: .releasing)
        return nil
    }

    private func until(_ seconds: Double, _ condition: () -> Bool) -> Bool {
        let end = Clock.monotonicNs() + Int64(seconds * 1e9)
        while !condition() {
            guard Clock.monotonicNs() < end else { return false }
            usleep(500)
        }
        return true
    }
}
