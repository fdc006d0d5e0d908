/// Which file stands under which name, as names come, go and move.
extension FileFollower {
    /// Compares the folder with what is known.
    func rescan() {
        // A folder that cannot be listed now, for lack of descriptors say, has not lost its files.
        guard let present = place.entries() else { return }
        for file in files.values { compare(file, with: present) }
        for name in present.keys.sorted() where files[name] == nil { files[name] = arrival(name) }
        // The first look has claimed every position whose file is still there under its name.
        for (name, position) in saved { departed(name, position) }
        saved = [:]
    }

    /// Opens `file` and looks whether it still holds what was read from it; nil when there is nothing to read.
    func prepare(_ file: FollowedFile<State>) -> OpenFile? {
        file.isDue = false
        if file.file == nil { file.file = OpenFile(path: place.path(of: file.name)) }
        guard let open = file.file, let facts = open.facts else { return nil }
        file.size = facts.size
        if !file.isContinued(in: open, size: facts.size) { file.restart() }
        return open
    }

    /// How many files are kept open, so that a folder of thousands of logs needs few descriptors.
    static var maxOpenFiles: Int { 256 }

    /// Notes how far `file` was read. Old files are closed, and all that are read to their end when too many are open.
    func rest(_ file: FollowedFile<State>) {
        file.noteGuard()
        guard !file.isLeaving, let facts = file.file?.facts else { return }
        file.size = max(file.size, facts.size)
        let isOld = Clock.utcNs() - facts.modifiedNs > 3_600_000_000_000
        guard facts.size == file.readOffset else { return }
        if isOld || files.values.count(where: { $0.file != nil }) > Self.maxOpenFiles { file.file = nil }
    }

    private func compare(_ file: FollowedFile<State>, with present: [String: OpenFile.Facts]) {
        let inode = file.file?.facts?.inode ?? file.position.inode
        if let facts = present[file.name], facts.inode == inode || inode == 0 {
            file.isDue = file.isDue || facts.size != file.readOffset
            return
        }
        files[file.name] = nil
        if let name = present.first(where: { $0.value.inode == inode && files[$0.key] == nil })?.key {
            rename(file, to: name)
        } else if file.file != nil {
            file.isLeaving = true
            leaving.append(file)
        } else if present[file.name] == nil {
            forgotten.append(file.name)
        }
    }

    private func rename(_ file: FollowedFile<State>, to name: String) {
        forgotten.append(file.name)
        file.name = name
        file.isDue = true
        file.isDirty = true
        files[name] = file
    }

    /// A name that was not there before: a new file, or one that was followed before this start.
    private func arrival(_ name: String) -> FollowedFile<State> {
        guard let position = saved.removeValue(forKey: name) else { return FollowedFile(name: name, maxLineBytes: maxLineBytes) }
        let file = FollowedFile<State>(name: name, maxLineBytes: maxLineBytes, saved: position)
        guard let open = OpenFile(path: place.path(of: name)), let facts = open.facts else { return file }
        if !file.isContinued(in: open, size: facts.size) {
            departed(name, position)
            file.restart()
        }
        return file
    }

    /// Reads the rest of a file that was rotated away while nobody looked, if it can still be found.
    private func departed(_ name: String, _ saved: (position: FilePosition, state: [UInt8])) {
        let file = FollowedFile<State>(name: name, maxLineBytes: maxLineBytes, saved: saved)
        guard let path = place.path(ofInode: saved.position.inode), let open = OpenFile(path: path), let facts = open.facts,
            file.isContinued(in: open, size: facts.size)
        else {
            if files[name] == nil { forgotten.append(name) }
            return
        }
        file.file = open
        file.isLeaving = true
        leaving.append(file)
    }
}
