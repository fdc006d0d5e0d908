internal import Glibc
internal import StrictJSON

/// The file `config.json`. A file that is not there sets nothing.
package struct SettingsFile: Sendable {
    static let maxBytes = 256 << 10
    package let path: String

    package init(_ home: Home) { path = home.settings }

    /// - Throws: `SettingsError` that begins with the file's path.
    package func read() throws(SettingsError) -> Settings {
        guard let bytes = readFile(path, limit: Self.maxBytes) else {
            if errno == ENOENT { return Settings() }
            throw SettingsError("cannot read \(path): \(lastReadError)")
        }
        do throws(SettingsError) {
            return try Settings(parsing: bytes)
        } catch {
            throw SettingsError("\(path): \(error.description)")
        }
    }

    /// Replaces the file as a whole. What could not be read again is not written.
    package func write(_ settings: Settings) throws(SettingsError) {
        var writer = JSONWriter()
        writer.settings(settings)
        let text = JSONLayout.indented(writer.bytes)
        guard text.count <= Self.maxBytes else {
            throw SettingsError("the settings would take \(text.count) bytes, at most \(Self.maxBytes) are allowed")
        }
        _ = try Settings(parsing: text)
        guard writeFile(path, text) else { throw SettingsError(unwritten: path) }
    }

    /// What changes when somebody writes the file; nil when there is none.
    var stamp: Stamp? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        return Stamp(
            inode: info.st_ino, size: info.st_size, seconds: info.st_mtim.tv_sec, nanoseconds: info.st_mtim.tv_nsec)
    }

    struct Stamp: Equatable, Sendable {
        let inode: ino_t
        let size: off_t
        let seconds, nanoseconds: Int
    }
}
