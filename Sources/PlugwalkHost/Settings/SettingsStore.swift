internal import Synchronization

/// The settings of a running daemon: what the file said last, and what is wrong with it now.
final class SettingsStore: Sendable {
    private struct State {
        var settings: Settings
        var stamp: SettingsFile.Stamp?
        var problem: String?
    }

    /// The settings before and after a change.
    typealias Change = (old: Settings, new: Settings)

    let file: SettingsFile
    private let state: Mutex<State>
    /// Held from reading the file to writing it.
    private let turn = Mutex(())

    /// Reads the file for the first time.
    init(_ file: SettingsFile) throws(SettingsError) {
        self.file = file
        let stamp = file.stamp
        state = Mutex(State(settings: try file.read(), stamp: stamp))
    }

    var settings: Settings { state.withLock { $0.settings } }
    var problem: String? { state.withLock { $0.problem } }

    /// Whether somebody has written the file since it was read.
    var isOutdated: Bool { state.withLock { $0.stamp } != file.stamp }

    /// Changes the settings and their file. What is in the file is changed, also when it was written a moment ago.
    ///
    /// - Returns: All that is otherwise now, what somebody wrote into the file included.
    func change(_ change: (inout Settings) throws(SettingsError) -> Void) throws(SettingsError) -> Change {
        let outcome: Result<Change, SettingsError> = turn.withLock { _ in
            Result { () throws(SettingsError) in
                var settings = try file.read()
                try change(&settings)
                try file.write(settings)
                return adopt(State(settings: settings, stamp: file.stamp))
            }
        }
        return try outcome.get()
    }

    /// Reads the file if somebody has written it. A file that is wrong changes nothing but `problem`.
    ///
    /// - Returns: Nil when the settings are the same.
    func reload() -> Change? {
        turn.withLock { _ in
            guard isOutdated else { return nil }
            let stamp = file.stamp
            do throws(SettingsError) {
                let change = adopt(State(settings: try file.read(), stamp: stamp))
                return change.old == change.new ? nil : change
            } catch {
                state.withLock { ($0.stamp, $0.problem) = (stamp, error.description) }
                return nil
            }
        }
    }

    private func adopt(_ new: State) -> Change {
        state.withLock { state in
            let old = state.settings
            state = new
            return (old, new.settings)
        }
    }
}
