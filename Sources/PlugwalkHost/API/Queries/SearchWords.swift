/// Words that must all occur in the title or the summary of an event, in any case of their letters.
struct SearchWords: Equatable {
    private struct Word: Equatable {
        /// In small letters.
        let bytes: [UInt8]
        let isASCII: Bool
    }

    private let words: [Word]

    init(_ text: String = "") {
        words = text.split(whereSeparator: \.isWhitespace).map { word in
            let bytes = Array(word.lowercased().utf8)
            return Word(bytes: bytes, isASCII: bytes.allSatisfy { $0 < 128 })
        }
    }

    var isEmpty: Bool { words.isEmpty }

    /// - Parameters: Texts in UTF-8.
    func match(_ title: UnsafeRawBufferPointer, _ summary: UnsafeRawBufferPointer) -> Bool {
        words.allSatisfy { Self.occurs($0, in: title) || Self.occurs($0, in: summary) }
    }

    private static func occurs(_ word: Word, in text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= word.bytes.count || !word.isASCII else { return false }
        // No byte of a longer character is one of ASCII's: such words need no decoding of the text.
        if word.isASCII { return contains(text, word.bytes) { (65...90).contains($0) ? $0 | 32 : $0 } }
        return contains(Array(String(decoding: text, as: UTF8.self).lowercased().utf8), word.bytes) { $0 }
    }

    private static func contains(
        _ text: some RandomAccessCollection<UInt8>, _ word: [UInt8], _ fold: (UInt8) -> UInt8
    ) -> Bool {
        guard let first = word.first, text.count >= word.count else { return false }
        var start = text.startIndex
        let last = text.index(text.endIndex, offsetBy: -word.count)
        while start <= last {
            if fold(text[start]) == first, zip(text[start...], word).allSatisfy({ fold($0) == $1 }) { return true }
            start = text.index(after: start)
        }
        return false
    }
}
