internal import AdapterABI

/// The static check of an adapter's file, which reads headers and tables and executes nothing.
///
/// The dynamic loader is no validator (a truncated file ends its process), so everything that the loader would follow is looked at
/// here first. Layouts: System V ABI, "Object Files"; numbers from `elf.h`.
package struct ELFFile {
    /// The manifest's bytes, without NUL bytes at the end.
    package let manifest: [UInt8]
    /// Names of the libraries that it needs.
    package let neededLibraries: [String]

    #if arch(x86_64)
        static let machine: UInt16 = 62
    #else
        static let machine: UInt16 = 183
    #endif

    /// Checks an open file of `size` bytes.
    init(checking file: Descriptor, size: Int) throws(ELFError) {
        try self.init(FileBytes(file, size: size), libraryFolders: Self.standardLibraryFolders)
    }

    /// Checks bytes in memory. For tests.
    package init(checking bytes: [UInt8]) throws(ELFError) {
        try self.init(FileBytes(bytes), libraryFolders: Self.standardLibraryFolders)
    }

    private init(_ bytes: FileBytes, libraryFolders: [String]) throws(ELFError) {
        let header = try ELFHeader(bytes)
        try ELFSegments(bytes, header).check()
        let sections = try ELFSections(bytes, header)
        manifest = try Self.manifest(bytes, sections)
        try ELFSymbols(bytes, sections).checkEntry()
        let dynamic = try ELFDynamic(bytes, sections)
        if dynamic.hasTextRelocations { throw .textRelocations }
        neededLibraries = dynamic.needed
        for name in neededLibraries where !Self.canBeFound(name, in: libraryFolders) { throw .missingLibrary(name) }
    }

    private static func manifest(_ bytes: FileBytes, _ sections: ELFSections) throws(ELFError) -> [UInt8] {
        guard let section = sections.named(".plugwalk") else { throw .noManifest }
        guard section.size <= UInt64(PW_MAX_MANIFEST) else { throw .manifestTooBig(section.size) }
        var manifest = try sections.contents(of: section, "section .plugwalk")
        while manifest.last == 0 { manifest.removeLast() }
        guard !manifest.isEmpty else { throw .noManifest }
        return manifest
    }
}
