internal import Glibc

/// A file of a plugins folder, opened without following links and found to be ours.
struct PluginFile {
    let descriptor: Descriptor
    let size: Int
    /// Tells apart what was looked at and what is there now.
    let identity: FileIdentity

    /// A larger file is no adapter.
    static let largest = 512 << 20

    /// Opens `name` within the open folder. Never blocks, not even on a FIFO.
    init(_ name: String, in folder: Descriptor) throws(PluginFault) {
        let number = openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard number >= 0 else { throw errno == ELOOP ? .symbolicLink : .unreadable(SystemError("open it")) }
        descriptor = Descriptor(owning: number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .unreadable(SystemError("look at it")) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        try Ownership.check(status, of: "the file")
        guard status.st_size > 0 else { throw .empty }
        guard status.st_size <= Self.largest else { throw .tooLarge(Int(status.st_size)) }
        size = Int(status.st_size)
        identity = FileIdentity(status)
    }
}

/// Which file it is, and in which state.
package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64
    package let size: Int
    package let modifiedNs: Int64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        modifiedNs = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}

/// Who may have written a file or folder that code is loaded from.
enum Ownership {
    static func check(_ status: stat, of what: String) throws(PluginFault) {
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreignOwner(what, uid: status.st_uid) }
        guard status.st_mode & 0o022 == 0 else {
            throw .writable(what, mode: String(status.st_mode & 0o777, radix: 8))
        }
    }
}

/// Why a file of a plugins folder is refused before its contents are looked at.
package enum PluginFault: Error, Equatable, Sendable, CustomStringConvertible {
    case symbolicLink
    case notRegular
    case empty
    case tooLarge(Int)
    case foreignOwner(String, uid: UInt32)
    case writable(String, mode: String)
    case unreadable(SystemError)

    package var description: String {
        switch self {
        case .symbolicLink: "is a symbolic link: put the file itself there"
        case .notRegular: "is not a regular file"
        case .empty: "is empty"
        case .tooLarge(let size): "has \(size) bytes, the limit is \(PluginFile.largest)"
        case .foreignOwner(let what, let uid): "\(what) belongs to user \(uid): it must be yours or root's"
        case .writable(let what, let mode): "\(what) can be written by others (mode \(mode)): chmod go-w"
        case .unreadable(let error): error.description
        }
    }
}
