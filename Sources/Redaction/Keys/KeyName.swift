/// What the name of a key, header, variable or option says about its value.
enum KeyKind: UInt8, Sendable {
    /// Chosen by a person: may be short, or have blanks in it.
    case password = 1
    /// Made by a machine: long and random.
    case token
    /// `Authorization`: a scheme word, then the secret.
    case authorization
    /// `Cookie`, `Set-Cookie`: names and values.
    case cookie
    /// Names that mean a secret only beside a long random value, such as `access` and `refresh` of a credentials file.
    case weak

    /// The rule's name in the marker.
    var rule: StaticString {
        switch self {
        case .password: "password"
        case .token, .weak: "token"
        case .authorization: "authorization"
        case .cookie: "cookie"
        }
    }
}

/// Reads key names in any spelling: `DB_PASSWORD`, `clientSecret`, `X-Api-Key`, `spring.datasource.password`, `--auth-token`.
enum KeyName {
    /// Names are decided by their last words: `access_token` holds one, `token_type` and `max_tokens` do not.
    static func kind(of name: UnsafeBufferPointer<UInt8>) -> KeyKind? {
        guard name.count >= 2 && name.count <= 128 else { return nil }
        let words = withoutQualifier(normalized(name))
        if exact.contains(where: { words.isExactly($0) }) { return .weak }
        if words.endsWith("_key") && keysOfThings.contains(where: words.contains) { return nil }
        if let kind = endings.first(where: { words.endsWith($0.0) })?.1 {
            return publicWords.contains(where: words.contains) || kind != .password && isPagination(words) ? nil : kind
        }
        return nil
    }

    /// Lower case, with one `_` between words.
    private static func normalized(_ name: UnsafeBufferPointer<UInt8>) -> Words {
        var result: [UInt8] = []
        result.reserveCapacity(name.count + 8)
        for (index, byte) in name.enumerated() {
            guard ByteSet.alphanumeric.contains(byte) || byte >= 0x80 else {
                if let last = result.last, last != UInt8(ascii: "_") { result.append(UInt8(ascii: "_")) }
                continue
            }
            if byte.isUppercase && index > 0 {
                let isAfterLower = name[index - 1].isLowercase || name[index - 1].isDigit
                let endsAcronym = name[index - 1].isUppercase && index + 1 < name.count && name[index + 1].isLowercase
                if isAfterLower || endsAcronym { result.append(UInt8(ascii: "_")) }
            }
            result.append(byte.lowercased)
        }
        while result.last == UInt8(ascii: "_") { result.removeLast() }
        return Words(bytes: result)
    }

    /// `DB_PASSWORD_PROD`, `token2`, `secretBase64` say the same as without their last word.
    private static func withoutQualifier(_ words: Words) -> Words {
        var words = words
        while let last = words.bytes.last, last.isDigit { words.bytes.removeLast() }
        if words.bytes.last == UInt8(ascii: "_") { words.bytes.removeLast() }
        for qualifier in qualifiers where words.endsWith(qualifier) && words.bytes.count > qualifier.utf8CodeUnitCount {
            words.bytes.removeLast(qualifier.utf8CodeUnitCount + 1)
            return words
        }
        return words
    }

    private static func isPagination(_ words: Words) -> Bool { pagination.contains { words.hasBeforeLast($0) } }

    private static let exact: [StaticString] = ["access", "refresh", "auth", "sig", "otp", "totp"]

    private static let endings: [(StaticString, KeyKind)] = [
        ("password", .password), ("passwd", .password), ("passphrase", .password), ("pwd", .password), ("_pass", .password),
        ("passcode", .password),
        ("passwort", .password), ("kennwort", .password), ("contraseña", .password), ("senha", .password),
        ("mot_de_passe", .password),
        ("_psk", .password),
        ("_pw", .password),
        ("proxy_authorization", .authorization), ("_authorization", .authorization), ("_cookie", .cookie), ("_cookies", .cookie),
        ("secret", .token), ("token", .token), ("apikey", .token), ("api_key", .token), ("access_key", .token),
        ("accesskey", .token),
        ("secret_key", .token),
        ("secretkey", .token), ("private_key", .token), ("privatekey", .token), ("account_key", .token), ("client_key", .token),
        ("client_key_data", .token),
        ("_shared_key", .token), ("storage_key", .token), ("master_key", .token), ("encryption_key", .token),
        ("signing_key", .token),
        ("auth_key", .token),
        ("authkey", .token), ("service_key", .token), ("admin_key", .token), ("license_key", .token), ("webhook_key", .token),
        ("session_key", .token),
        ("hmac_key", .token), ("root_key", .token), ("subscription_key", .token), ("deploy_key", .token),
        ("integration_key", .token),
        ("app_key", .token),
        ("application_key", .token), ("secret_key_base", .token), ("_credential", .token), ("_credentials", .token),
        ("_jwt", .token),
        ("_bearer", .token),
        ("api_key_sid", .token), ("api_secret_key", .token), ("_auth", .weak), ("access_code", .token), ("recovery_code", .token),
        ("_sas", .token),
        ("client_key_passphrase", .password), ("signature_key", .token), ("api_keys", .token), ("apikeys", .token),
        ("secrets", .token),
        ("passwords", .password), ("access_keys", .token), ("_tokens", .weak),
        ("_key", .weak), ("x_amz_signature", .weak), ("x_goog_signature", .weak), ("dsn_key", .token),
    ]

    private static let qualifiers: [StaticString] = [
        "prod", "production", "dev", "development", "staging", "test", "live", "old", "new", "value", "b64", "base64", "raw",
        "plain",
        "plaintext", "text",
        "encoded", "string", "str", "default", "backup", "primary", "secondary", "current", "previous", "prev", "override", "env",
    ]

    /// Keys that open nothing.
    private static let keysOfThings: [StaticString] = [
        "gpg", "public", "cache", "sort", "primary", "partition", "foreign", "idempotency", "dedup", "routing", "object", "map",
        "row",
        "item", "event", "entity",
        "correlation", "translation", "i18n", "issue", "project", "registry", "lookup", "group", "unique", "natural", "composite",
        "config",
        "ssh", "host", "hash",
    ]

    private static let publicWords: [StaticString] = ["public", "publishable", "pub"]

    /// Tokens that lead to the next page, and tokens of language models.
    private static let pagination: [StaticString] = [
        "page", "next", "continuation", "sync", "pagination", "total", "max", "min", "input", "output", "prompt", "completion",
        "special",
        "pad", "eos", "bos",
        "unk", "stop", "mask", "expected", "unexpected", "invalid", "cancellation", "cancel",
    ]
}

/// A name as lower-case words with `_` between them.
private struct Words {
    var bytes: [UInt8]

    func isExactly(_ text: StaticString) -> Bool { bytes.count == text.utf8CodeUnitCount && endsRaw(text) }

    /// Whether the name ends so. A leading `_` in the ending asks for the start of a word (or of the name).
    func endsWith(_ ending: StaticString) -> Bool {
        if endsRaw(ending) { return true }
        guard ending.utf8Start[0] == UInt8(ascii: "_") else { return false }
        return bytes.count == ending.utf8CodeUnitCount - 1
            && zip(bytes, UnsafeBufferPointer(start: ending.utf8Start + 1, count: bytes.count)).allSatisfy(==)
    }

    private func endsRaw(_ ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard count <= bytes.count else { return false }
        // From the end, where most names differ.
        var offset = count
        while offset > 0 && bytes[bytes.count - count + offset - 1] == ending.utf8Start[offset - 1] { offset -= 1 }
        return offset == 0
    }

    /// Whether one of the words is this one.
    func contains(_ word: StaticString) -> Bool {
        var start = 0
        while start < bytes.count {
            let end = endOfWord(from: start)
            if isWord(word, start..<end) { return true }
            start = end + 1
        }
        return false
    }

    /// Whether the word before the last is this one.
    func hasBeforeLast(_ word: StaticString) -> Bool {
        guard let last = bytes.lastIndex(of: UInt8(ascii: "_")) else { return false }
        let start = bytes[..<last].lastIndex(of: UInt8(ascii: "_")).map { $0 + 1 } ?? 0
        return isWord(word, start..<last)
    }

    private func endOfWord(from start: Int) -> Int { bytes[start...].firstIndex(of: UInt8(ascii: "_")) ?? bytes.count }

    private func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for (offset, index) in range.enumerated() where bytes[index] != word.utf8Start[offset] { return false }
        return true
    }
}
