import AdapterKit

extension MappingTable {
    /// The row of a type, found without making a string of it.
    static func row(for type: ByteSlice) -> Row {
        if let index = exact[fingerprint(type)], type == rows[index].type { return rows[index] }
        return families.first { rows[$0].covers(type) }.map { rows[$0] } ?? unknown
    }

    /// Indices of the rows with whole names, by the name's fingerprint. A test sees to it that no two fingerprints are equal.
    private static let exact: [UInt64: Int] = Dictionary(
        uniqueKeysWithValues: rows.indices.filter { !rows[$0].isFamily }.map { (fingerprint(ByteSlice(rows[$0].type)), $0) })

    private static let families: [Int] = rows.indices.filter { rows[$0].isFamily }

    /// FNV-1a, 64 bits.
    private static func fingerprint(_ type: ByteSlice) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in type.buffer { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}

extension MappingTable.Row {
    /// Whether the row stands for all types with its prefix.
    var isFamily: Bool { ByteSlice(type).dropping(type.utf8CodeUnitCount - 2) == ".*" }

    /// Whether `type` belongs to this family.
    fileprivate func covers(_ type: ByteSlice) -> Bool {
        let prefix = ByteSlice(self.type).dropping(0, keeping: self.type.utf8CodeUnitCount - 1)
        return type.dropping(0, keeping: prefix.count) == prefix
    }
}
