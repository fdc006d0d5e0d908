internal import Glibc

/// One file of a plugins folder, as it is listed: with its manifest, or with the reason why it cannot be used.
package struct FoundAdapter: Sendable {
    package enum State: Sendable, Equatable {
        case usable(Manifest)
        /// With the manifest when that much could be read.
        case refused(reason: String, Manifest?)
    }

    package let folder: String
    package let fileName: String
    package let state: State
    /// nil when the file could not be opened.
    package let identity: FileIdentity?

    package var path: String { "\(folder)/\(fileName)" }

    /// The manifest of a usable file.
    package var manifest: Manifest? {
        if case .usable(let manifest) = state { manifest } else { nil }
    }

    /// Why it cannot be used.
    package var refusal: String? {
        if case .refused(let reason, _) = state { reason } else { nil }
    }
}

/// Lists the adapters of the plugins folders without executing any of them.
package struct Discovery: Sendable {
    /// The folders in the order of their precedence: of two files that collide, the earlier one is used.
    package var folders: [String]

    package init(folders: [String]) {
        self.folders = folders
    }

    /// All files in the order of folder and name. A folder that is not there holds nothing; one that cannot be trusted refuses
    /// all its files.
    package func scan() -> [FoundAdapter] {
        Collisions.resolve(folders.flatMap(Self.scan(folder:)))
    }

    /// Looks at one file, wherever it is, as `scan` would at one of a plugins folder.
    package static func look(at path: String) -> FoundAdapter {
        let cut = path.lastIndex(of: "/")
        let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else {
            let fault = PluginFault.unreadable(SystemError("open \(folder)"))
            return FoundAdapter(folder: folder, fileName: name, state: .refused(reason: fault.description, nil), identity: nil)
        }
        return look(at: name, in: Descriptor(owning: number), folder)
    }

    private static func scan(folder: String) -> [FoundAdapter] {
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { return [] }
        let descriptor = Descriptor(owning: number)
        var fault: PluginFault?
        do throws(PluginFault) { try check(descriptor) } catch { fault = error }
        return names(in: folder).map { name in
            if let fault {
                return FoundAdapter(folder: folder, fileName: name, state: .refused(reason: fault.description, nil), identity: nil)
            }
            return look(at: name, in: descriptor, folder)
        }
    }

    private static func check(_ folder: Descriptor) throws(PluginFault) {
        var status = stat()
        guard fstat(folder.number, &status) == 0 else { throw .unreadable(SystemError("look at the folder")) }
        try Ownership.check(status, of: "the folder")
    }

    /// What may be an adapter: `*.so`, not hidden. Copies in progress (`*.tmp`, `*.part`) have other names.
    private static func names(in folder: String) -> [String] {
        FolderListing.names(in: folder).filter { $0.hasSuffix(".so") && !$0.hasPrefix(".") }
    }

    private static func look(at name: String, in folder: Descriptor, _ path: String) -> FoundAdapter {
        var identity: FileIdentity?
        func refused(_ error: any Error & CustomStringConvertible) -> FoundAdapter {
            FoundAdapter(folder: path, fileName: name, state: .refused(reason: error.description, nil), identity: identity)
        }
        let file: PluginFile
        do throws(PluginFault) { file = try PluginFile(name, in: folder) } catch { return refused(error) }
        identity = file.identity
        let elf: ELFFile
        do throws(ELFError) { elf = try ELFFile(checking: file.descriptor, size: file.size) } catch { return refused(error) }
        do throws(ManifestError) {
            let manifest = try Manifest(parsing: elf.manifest)
            return FoundAdapter(folder: path, fileName: name, state: .usable(manifest), identity: identity)
        } catch { return refused(error) }
    }
}

/// Files that claim the same names.
private enum Collisions {
    /// The first of several files with one id or name stays usable, the others are refused with its path; likewise of two that
    /// share `short` and not `source`.
    static func resolve(_ files: [FoundAdapter]) -> [FoundAdapter] {
        var ids: [String: String] = [:], names: [String: String] = [:], shorts: [String: (source: String, path: String)] = [:]
        return files.map { file in
            guard let manifest = file.manifest else { return file }
            if let other = ids[manifest.id] { return file.refused("has the same id \(manifest.id) as \(other)") }
            if let other = names[manifest.name] { return file.refused("has the same name \(manifest.name) as \(other)") }
            if let other = shorts[manifest.short], other.source != manifest.source {
                return file.refused(
                    "has the same short \(manifest.short) as \(other.path), whose source is \(other.source) and not \(manifest.source)"
                )
            }
            ids[manifest.id] = file.path
            names[manifest.name] = file.path
            shorts[manifest.short] = (manifest.source, file.path)
            return file
        }
    }
}

extension FoundAdapter {
    fileprivate func refused(_ reason: String) -> FoundAdapter {
        FoundAdapter(folder: folder, fileName: fileName, state: .refused(reason: reason, manifest), identity: identity)
    }
}
