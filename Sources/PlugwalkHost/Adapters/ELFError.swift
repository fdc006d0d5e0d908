/// Why a file is no adapter that this host can load; found without executing any of it.
package enum ELFError: Error, Equatable, Sendable {
    case notELF
    /// A header, segment, section or table reaches beyond the end of the file, or contradicts itself: a copy that is not finished?
    case damaged(String)
    case not64BitLittleEndian
    case wrongMachine(found: UInt16)
    /// An executable, an object file or a core instead of a shared object.
    case notSharedObject(type: UInt16)
    case textRelocations
    case executableStack
    case noManifest
    case manifestTooBig(UInt64)
    case noEntry
    case newerMajor(Int)
    case missingLibrary(String)
}

extension ELFError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notELF: "is not an ELF file"
        case .damaged(let what): "is damaged or not completely copied: \(what)"
        case .not64BitLittleEndian: "is not a 64-bit little-endian ELF file"
        case .wrongMachine(let found): "is built for another machine (ELF machine \(found), this one is \(ELFFile.machine))"
        case .notSharedObject(let type): "is no shared object (ELF type \(type)): link it with -shared"
        case .textRelocations: "has text relocations: compile it with -fPIC"
        case .executableStack: "asks for an executable stack: link it with -z noexecstack"
        case .noManifest: "has no section .plugwalk with a manifest"
        case .manifestTooBig(let size): "has a manifest of \(size) bytes, the limit is 262144"
        case .noEntry: "exports no function plugwalk_adapter_v1"
        case .newerMajor(let major): "needs ABI \(major), this host offers 1: it exports plugwalk_adapter_v\(major) only"
        case .missingLibrary(let name): Self.sentence(missing: name)
        }
    }

    private static func sentence(missing name: String) -> String {
        let hint = name.hasPrefix("libswift") ? ": link it with -static-stdlib" : ""
        return "needs the library \(name), which is in none of the system's folders\(hint)"
    }
}
