/// Makes the host's ids from a source's own ("native") ones.
///
/// Ids are URL-safe (`[A-Za-z0-9._-]`) and at most 200 bytes. A native id that does not fit is replaced by a keyed hash of itself,
/// the same everywhere, so that joins survive.
struct NativeID {
    static let maxLength = 200
    private let short: String
    private let installationKey: [UInt8]

    init(short: String, installationKey: [UInt8]) {
        self.short = short
        self.installationKey = installationKey
    }

    func run(_ native: String) -> String { "run_\(short)_\(fitting(native, beside: 5 + short.utf8.count))" }
    func session(_ native: String) -> String { "ses_\(short)_\(fitting(native, beside: 5 + short.utf8.count))" }

    /// The run whose root is this session.
    static func run(ofRootSession sessionID: String) -> String { "run_" + sessionID.dropFirst("ses_".count) }

    private func fitting(_ native: String, beside prefix: Int) -> String {
        let utf8 = native.utf8
        if utf8.count <= Self.maxLength - prefix, utf8.allSatisfy(Self.isSafe) { return native }
        return "h" + keyedHash(of: native)
    }

    /// 26 characters that stand for a value nobody shall read.
    func keyedHash(of value: String) -> String {
        var hash = Hash(key: installationKey)
        hash.add(value)
        return Base32.encode(hash.finish(), characters: 26, pad: 2)
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// The id of a unit of work: `corr_` and 16 characters of a hash of the session and the unit's native name.
enum CorrelationID {
    static func make(session: String, unit: String) -> String {
        var hash = Hash()
        hash.add(session)
        hash.add(unit)
        return "corr_" + Base32.encode(hash.finish().prefix(10), characters: 16)
    }
}
