/// Makes the host's ids from a source's own ("native") ones.
///
/// Ids are URL-safe (`[A-Za-z0-9._-]`) and at most 200 bytes. A native id that does not fit is replaced by a keyed hash of itself,
/// the same everywhere, so that joins survive.
struct NativeID {
    static let maxLength = 200
    /// What the ids of the host's own begin with.
    static let kinds = ["evt_", "run_", "ses_", CorrelationID.prefix]
    /// What stands between `run_` or `ses_` and the native id: `oc_`.
    private let infix: String
    private let installationKey: [UInt8]

    /// - Parameter short: The adapter's prefix; nil when the ids that come are the host's own already.
    init(short: String?, installationKey: [UInt8]) {
        infix = short.map { "\($0)_" } ?? ""
        self.installationKey = installationKey
    }

    func run(_ native: String) -> String { make("run_", native) }
    func session(_ native: String) -> String { make("ses_", native) }

    private func make(_ kind: String, _ native: String) -> String {
        if infix.isEmpty, native.hasPrefix(kind), fitting(native, beside: 0) == native { return native }
        return kind + infix + fitting(native, beside: kind.utf8.count + infix.utf8.count)
    }

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

    static func isSafe(_ byte: UInt8) -> Bool {
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
    static let prefix = "corr_"

    /// - Parameter unit: A native name, or what such an id looks like, which stays.
    static func make(session: String, unit: String) -> String {
        if unit.hasPrefix(prefix), unit.utf8.count <= NativeID.maxLength, unit.utf8.allSatisfy(NativeID.isSafe) { return unit }
        var hash = Hash()
        hash.add(session)
        hash.add(unit)
        return prefix + Base32.encode(hash.finish().prefix(10), characters: 16)
    }
}
