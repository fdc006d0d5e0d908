import Glibc
import PlugwalkHost

/// Looks at the adapters, and at what on this machine they could read.
struct SourceChecks {
    let installation: Installation
    let environment: [String: String]

    var findings: [Finding] { adapters + folders + programs }

    private var adapters: [Finding] {
        guard let listings = try? installation.listings() else {
            // config.json is broken, which is told already.
            return installation.files.map { Finding($0.fileName, $0.refusal == nil ? .ok : .warn, $0.refusal ?? $0.path) }
        }
        return listings.map { listing in
            switch listing.state {
            case .usable:
                Finding(
                    listing.name, .ok, "\(listing.manifest?.version ?? ""), \(listing.isEnabled ? "enabled" : "off")",
                    remedy: listing.isEnabled ? nil : "plugwalk adapters enable \(listing.name)")
            case .refused:
                Finding(
                    listing.name, .warn, "\(listing.file ?? ""): \(listing.message ?? "")",
                    remedy: "plugwalk adapters check \(listing.file ?? "FILE.so")")
            case .missing:
                Finding(
                    listing.name, .missing, listing.message ?? "",
                    remedy: "plugwalk adapters disable \(listing.name), if it is not wanted")
            }
        }
    }

    private var folders: [Finding] {
        let home = environment["HOME"] ?? ""
        let places = [
            ("Claude Code", "\(home)/.claude/projects", "its transcripts"),
            ("daplug", "\(home)/.claude/cli-logs", "its executor's logs"),
            ("OpenCode log", installation.home.path + "/opencode", "what OpenCode's plugin writes"),
        ]
        return places.map { name, path, what in
            guard let count = Self.entries(of: path) else { return Finding(name, .missing, "no \(path) (\(what))") }
            return Finding(name, .ok, "\(path), \(count == 1 ? "1 entry" : "\(count) entries")")
        }
    }

    /// How many entries a folder has; nil when it cannot be read.
    private static func entries(of path: String) -> Int? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var count = -2  // . and ..
        while readdir(folder) != nil { count += 1 }
        return max(0, count)
    }

    private var programs: [Finding] {
        [("opencode", "https://opencode.ai"), ("claude", "https://claude.com/claude-code")].map { program, page in
            let path = Browser(environment: environment).path(of: program)
            return Finding(
                "\(program)", path == nil ? .missing : .ok, path ?? "not on the PATH", remedy: path == nil ? "see \(page)" : nil)
        }
    }
}
