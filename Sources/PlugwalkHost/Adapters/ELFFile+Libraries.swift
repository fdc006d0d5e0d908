internal import Glibc

extension ELFFile {
    #if arch(x86_64)
        private static let triple = "x86_64-linux-gnu"
    #else
        private static let triple = "aarch64-linux-gnu"
    #endif

    /// Where the loader looks without being told; libraries elsewhere are not there on the next machine either.
    static let standardLibraryFolders = [
        "/lib/\(triple)", "/usr/lib/\(triple)", "/usr/local/lib/\(triple)", "/usr/local/lib", "/lib64", "/usr/lib64", "/lib",
        "/usr/lib",
    ]

    static func canBeFound(_ name: String, in folders: [String]) -> Bool {
        guard !name.contains("/") else { return access(name, R_OK) == 0 }
        return folders.contains { access("\($0)/\(name)", R_OK) == 0 }
    }
}
