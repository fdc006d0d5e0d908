import Glibc

/// Tells which files of a folder have changed, by inotify.
///
/// Where inotify is not to be had (too many watches, a network file system) there is no `descriptor` and everything may have
/// changed at any time: the follower then looks at all files in short intervals.
struct FolderWatch {
    enum Change: Equatable {
        /// The file of this name grew or was written.
        case content(String)
        /// Names came or went, or so much happened that the kernel lost count: look at everything.
        case everything
        /// The folder itself is gone: watch anew.
        case folder
    }

    let descriptor: Int32?

    init(folder: String) {
        let instance = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        let mask = UInt32(IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)
        guard instance >= 0 else {
            descriptor = nil
            return
        }
        guard inotify_add_watch(instance, folder, mask) >= 0 else {
            close(instance)
            descriptor = nil
            return
        }
        descriptor = instance
    }

    func closeDescriptor() {
        if let descriptor { close(descriptor) }
    }

    /// Takes what the kernel has to tell, without blocking.
    func drain() -> [Change] {
        guard let descriptor else { return [.everything] }
        var changes: [Change] = []
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
            while case let got = read(descriptor, buffer.baseAddress, buffer.count), got > 0 {
                Self.decode(UnsafeRawBufferPointer(rebasing: buffer[..<got]), into: &changes)
            }
        }
        return changes
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer, into changes: inout [Change]) {
        let header = MemoryLayout<inotify_event>.size
        var at = 0
        while at + header <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
            let name = String(decoding: bytes[(at + header)..<(at + header + Int(event.len))].prefix { $0 != 0 }, as: UTF8.self)
            let change = change(event.mask, name)
            if changes.last != change { changes.append(change) }
            at += header + Int(event.len)
        }
    }

    private static func change(_ mask: UInt32, _ name: String) -> Change {
        if mask & UInt32(IN_IGNORED) != 0 { return .folder }
        return mask & UInt32(IN_MODIFY) != 0 ? .content(name) : .everything
    }
}
