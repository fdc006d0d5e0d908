import CLinux

/// Text of others, made harmless and fitted for a terminal.
enum TerminalText {
    /// The text without what acts on a terminal instead of being shown: control characters (escape sequences begin with one) and
    /// those that turn the direction of writing. A blank one becomes a blank, another U+FFFD.
    static func neutral(_ text: String, keepsLines: Bool) -> String {
        guard text.unicodeScalars.contains(where: acts) else { return text }
        var neutral = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" && keepsLines || !acts(scalar) {
                neutral.append(scalar)
            } else {
                neutral.append(scalar.properties.isWhitespace ? " " : "\u{FFFD}")
            }
        }
        return String(neutral)
    }

    private static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: isDirectional(scalar)
        default: false
        }
    }

    /// Marks, embeddings, overrides and isolates; other format characters, such as the joiner within an emoji, stay.
    private static func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Columns that a character takes.
    static func width(of character: Character) -> Int {
        // A cluster is as wide as its widest scalar: marks and joiners have none.
        character.unicodeScalars.map { max(0, Int(linux_character_columns($0.value))) }.max() ?? 0
    }

    static func width(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

    /// The text in at most so many columns, ended by `…` when some of it is cut.
    static func fitted(_ text: String, columns: Int) -> String {
        guard text.utf8.count > columns, width(of: text) > columns else { return text }
        var used = 1
        let head = text.prefix { character in
            used += width(of: character)
            return used <= columns
        }
        return columns < 1 ? "" : head + "…"
    }

    /// The text in exactly so many columns.
    static func padded(_ text: String, columns: Int) -> String {
        let fitted = fitted(text, columns: columns)
        return fitted + String(repeating: " ", count: max(0, columns - width(of: fitted)))
    }

    /// The text in lines of at most so many columns, cut at blanks.
    static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if !last.isEmpty && width(of: last) + 1 + width(of: word) > columns { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}
