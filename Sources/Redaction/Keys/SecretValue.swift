/// Where a value stands, which tells how much it must prove.
enum ValueStyle: Sendable {
    /// In quotes, or a JSON string.
    case quoted
    /// Without quotes after `:` or `=`, where code may stand as well.
    case bare
    /// `NAME=value` of an environment, an option's argument, a URL's password: always literal.
    case literal
    /// Behind a blank in running text: only what looks random counts.
    case prose
}

/// Tells secrets from names, references, code and words.
enum SecretValue {
    static func isSecret(_ value: UnsafeBufferPointer<UInt8>, kind: KeyKind, style: ValueStyle) -> Bool {
        guard value.count >= 4, !isReference(value), !isMask(value) else { return false }
        let makeup = Makeup(value)
        switch (kind, style) {
        case (_, .prose): return isRandom(value, makeup)
        case (.password, _): return isPassword(value, makeup, style)
        case (.weak, _):
            return makeup.count >= 20 && makeup.blanks == 0 && makeup.digits > 1 && makeup.letters > 0 && !isPath(value)
                && !isName(value)
        default: return isToken(value, makeup, style)
        }
    }

    /// What a person chose: anything but words, names, paths and code.
    private static func isPassword(_ value: UnsafeBufferPointer<UInt8>, _ makeup: Makeup, _ style: ValueStyle) -> Bool {
        if isPath(value) || isCode(value) && style != .literal { return false }
        if makeup.blanks > 0 {
            return style != .bare && makeup.count <= 64 && makeup.blanks < 4 && makeup.digits > 0 && makeup.letters > 0
        }
        if makeup.letters == makeup.count || makeup.digits == 0 && isName(value) {
            return style == .literal && makeup.count >= 6 && !isUpperWord(value)
        }
        if makeup.digits == makeup.count { return makeup.count >= 6 }
        return true
    }

    /// What a machine made: long, and mixed.
    private static func isToken(_ value: UnsafeBufferPointer<UInt8>, _ makeup: Makeup, _ style: ValueStyle) -> Bool {
        guard makeup.count >= 8, makeup.blanks == 0, !isPath(value), !isCode(value), !isVersionOrDate(value) else { return false }
        if makeup.letters == makeup.count { return makeup.count >= 20 && makeup.upper >= 6 && makeup.lower >= 6 }
        if makeup.digits == makeup.count { return makeup.count >= 9 }
        if isName(value) { return false }
        return makeup.digits > 0 || makeup.symbols > 0 && makeup.count >= 12
    }

    private static func isRandom(_ value: UnsafeBufferPointer<UInt8>, _ makeup: Makeup) -> Bool {
        guard makeup.count >= 10, makeup.blanks == 0, makeup.digits > 0, makeup.letters > 1 else { return false }
        return !isPath(value) && !isCode(value) && !isVersionOrDate(value) && !isName(value) && makeup.symbols * 3 < makeup.count
    }

    /// A place where the secret is kept instead of the secret: `$NAME`, `${{ secrets.X }}`, `<token>`, `op://…`, `process.env.X`.
    static func isReference(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let subject = Subject(bytes: value)
        let second = subject[1]
        switch value[0] {
        case UInt8(ascii: "$"):
            if second == UInt8(ascii: "{") || second == UInt8(ascii: "(") { return true }
            let end = subject.end(of: .word, from: 1)
            return end == value.count && end > 2 && !value.contains { $0.isLowercase } || subject.holds("$env:", at: 0)
                || subject.holds("$this", at: 0)
        case UInt8(ascii: "<"): return value.last == UInt8(ascii: ">") || subject.holds("<%", at: 0)
        case UInt8(ascii: "{"):
            return second == UInt8(ascii: "{") || subject.holds("{env:", at: 0) || subject.holds("{file:", at: 0)
                || value.last == UInt8(ascii: "}")
        case UInt8(ascii: "%"):
            return value.last == UInt8(ascii: "%") && value.count > 2 || value.count <= 3 || second == UInt8(ascii: "(")
        case UInt8(ascii: "!"): return subject.end(of: .letters, from: 1) == value.count
        case UInt8(ascii: "["): return value.last == UInt8(ascii: "]") || Markers.isMarker(value)
        case UInt8(ascii: "("): return true
        case UInt8(ascii: "@"): return subject.end(of: .dotted, from: 1) == value.count && !value.contains { $0.isDigit }
        default: break
        }
        return places.contains { subject.holds(anyCase: $0, at: 0) } || subject.first("://", in: 0..<min(value.count, 12)) != nil
            || subject.first("${", in: 0..<value.count) != nil || subject.first("{{", in: 0..<value.count) != nil
    }

    private static let places: [StaticString] = [
        "process.env", "os.environ", "os.getenv", "env.", "env[", "env:", "arn:", "op:", "vault:", "vault ", "secrets.", "secret:",
        "config.", "file:", "keyring:", "ssm:", "ref+",
        "import.meta", "system.getenv", "enc[", "doppler:", "secretref:", "keyvault", "projects/", "sha256:", "sha512-", "sha384-",
        "ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2", "sha256-",
    ]

    /// Stars, dots, one character over and over, and the words that stand for a secret.
    private static func isMask(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.allSatisfy({ $0 == value[0] }) || Markers.isMarker(value) { return true }
        let subject = Subject(bytes: value)
        if subject.holds("***", at: 0) || subject.holds("...", at: 0) || subject.holds("\u{2022}", at: 0)
            || subject.holds("\u{2026}", at: 0)
        {
            return true
        }
        return placeholders.contains { subject.holds(anyCase: $0, at: 0) }
    }

    private static let placeholders: [StaticString] = [
        "your-", "your_", "xxxx", "<your", "redacted", "changeme", "change-me", "change_me", "placeholder", "example", "dummy",
        "insert-",
        "replace-", "replace_",
    ]

    /// Words in small letters between hyphens, dots or underscores, perhaps with a short number: `prod-db-credentials`, `token-2`.
    private static func isName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var isUpper = true
        var isLower = true
        for byte in value {
            if byte.isDigit {
                digits += 1
            } else if byte.isUppercase {
                isLower = false
            } else if byte.isLowercase {
                isUpper = false
            } else if !separators.contains(byte) {
                return false
            }
        }
        return (isLower || isUpper) && digits <= 2 && digits * 5 <= value.count
            && (digits == 0 || value.contains { separators.contains($0) })
    }

    private static let separators = ByteSet("_./-")

    private static func isUpperWord(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.allSatisfy { $0.isUppercase || $0 == UInt8(ascii: "_") }
    }

    /// A file's path or a URL's: it begins like one, and no part of it is random.
    private static func isPath(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let subject = Subject(bytes: value)
        guard
            subject.holds("/", at: 0) || subject.holds("./", at: 0) || subject.holds("~/", at: 0) || subject.holds("../", at: 0)
                || subject.holds("C:\\", at: 0)
        else { return false }
        return value.split(separator: UInt8(ascii: "/")).allSatisfy { part in
            let makeup = Makeup(UnsafeBufferPointer(rebasing: part))
            return makeup.count < 24 && !(makeup.count >= 12 && makeup.digits > 2 && makeup.upper > 1 && makeup.lower > 1)
        }
    }

    /// A call, an index, or names joined by dots, as code reads a variable.
    private static func isCode(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let subject = Subject(bytes: value)
        guard value[0].isLetter || value[0] == UInt8(ascii: "_") else { return false }
        let name = subject.end(of: codeName, from: 0)
        guard name == value.count else {
            return subject[name] == UInt8(ascii: "(") && name > 1 || (subject[name] == UInt8(ascii: "[") && name > 2)
        }
        guard value.contains(UInt8(ascii: ".")) else { return !value.contains { $0.isDigit } && isCamelCase(value) }
        return value.split(separator: UInt8(ascii: ".")).allSatisfy { part in
            !part.isEmpty && !part[part.startIndex].isDigit && part.filter(\.isDigit).count <= 2 && part.count < 32
        } && value.filter(\.isDigit).count <= 3
    }

    private static let codeName = ByteSet("A-Za-z0-9_.?!$")

    // Letters in words of three or more on average: `fjordGravelServiceApiKey`, not `aBcDeFgH`.
    private static func isCamelCase(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let makeup = Makeup(value)
        return makeup.symbols == 0 && makeup.upper * 3 <= makeup.lower
    }

    private static func isVersionOrDate(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let subject = Subject(bytes: value)
        let start = value[0] == UInt8(ascii: "v") ? 1 : 0
        let major = subject.end(of: .digits, from: start)
        guard major > start && major - start <= 4 else { return false }
        if subject[major] == UInt8(ascii: ".") { return subject[major + 1].isDigit && value.count < 24 }
        return major == 4 && subject[4] == UInt8(ascii: "-") && subject[7] == UInt8(ascii: "-") && subject[5].isDigit
            && subject[9].isDigit
    }
}
