/// What the host knows of an adapter instance before its first batch: who it is, and what it may say.
package struct InstanceProfile: Sendable, Equatable {
    /// The instance's id: what the person gave, else the adapter's name and a hash of its configuration.
    package let instance: String
    /// The adapter's name, as `--source` takes it.
    package let adapter: String
    package let adapterVersion: String
    /// The prefix of ids, e.g. `oc`.
    package let short: String
    /// The value of `source` in its events unless they say another.
    package let source: String
    /// The declared kinds, or nil for `["*"]`.
    package let kinds: Set<String>?
    package let checkpointVersion: Int
    /// Whether its events come with the host's own ids: the key is the event's id, run and session are those of the API.
    package let sendsHostIDs: Bool

    package init(
        instance: String, adapter: String, adapterVersion: String, short: String, source: String,
        kinds: Set<String>?, checkpointVersion: Int, sendsHostIDs: Bool = false
    ) {
        self.instance = instance
        self.adapter = adapter
        self.adapterVersion = adapterVersion
        self.short = short
        self.source = source
        self.kinds = kinds
        self.checkpointVersion = checkpointVersion
        self.sendsHostIDs = sendsHostIDs
    }
}
