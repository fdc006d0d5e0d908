internal import Glibc

/// The one folder that holds all state: `~/.claude/plugwalk`, moved as a whole by `PLUGWALK_HOME`. Nothing is written elsewhere.
///
/// Folders are 0700 and files 0600: other users of the machine see nothing.
package struct Home: Sendable, Equatable {
    package let path: String

    package init(path: String) { self.path = path }

    /// The folder that the environment names.
    ///
    /// - Throws: `HomeError` when neither `PLUGWALK_HOME` nor `HOME` is set to an absolute path.
    package init(environment: [String: String]) throws(HomeError) {
        if let path = environment["PLUGWALK_HOME"], !path.isEmpty {
            guard path.hasPrefix("/") else {
                throw HomeError("PLUGWALK_HOME is \"\(path)\", it must be an absolute path")
            }
            self.init(path: path.trimmingTrailingSlashes)
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            self.init(path: home.trimmingTrailingSlashes + "/.claude/plugwalk")
        } else {
            throw HomeError("there is no home folder: set HOME, or PLUGWALK_HOME to a folder of your own")
        }
    }

    package var plugins: String { path + "/plugins" }
    package var database: String { path + "/plugwalk.db" }
    package var settings: String { path + "/config.json" }
    package var logs: String { path + "/logs" }
    package var replays: String { path + "/replays" }
    package var run: String { path + "/run" }
    package var staging: String { run + "/staging" }
    package var instanceStates: String { run + "/state" }
    package var lock: String { run + "/daemon.lock" }
    package var record: String { run + "/daemon.json" }
    package var controlSocket: String { run + "/control.sock" }
    package var installationKey: String { path + "/installation.key" }
    package var daemonLog: String { logs + "/daemon.log" }

    package func database(ofReplay id: String) -> String { "\(replays)/\(id).db" }

    /// Makes the folders that are missing.
    ///
    /// - Throws: `HomeError` that names the folder and the reason.
    package func prepare() throws(HomeError) {
        for folder in [path, plugins, logs, replays, run, staging, instanceStates] {
            try makeFolder(folder)
        }
        try claim()
        guard access(path, W_OK) == 0 else {
            throw HomeError("cannot write to \(path): \(lastError). Set PLUGWALK_HOME to a folder that you own")
        }
    }

    /// A folder of somebody else's, or one that others may look into, is no place for what is kept here.
    private func claim() throws(HomeError) {
        var info = stat()
        guard stat(path, &info) == 0, info.st_uid == geteuid() else {
            throw HomeError("\(path) belongs to another user. Set PLUGWALK_HOME to a folder that you own")
        }
        if info.st_mode & 0o077 != 0 { chmod(path, 0o700) }
    }

    private func makeFolder(_ folder: String) throws(HomeError) {
        if mkdir(folder, 0o700) == 0 { return }
        let reason = lastError
        var info = stat()
        // A parent that is there is not what is missing: some places have no room for folders.
        if errno == ENOENT, let parent = folder.parentFolder, stat(parent, &info) != 0 {
            try makeFolder(parent)
            return try makeFolder(folder)
        }
        guard stat(folder, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
            throw HomeError("cannot make the folder \(folder): \(reason). Set PLUGWALK_HOME to a folder that you own")
        }
    }
}

/// Why there is no usable state folder.
package struct HomeError: Error, Equatable, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// The last system error in words.
var lastError: String { String(cString: strerror(errno)) }

/// Why `readFile` has read nothing, in words.
var lastReadError: String { errno == EINVAL ? "it is no regular file" : lastError }

extension String {
    fileprivate var trimmingTrailingSlashes: String {
        var text = self
        while text.count > 1, text.hasSuffix("/") { text.removeLast() }
        return text
    }

    fileprivate var parentFolder: String? {
        lastIndex(of: "/").flatMap { $0 == startIndex ? nil : String(self[..<$0]) }
    }
}
