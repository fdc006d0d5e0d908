package import PlugwalkModel

/// How a dataset's store is doing, for health.
package struct StoreState: Sendable, Equatable {
    /// Nil while the last transaction worked; else what failed and what a person can do.
    package var failure: String?
    /// The highest event number stored.
    package var watermark: Int64
    package var lastCommitAt: Timestamp?
    /// What waits to be stored.
    package var queuedBatches: Int
    /// What each instance handed over, and what became of it.
    package var accounts: [String: InstanceAccount]
}
