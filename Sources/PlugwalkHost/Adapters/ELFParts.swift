// The parts of an ELF file, each checked against the file's size before it is followed.

/// Little-endian numbers in a piece of a file whose length was checked.
private struct Fields {
    let bytes: [UInt8]
    func u16(_ offset: Int) -> UInt16 { number(offset) }
    func u32(_ offset: Int) -> UInt32 { number(offset) }
    func u64(_ offset: Int) -> UInt64 { number(offset) }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> Number {
        Number(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}

extension FileBytes {
    fileprivate func piece(_ offset: UInt64, _ count: UInt64, _ what: String) throws(ELFError) -> [UInt8] {
        do throws(Missing) { return try read(offset: offset, count: count) } catch {
            throw .damaged("\(what) reaches beyond the end of the file")
        }
    }
}

/// The file header, `Elf64_Ehdr`.
struct ELFHeader {
    let segmentsOffset: UInt64
    let segmentCount: UInt16
    let sectionsOffset: UInt64
    let sectionCount: UInt16
    let sectionNamesIndex: UInt16

    init(_ bytes: FileBytes) throws(ELFError) {
        guard bytes.size >= 4, try bytes.piece(0, 4, "the magic number") == [0x7F, 0x45, 0x4C, 0x46] else { throw .notELF }
        let fields = Fields(bytes: try bytes.piece(0, 64, "the file header"))
        // EI_CLASS 2 is 64 bits, EI_DATA 1 is little-endian, EI_VERSION 1 is the only one.
        guard fields.bytes[4] == 2, fields.bytes[5] == 1, fields.bytes[6] == 1 else { throw .not64BitLittleEndian }
        guard fields.u16(18) == ELFFile.machine else { throw .wrongMachine(found: fields.u16(18)) }
        guard fields.u16(16) == 3 else { throw .notSharedObject(type: fields.u16(16)) }  // ET_DYN
        guard fields.u16(54) == 56, fields.u16(58) == 64 else { throw .damaged("sizes in the file header") }
        segmentsOffset = fields.u64(32)
        sectionsOffset = fields.u64(40)
        segmentCount = fields.u16(56)
        sectionCount = fields.u16(60)
        sectionNamesIndex = fields.u16(62)
    }
}

/// The program headers, `Elf64_Phdr`: what the loader maps.
struct ELFSegments {
    private let bytes: FileBytes
    private let headers: [Fields]

    init(_ bytes: FileBytes, _ header: ELFHeader) throws(ELFError) {
        self.bytes = bytes
        let table = try bytes.piece(header.segmentsOffset, UInt64(header.segmentCount) * 56, "the table of segments")
        headers = (0..<Int(header.segmentCount)).map { Fields(bytes: Array(table[$0 * 56..<($0 + 1) * 56])) }
    }

    func check() throws(ELFError) {
        var (hasCode, hasStack) = (false, false)
        for header in headers {
            let (type, flags) = (header.u32(0), header.u32(4))
            let (offset, fileSize, memorySize) = (header.u64(8), header.u64(32), header.u64(40))
            guard bytes.contains(offset: offset, count: fileSize) else {
                throw .damaged("a segment reaches beyond the end of the file")
            }
            if type == 1 {  // PT_LOAD
                hasCode = true
                guard fileSize <= memorySize, memorySize < 1 << 40 else { throw .damaged("a segment with impossible sizes") }
            } else if type == 0x6474_E551 {  // PT_GNU_STACK
                hasStack = true
                if flags & 1 != 0 { throw .executableStack }
            }
        }
        guard hasCode else { throw .damaged("nothing to load in it") }
        // Without that header the loader makes the stack executable.
        guard hasStack else { throw .executableStack }
    }
}

/// The section headers, `Elf64_Shdr`.
struct ELFSections {
    struct Section {
        let name: String
        let type: UInt32
        let offset: UInt64
        let size: UInt64
        let link: UInt32
    }

    private let bytes: FileBytes
    let all: [Section]

    init(_ bytes: FileBytes, _ header: ELFHeader) throws(ELFError) {
        self.bytes = bytes
        let table = try bytes.piece(header.sectionsOffset, UInt64(header.sectionCount) * 64, "the table of sections")
        let headers = (0..<Int(header.sectionCount)).map { Fields(bytes: Array(table[$0 * 64..<($0 + 1) * 64])) }
        guard Int(header.sectionNamesIndex) < headers.count else { throw .damaged("no names of sections") }
        let nameTable = headers[Int(header.sectionNamesIndex)]
        guard nameTable.u64(32) <= 1 << 20 else { throw .damaged("names of sections of over 1 MiB") }
        let names = ELFStrings(try bytes.piece(nameTable.u64(24), nameTable.u64(32), "the names of sections"))
        all = headers.map { fields in
            Section(
                name: names.at(fields.u32(0)) ?? "", type: fields.u32(4), offset: fields.u64(24), size: fields.u64(32),
                link: fields.u32(40))
        }
    }

    func named(_ name: String) -> Section? { all.first { $0.name == name && $0.type == 1 } }  // SHT_PROGBITS
    func ofType(_ type: UInt32) -> Section? { all.first { $0.type == type } }

    /// The section that another one takes its strings from.
    func strings(of section: Section) throws(ELFError) -> ELFStrings {
        guard Int(section.link) < all.count else { throw .damaged("a link to a section that is not there") }
        return ELFStrings(try contents(of: all[Int(section.link)], "a table of strings"))
    }

    /// Tables of a file have no reason to be larger than this, 64 MiB.
    private static let largestTable: UInt64 = 64 << 20

    func contents(of section: Section, _ what: String) throws(ELFError) -> [UInt8] {
        // SHT_NOBITS is a section that the file does not hold.
        guard section.type != 8, section.size <= Self.largestTable else { throw .damaged("\(what) has no contents or too many") }
        return try bytes.piece(section.offset, section.size, what)
    }
}

/// NUL-terminated strings, known by their offset.
struct ELFStrings {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func at(_ offset: UInt32) -> String? {
        guard Int(offset) < bytes.count, let end = bytes[Int(offset)...].firstIndex(of: 0) else { return nil }
        return String(decoding: bytes[Int(offset)..<end], as: UTF8.self)
    }

    /// Whether the string at `offset` begins so, without making it a `String`.
    func at(_ offset: UInt32, startsWith prefix: StaticString) -> Bool {
        let start = Int(offset), count = prefix.utf8CodeUnitCount
        guard start < bytes.count, bytes.count - start >= count else { return false }
        return prefix.withUTF8Buffer { bytes[start..<start + count].elementsEqual($0) }
    }
}

/// The dynamic symbols, `Elf64_Sym`.
struct ELFSymbols {
    private let table: Fields
    private let count: Int
    private let names: ELFStrings

    init(_ bytes: FileBytes, _ sections: ELFSections) throws(ELFError) {
        guard let section = sections.ofType(11) else { throw .noEntry }  // SHT_DYNSYM
        table = Fields(bytes: try sections.contents(of: section, "the table of symbols"))
        count = table.bytes.count / 24
        names = try sections.strings(of: section)
    }

    /// The entry function is defined here and can be seen; or says which major version the file has instead.
    func checkEntry() throws(ELFError) {
        var otherMajor: Int?
        for index in 0..<count where names.at(table.u32(index * 24), startsWith: "plugwalk_adapter_v") && isDefined(index) {
            guard let name = names.at(table.u32(index * 24)) else { continue }
            if name == "plugwalk_adapter_v1" { return }
            otherMajor = Int(name.dropFirst("plugwalk_adapter_v".count)) ?? otherMajor
        }
        if let otherMajor { throw .newerMajor(otherMajor) }
        throw .noEntry
    }

    /// A function (STT_FUNC) of this file (not SHN_UNDEF), global or weak.
    private func isDefined(_ index: Int) -> Bool {
        let info = table.bytes[index * 24 + 4]
        return info & 0xF == 2 && (info >> 4 == 1 || info >> 4 == 2) && table.u16(index * 24 + 6) != 0
    }
}

/// The dynamic section, `Elf64_Dyn`.
struct ELFDynamic {
    private(set) var needed: [String] = []
    private(set) var hasTextRelocations = false

    init(_ bytes: FileBytes, _ sections: ELFSections) throws(ELFError) {
        guard let section = sections.ofType(6) else { throw .damaged("no dynamic section") }  // SHT_DYNAMIC
        let table = Fields(bytes: try sections.contents(of: section, "the dynamic section"))
        let strings = try sections.strings(of: section)
        for index in 0..<table.bytes.count / 16 {
            let (tag, value) = (table.u64(index * 16), table.u64(index * 16 + 8))
            switch tag {
            case 0: return  // DT_NULL
            case 1:  // DT_NEEDED
                guard let name = strings.at(UInt32(clamping: value)) else { throw .damaged("a needed library without a name") }
                needed.append(name)
            case 22: hasTextRelocations = true  // DT_TEXTREL
            case 30: if value & 4 != 0 { hasTextRelocations = true }  // DT_FLAGS, DF_TEXTREL
            default: break
            }
        }
    }
}
