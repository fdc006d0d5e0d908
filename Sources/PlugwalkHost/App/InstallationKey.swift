internal import CSodium
internal import Glibc

/// 32 random bytes of this installation, for the hashes of values that nobody shall read: without the key such a hash cannot be
/// compared with guesses.
package struct InstallationKey: Sendable {
    package static let length = 32
    package let bytes: [UInt8]

    /// Reads the key of the installation, or makes it at the first start (0600).
    ///
    /// - Throws: `HomeError` when the file can be neither read nor written, or is damaged.
    package init(_ home: Home) throws(HomeError) {
        if let known = readFile(home.installationKey, limit: Self.length + 1) {
            guard known.count == Self.length else {
                throw HomeError(
                    "\(home.installationKey) is damaged: it has \(known.count) bytes instead of \(Self.length). Remove it to make a new one"
                )
            }
            bytes = known
            return
        }
        guard errno == ENOENT else { throw HomeError("cannot read \(home.installationKey): \(lastReadError)") }
        _ = sodium_init()
        var fresh = [UInt8](repeating: 0, count: Self.length)
        randombytes_buf(&fresh, fresh.count)
        guard writeFile(home.installationKey, fresh) else {
            throw HomeError("cannot write \(home.installationKey): \(lastError)")
        }
        bytes = fresh
    }
}
