/// The adapters of this installation, and what can be done with them. The daemon has them; tests have their own.
///
package protocol AdapterControl: Sendable {
    /// Reads the plugins folders, on a reader's thread. Every adapter file of the plugins folders, and the names that are set and have no file, by name.
    func listings() -> [AdapterListing]

    /// Blocks, on a thread of the desk.
    ///
    /// - Returns: The adapter as it is afterwards; a start returns when the instance runs, or cannot.
    func perform(_ verb: AdapterVerb, on name: String, configuration: [String: String]?) throws(AdapterRefusal) -> AdapterListing
}

/// What can be done with an adapter. Enabling and disabling are for good, and start and stop it at once.
package enum AdapterVerb: String, Sendable, CaseIterable {
    case start, stop, enable, disable

    /// Whether it can be given a configuration.
    var takesConfiguration: Bool { self == .start || self == .enable }
}

/// Why an adapter could not do what was asked.
package enum AdapterRefusal: Error, Equatable, Sendable {
    /// There is no adapter of that name.
    case unknown(String)
    /// Its file cannot be used, or it did not start.
    case impossible(String)
    /// Its configuration, or what is set, cannot work.
    case misconfigured(String)
    /// What is set cannot be written.
    case failed(String)
}
