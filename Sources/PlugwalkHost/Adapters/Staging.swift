internal import Glibc

/// A private copy of an adapter's file, checked, and named by its contents.
package struct StagedAdapter: Sendable, Equatable {
    /// The copy. It is never written again: what was hashed is what is loaded.
    package let path: String
    /// BLAKE2b, 32 bytes, in hexadecimal.
    package let hash: String
    /// Read from the copy.
    package let manifest: Manifest

    package init(path: String, hash: String, manifest: Manifest) {
        self.path = path
        self.hash = hash
        self.manifest = manifest
    }
}

/// Why a file could not be staged.
package enum StagingError: Error, Sendable, CustomStringConvertible {
    case file(PluginFault)
    case elf(ELFError)
    case manifest(ManifestError)
    case system(SystemError)
    /// The file shrank or grew while it was copied.
    case changed

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .elf(let error): error.description
        case .manifest(let error): error.description
        case .system(let error): error.description
        case .changed: "changed while it was copied; it is tried again when it is complete"
        }
    }
}

/// The folder of private copies, `run/staging`: one folder per adapter id, one file per content in it.
///
/// The dynamic loader knows files by their path, and a file that is overwritten while it is loaded ends the process; so what is
/// loaded is a copy that nobody else knows, under a name that never comes again with other contents.
package struct Staging: Sendable {
    package let folder: String
    /// How many copies of one adapter are kept: the running one and the one before it.
    package static let generations = 2

    /// `folder` exists and is private; an absolute path.
    package init(folder: String) {
        self.folder = folder
    }

    /// Copies a file, and checks the copy. Blocks for as long as the copy takes.
    package func stage(_ found: FoundAdapter) throws(StagingError) -> StagedAdapter {
        let source = try open(found)
        let partial = "\(folder)/.\(getpid())-\(UInt64.random(in: .min ... .max)).part"
        defer { unlink(partial) }
        let (copy, hash) = try copy(source, to: partial)
        let manifest = try check(copy, size: source.size)
        let own = "\(folder)/\(manifest.id)"
        let path = "\(own)/\(hash).so"
        try commit(copy, partial, own: own, path: path)
        prune(own, keeping: path)
        return StagedAdapter(path: path, hash: hash, manifest: manifest)
    }

    private func open(_ found: FoundAdapter) throws(StagingError) -> PluginFile {
        let number = Glibc.open(found.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError("open \(found.folder)")) }
        do throws(PluginFault) { return try PluginFile(found.fileName, in: Descriptor(owning: number)) } catch {
            throw .file(error)
        }
    }

    /// Copies and hashes in one go, so that both see the same bytes.
    private func copy(_ source: PluginFile, to partial: String) throws(StagingError) -> (Descriptor, String) {
        let number = Glibc.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .system(SystemError("make \(partial)")) }
        let copy = Descriptor(owning: number)
        let hash = ContentHash()
        let bytes = FileBytes(source.descriptor, size: source.size)
        var offset = 0
        while offset < source.size {
            let count = min(1 << 20, source.size - offset)
            guard let piece = try? bytes.read(offset: UInt64(offset), count: UInt64(count)) else { throw .changed }
            hash.add(piece)
            try write(piece, to: copy)
            offset += count
        }
        return (copy, hash.finish())
    }

    private func write(_ piece: [UInt8], to copy: Descriptor) throws(StagingError) {
        var done = 0
        while done < piece.count {
            let count = piece.withUnsafeBytes { Glibc.write(copy.number, $0.baseAddress! + done, $0.count - done) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(SystemError("write into \(folder)")) }
            done += count
        }
    }

    private func check(_ copy: Descriptor, size: Int) throws(StagingError) -> Manifest {
        let elf: ELFFile
        do throws(ELFError) { elf = try ELFFile(checking: copy, size: size) } catch { throw .elf(error) }
        do throws(ManifestError) { return try Manifest(parsing: elf.manifest) } catch { throw .manifest(error) }
    }

    /// Makes the copy durable, and gives it its name in one step.
    private func commit(_ copy: Descriptor, _ partial: String, own: String, path: String) throws(StagingError) {
        guard mkdir(own, 0o700) == 0 || errno == EEXIST else { throw .system(SystemError("make \(own)")) }
        guard fchmod(copy.number, 0o500) == 0, fsync(copy.number) == 0 else { throw .system(SystemError("store \(partial)")) }
        // One that is there already has the same contents: it stays, since it may be loaded, and counts as the newest.
        if access(path, F_OK) == 0 {
            utimensat(AT_FDCWD, path, nil, 0)
            return
        }
        guard rename(partial, path) == 0 else { throw .system(SystemError("name \(path)")) }
        let number = Glibc.open(own, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if number >= 0 { fsync(Descriptor(owning: number).number) }
    }

    /// Removes all copies but the newest ones. A file that is loaded may go: its pages stay as long as somebody has them.
    private func prune(_ own: String, keeping path: String) {
        let others = FolderListing.files(in: own).filter { $0.path != path }.sorted { $0.modifiedNs > $1.modifiedNs }
        for old in others.dropFirst(Self.generations - 1) { unlink(old.path) }
    }
}
