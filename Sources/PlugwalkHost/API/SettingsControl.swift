package import StrictJSON

/// What is set for good, and what of it is in use. The daemon has it; tests have their own.
///
package protocol SettingsControl: Sendable {
    /// Redacts what it shows, so it is asked on a reader's thread.
    func report() -> SettingsReport

    /// Blocks, on a thread of the desk. Changes what is set by a JSON merge patch, in the file and, as far as a running service can, at once.
    func change(by patch: JSONValue) throws(SettingsError) -> SettingsReport
}

/// What is set, what is in use, and how they differ.
package struct SettingsReport: Sendable {
    package var settings: Settings
    /// What the running service was started with, flags included, and what it has taken over since. Complete.
    package var effective: Settings
    /// The members that a restart would change.
    package var restartNeeded: [String]
    package var file: String
    /// What is wrong with the file; what was set before is in use meanwhile.
    package var problem: String?

    package init(settings: Settings, effective: Settings, restartNeeded: [String] = [], file: String, problem: String? = nil) {
        self.settings = settings
        self.effective = effective
        self.restartNeeded = restartNeeded
        self.file = file
        self.problem = problem
    }
}
