import Glibc
import PlugwalkHost
import StrictJSON

/// `plugwalk adapters check FILE.so`: whether a file can be an adapter, and what it asks for.
struct CheckAdapterCommand {
    private let arguments: Arguments
    private let path: String

    init(_ arguments: Arguments) {
        self.arguments = arguments
        path = arguments.operands[0]
    }

    func run() throws -> ExitCode {
        guard access(path, F_OK) == 0 else {
            throw UsageError("there is no file \"\(path)\" to check (\(String(cString: strerror(errno))))")
        }
        let found = Discovery.look(at: path)
        var report = AdapterCheck(path: path, manifest: found.anyManifest, refusal: found.refusal)
        if report.refusal == nil { try probe(found, &report) }
        if arguments.printsJSON { Terminal.printRaw(report.json) } else { Terminal.print(report.text) }
        return report.refusal == nil ? .success : .adapter
    }

    private func probe(_ found: FoundAdapter, _ report: inout AdapterCheck) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let staged: StagedAdapter
        do throws(StagingError) { staged = try Staging(folder: folder.path).stage(found) } catch {
            return report.refusal = error.description
        }
        let configuration = DaemonConfiguration(home: Home(path: folder.path), prefix: Surroundings.prefix, environment: [:])
        let outcome = try AdapterProbe(workerProgram: configuration.workerProgram).run(staged, stateFolder: folder.path)
        report.refusal = outcome.refusal
        report.output = outcome.output
    }
}

extension FoundAdapter {
    /// The manifest, also of a file that is refused for another reason.
    var anyManifest: Manifest? {
        if case .refused(_, let manifest) = state { return manifest }
        return manifest
    }
}

/// A private folder that goes with the command.
struct TemporaryFolder {
    let path: String

    init() throws(UsageError) {
        let place = Surroundings.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(place)/plugwalk-check-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw UsageError(
                "cannot make a folder in \(place): \(String(cString: strerror(errno))). Set TMPDIR to a folder of yours")
        }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    func remove() { Self.remove(path) }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name == "." || name == ".." { continue }
                // A folder is no file to unlink, and what is no folder is not entered.
                if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
