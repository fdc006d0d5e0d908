import Glibc
import PlugwalkHost

/// Looks at the state folder and what lies in it.
struct StateChecks {
    let home: Home

    var findings: [Finding] { [folder, settings, database, disk] }

    private var folder: Finding {
        let name = "state folder"
        var info = stat()
        guard stat(home.path, &info) == 0 else {
            guard errno == ENOENT else { return Finding(name, .broken, "\(home.path): \(errorWords)", remedy: Self.elsewhere) }
            return canBeMade
                ? Finding(name, .ok, "\(home.path), made at the first start")
                : Finding(name, .broken, "\(home.path) cannot be made", remedy: Self.elsewhere)
        }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            return Finding(name, .broken, "\(home.path) is no folder", remedy: Self.elsewhere)
        }
        guard info.st_uid == geteuid() else {
            return Finding(name, .broken, "\(home.path) belongs to another user", remedy: Self.elsewhere)
        }
        guard access(home.path, W_OK | X_OK) == 0 else {
            return Finding(name, .broken, "\(home.path) cannot be written", remedy: "chmod u+rwx \(home.path)")
        }
        guard info.st_mode & 0o077 == 0 else {
            return Finding(name, .warn, "\(home.path) is open to other users", remedy: "chmod 700 \(home.path)")
        }
        return Finding(name, .ok, home.path)
    }

    private static let elsewhere = "export PLUGWALK_HOME=FOLDER, a folder of your own"

    /// Whether the nearest folder above that exists can be written.
    private var canBeMade: Bool {
        var path = home.path[...]
        while let cut = path.lastIndex(of: "/") {
            path = cut == path.startIndex ? "/" : path[..<cut]
            if access(String(path), F_OK) == 0 { return access(String(path), W_OK | X_OK) == 0 }
            if path == "/" { break }
        }
        return false
    }

    private var settings: Finding {
        let name = "config.json"
        guard access(home.settings, F_OK) == 0 else { return Finding(name, .ok, "not there: everything is as by default") }
        do throws(SettingsError) {
            let settings = try SettingsFile(home).read()
            let on = settings.adapters.filter(\.value.isEnabled).keys.sorted()
            return Finding(name, .ok, on.isEmpty ? home.settings : "enables \(on.joined(separator: ", "))")
        } catch {
            return Finding(name, .broken, error.description, remedy: "correct it, or move it away")
        }
    }

    private var database: Finding {
        let sizes = ["", "-wal"].map { suffix -> Int64 in
            var info = stat()
            return stat(home.database + suffix, &info) == 0 ? Int64(info.st_size) : 0
        }
        guard access(home.database, F_OK) == 0 else { return Finding("database", .ok, "none yet") }
        guard access(home.database, R_OK | W_OK) == 0 else {
            return Finding("database", .broken, "\(home.database): \(errorWords)", remedy: "chmod u+rw \(home.database)")
        }
        return Finding("database", .ok, "\(home.database), \(Amounts.bytes(sizes.reduce(0, +)))")
    }

    private var disk: Finding {
        var info = statvfs()
        let place = access(home.path, F_OK) == 0 ? home.path : "/"
        guard statvfs(place, &info) == 0 else { return Finding("disk", .warn, "its free space cannot be read: \(errorWords)") }
        let free = Int64(info.f_bavail) * Int64(info.f_frsize)
        let words = "\(Amounts.bytes(free)) free"
        if free < 20_000_000 {
            return Finding("disk", .broken, words, remedy: "make room, or set PLUGWALK_HOME to a folder on another disk")
        }
        return free < 1_000_000_000
            ? Finding("disk", .warn, words, remedy: "make room before the database needs it") : Finding("disk", .ok, words)
    }

    private var errorWords: String { String(cString: strerror(errno)) }
}
