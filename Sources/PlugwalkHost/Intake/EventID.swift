internal import PlugwalkModel

/// The identity of a fact: `evt_` and 26 characters of Crockford's base 32, which are 128 bits: a 48-bit prefix and an 80-bit hash.
///
/// The prefix is the fact's time in milliseconds when the adapter says it is part of the fact (`PW_EVENT_EXACT`), else zero; it
/// only brings neighbours together in the index. The hash is of the key and the namespace in which the key is unique.
enum EventID {
    static func make(origin: String, key: ArraySlice<UInt8>, exactTime: Timestamp?) -> String {
        var hash = Hash()
        hash.add(origin)
        hash.add(key)
        let prefix = UInt64(bitPattern: exactTime?.milliseconds ?? 0) & 0xFFFF_FFFF_FFFF
        let prefixBytes = (0..<6).map { UInt8(truncatingIfNeeded: prefix >> UInt64(8 * (5 - $0))) }
        // 128 bits in 26 characters of 5 bits: two zero bits lead.
        return "evt_" + Base32.encode(prefixBytes + hash.finish().prefix(10), characters: 26, pad: 2)
    }
}
