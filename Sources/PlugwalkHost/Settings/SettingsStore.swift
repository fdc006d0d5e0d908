internal import StrictJSON
internal import Synchronization

/// The settings of a running daemon: what the file said last, and what is wrong with it now.
final class SettingsStore: Sendable {
    private struct State {
        var settings: Settings
        var stamp: SettingsFile.Stamp?
        var problem: String?
    }

    let file: SettingsFile
    private let state: Mutex<State>

    /// Reads the file for the first time.
    init(_ file: SettingsFile) throws(SettingsError) {
        self.file = file
        let stamp = file.stamp
        state = Mutex(State(settings: try file.read(), stamp: stamp))
    }

    var settings: Settings { state.withLock { $0.settings } }
    var problem: String? { state.withLock { $0.problem } }

    /// Changes the settings and their file. What is in the file is changed, also when it was written a moment ago.
    func change(_ change: (inout Settings) throws(SettingsError) -> Void) throws(SettingsError) {
        var settings = try file.read()
        try change(&settings)
        try file.write(settings)
        let stamp = file.stamp
        state.withLock { $0 = State(settings: settings, stamp: stamp) }
    }

    /// Reads the file if somebody has written it. A file that is wrong changes nothing but `problem`.
    ///
    /// - Returns: The settings before and after, nil when they are the same.
    func reload() -> (old: Settings, new: Settings)? {
        let stamp = file.stamp
        guard state.withLock({ $0.stamp != stamp }) else { return nil }
        let outcome = Result { () throws(SettingsError) in try file.read() }
        return state.withLock { state in
            state.stamp = stamp
            switch outcome {
            case .failure(let error):
                state.problem = error.description
                return nil
            case .success(let settings):
                state.problem = nil
                defer { state.settings = settings }
                return state.settings == settings ? nil : (state.settings, settings)
            }
        }
    }
}
