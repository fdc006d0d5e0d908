internal import CHyperscan

/// Tells which rules may hit in a text, and where: one pass of Vectorscan over all triggers.
///
/// The database is compiled once (about 20 ms) and shared; each `Filter` has scratch memory of its own and belongs to one thread.
/// Vectorscan reports only where matches end ("Pattern is too large" with start of match), which is all the rules need.
final class Filter {
    /// A trigger's match: which rule, and the offset behind it.
    struct Hit {
        let rule: Int
        let end: Int
    }

    /// Forms of writing that hide what a text says, found by the same pass.
    struct Disguises: OptionSet {
        let rawValue: UInt8
        static let controlSequence = Disguises(rawValue: 1)
        static let backslash = Disguises(rawValue: 2)
        static let percent = Disguises(rawValue: 4)
        static let entity = Disguises(rawValue: 8)
        /// A marker of ours: what it stands for is gone already.
        static let marker = Disguises(rawValue: 16)
    }

    /// Compiles the database, unless that has been done.
    static func prepare() { _ = Database.shared }

    private var scratch: OpaquePointer?
    private var sink = Sink()

    init() {
        guard hs_alloc_scratch(Database.shared.pointer, &scratch) == HS_SUCCESS else {
            fatalError("Vectorscan: no memory for scratch space")
        }
    }

    deinit { hs_free_scratch(scratch) }

    /// Finds all triggers. The hits are in order of their end, and valid until the next scan.
    func scan(_ text: UnsafeBufferPointer<UInt8>) -> (hits: [Hit], disguises: Disguises) {
        sink.hits.removeAll(keepingCapacity: true)
        sink.disguises = []
        guard let base = text.baseAddress, text.count > 0 else { return ([], []) }
        let status = withUnsafeMutablePointer(to: &sink) { sink in
            base.withMemoryRebound(to: CChar.self, capacity: text.count) {
                hs_scan(Database.shared.pointer, $0, UInt32(text.count), 0, scratch, filterFound, sink)
            }
        }
        // A filter that fails must not let a text pass: the only failures are programming errors.
        precondition(status == HS_SUCCESS, "Vectorscan: scan failed with \(status)")
        return (sink.hits, sink.disguises)
    }

    struct Sink {
        var hits: [Hit] = []
        var disguises: Disguises = []
    }
}

/// Patterns with these ids and above are disguises, not rules.
private let firstDisguise: UInt32 = 1 << 16

private func filterFound(_ id: UInt32, _ from: UInt64, _ to: UInt64, _ flags: UInt32, _ context: UnsafeMutableRawPointer?) -> Int32
{
    let sink = context!.assumingMemoryBound(to: Filter.Sink.self)
    if id >= firstDisguise {
        sink.pointee.disguises.insert(Filter.Disguises(rawValue: 1 << UInt8(id - firstDisguise)))
    } else {
        sink.pointee.hits.append(Filter.Hit(rule: Int(id), end: Int(to)))
    }
    return 0
}

/// The compiled patterns.
private final class Database: Sendable {
    static let shared = Database()

    // Compiled once and only read afterwards; Vectorscan allows any number of threads to scan with it.
    nonisolated(unsafe) let pointer: OpaquePointer

    private init() {
        var expressions: [String] = []
        var flags: [UInt32] = []
        var ids: [UInt32] = []
        for (index, rule) in RuleBook.rules.enumerated() {
            for trigger in rule.triggers {
                expressions.append(trigger.pattern)
                flags.append(trigger.isCaseless ? UInt32(HS_FLAG_CASELESS) : 0)
                ids.append(UInt32(index))
            }
        }
        for (offset, pattern) in [#"\x1b"#, #"\\["'nrtux/\\]"#, "%[0-9A-Fa-f]{2}", "&(#[0-9xX]|[a-z]{2,6};)", #"\[redacted:"#]
            .enumerated()
        {
            expressions.append(pattern)
            flags.append(UInt32(HS_FLAG_SINGLEMATCH))
            ids.append(firstDisguise + UInt32(offset))
        }
        pointer = Database.compiled(expressions, flags, ids)
    }

    private static func compiled(_ expressions: [String], _ flags: [UInt32], _ ids: [UInt32]) -> OpaquePointer {
        var database: OpaquePointer?
        var failure: UnsafeMutablePointer<hs_compile_error_t>?
        let texts = expressions.map { $0.utf8CString }
        let buffer = texts.flatMap { $0 }
        let status = buffer.withUnsafeBufferPointer { buffer in
            var offset = 0
            let pointers = texts.map { text -> UnsafePointer<CChar>? in
                defer { offset += text.count }
                return buffer.baseAddress! + offset
            }
            return hs_compile_multi(pointers, flags, ids, UInt32(pointers.count), UInt32(HS_MODE_BLOCK), nil, &database, &failure)
        }
        guard status == HS_SUCCESS, let database else {
            let at = failure.map { Int($0.pointee.expression) } ?? -1
            fatalError(
                "Vectorscan: \(failure.map { String(cString: $0.pointee.message) } ?? "no message") in \(at >= 0 ? expressions[at] : "the set")"
            )
        }
        return database
    }
}
