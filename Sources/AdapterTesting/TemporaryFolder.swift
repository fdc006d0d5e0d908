import Glibc

/// A folder of its own for one test, removed with the last reference.
public final class TemporaryFolder {
    /// The folder's path, without a slash at its end.
    public let path: String

    /// Makes the folder.
    public init() {
        var template = Array("/tmp/plugwalk-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary folder could be made in /tmp")
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink("\(path)/\(name)")
        }
        closedir(directory)
        rmdir(path)
    }

    /// Writes `bytes` over the file `name` in place.
    public func write(_ bytes: [UInt8], to name: String) { put(bytes, name, O_TRUNC) }

    /// Appends `bytes` to the file `name`.
    public func append(_ bytes: [UInt8], to name: String) { put(bytes, name, O_APPEND) }

    /// Gives the file `name` another name in the folder.
    public func rename(_ name: String, to other: String) {
        precondition(Glibc.rename("\(path)/\(name)", "\(path)/\(other)") == 0, "\(name) could not be renamed")
    }

    /// Deletes the file `name`, if it is there.
    public func remove(_ name: String) { unlink("\(path)/\(name)") }

    private func put(_ bytes: [UInt8], _ name: String, _ mode: Int32) {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o600)
        precondition(file >= 0, "\(name) could not be opened")
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + done, bytes.count - done) }
            precondition(written > 0, "\(name) could not be written")
            done += written
        }
    }
}
