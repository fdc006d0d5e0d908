import Glibc

/// Where the followed files are: a folder, and which of its files count.
struct FollowedPlace {
    /// How often all names are looked at, whatever inotify says.
    static let rescanNs: Int64 = 5_000_000_000

    let path: String
    let folder: String
    private let suffix: String
    /// The one file that counts, or nil for all that end in `suffix`.
    private let onlyName: String?

    /// A path that does not exist yet is taken for a file when it ends in `suffix`, else for a folder.
    init(path: String, suffix: String) {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = path
        self.suffix = suffix
        let isFile = Self.mode(path).map { $0 & S_IFMT != S_IFDIR } ?? path.hasSuffix(suffix)
        let slash = path.lastIndex(of: "/")
        folder = !isFile ? path : slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        onlyName = isFile ? slash.map { String(path[path.index(after: $0)...]) } ?? path : nil
    }

    var exists: Bool { Self.mode(folder).map { $0 & S_IFMT == S_IFDIR } ?? false }

    func path(of name: String) -> String { "\(folder)/\(name)" }

    /// The plain files that count, by name; nil when the folder cannot be listed.
    func entries() -> [String: OpenFile.Facts]? {
        guard let names = onlyName.map({ [$0] }) ?? names() else { return nil }
        var found: [String: OpenFile.Facts] = [:]
        for name in names where onlyName != nil || name.hasSuffix(suffix) {
            if let facts = OpenFile.facts(path: path(of: name)) { found[name] = facts }
        }
        return found
    }

    /// The path of the file with this inode, whatever it is called now: where a rotated log went.
    func path(ofInode inode: UInt64) -> String? {
        names()?.map(path(of:)).first { OpenFile.facts(path: $0)?.inode == inode }
    }

    private func names() -> [String]? {
        guard let directory = opendir(folder) else { return errno == ENOENT ? [] : nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func mode(_ path: String) -> mode_t? {
        var raw = stat()
        return stat(path, &raw) == 0 ? raw.st_mode : nil
    }
}
