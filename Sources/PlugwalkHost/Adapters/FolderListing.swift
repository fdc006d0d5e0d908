internal import Glibc

/// The regular files of a folder, with their times.
enum FolderListing {
    struct File {
        let path: String
        let modifiedNs: Int64
    }

    static func files(in folder: String) -> [File] {
        names(in: folder).compactMap { name in
            var status = stat()
            let path = "\(folder)/\(name)"
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return File(path: path, modifiedNs: FileIdentity(status).modifiedNs)
        }
    }

    /// All names but `.` and `..`, sorted; none for a folder that cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // The name is as long as its record says, which the imported fixed array does not know.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
            names.append(String(cString: name))
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }
}
