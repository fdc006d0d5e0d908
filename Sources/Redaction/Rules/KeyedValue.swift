extension Rule {
    /// A value whose key says that it is secret.
    static let keyedValue = Rule(
        name: "token", isShape: false,
        triggers: [
            .anyCase("pass(word|wd|phrase|code|wort)"),
            .anyCase(#"(kennwort|senha|mot de passe|psk|(^|[^a-z]|\\[nrtbf])(pass|pw))[^a-z]"#),
            .anyCase("pwd"), .anyCase("secret"), .anyCase("token([^sip]|$)"),
            .anyCase(#"tokens["'\]]{0,2}[ \t]{0,2}[:=][ \t]{0,2}\["#),
            .anyCase("api[ _.-]?key"),
            .anyCase(
                "(access|secret|private|account|client|shared|storage|master|encryption|signing|auth|service|admin|license|webhook|session|hmac|root|subscription|deploy|integration|app|application|signature)[ _.-]?key"
            ),
            .anyCase("credentials?"), .anyCase("jwt"), .anyCase("(recovery|access)[ _.-]?code"),
            .anyCase(#"(^|[^a-z]|\\[nrtbf])(auth|access|refresh|otp|totp|sas|sig)["']?[ \t]?[:=]"#), .anyCase("signature="),
            .anyCase(#"([a-z0-9]_|[?&])key["'\]]{0,2}[ \t]*[:=]"#),
        ],
        match: { subject, position, findings in
            // Some patterns end behind the name.
            var inside = position
            while inside > position - 8 && inside > 0 && !ByteSet.alphanumeric.contains(subject[inside - 1]) { inside -= 1 }
            guard let key = KeyOccurrence(subject, around: inside), key.range.upperBound != findings.lastKeyEnd else { return }
            findings.lastKeyEnd = key.range.upperBound
            guard key.kind != .cookie, key.kind != .authorization, !isPartOfURL(subject, key.range),
                let value = AssignedValue(subject, after: key.range)
            else { return }
            guard SecretValue.isSecret(subject.slice(value.range), kind: key.kind, style: value.style) else { return }
            findings.add(value.range, as: key.kind.rule)
        },
        samples: [
            Sample("DB_PASSWORD=", .alphanumeric(12), after: "\nPORT=1"),
            Sample(#"{"client_secret": ""#, .alphanumeric(32), after: #"", "a": 1}"#),
            Sample("curl --header 'X-Api-Key: ", .hex(32), after: "' https://a.example"),
            Sample("<token>", .alphanumeric(20), after: "</token>"),
            Sample("| `API_TOKEN` | `", .alphanumeric(24), after: "` | api |"),
            Sample("shopctl login --password ", .alphanumeric(10), after: " --json"),
            Sample("machine a.example login maria password ", .alphanumeric(10)),
            Sample("Server=a;Uid=b;Pwd=", .alphanumeric(10), .text("*x"), after: ";Pooling=true"),
            Sample("my token is ", .alphanumeric(12), .text("9a"), after: " for now"),
            Sample(#"const token: string = ""#, .alphanumeric(20), .text("7"), after: #"";"#),
        ],
        innocents: [
            "max_tokens=4096 token_type=bearer", "password must be at least 12 characters", "JWT_SECRET=${JWT_SECRET:-}",
            "const token = await getToken(cobalt);",
            "api_key: {{ .Values.search.apiKey | quote }}", "token: data.shop.token", "secretName: ember-tls",
            "PASS: password prompt appeared twice (1278 ms)",
            "OAUTH_TOKEN_URL = \"https://auth.example.com/token\"", "INVALID_PASSWORD_FORMAT = \"INVALID_PASSWORD_FORMAT\"",
            "PublicKeyToken=75560cdc601ee24d",
            "SyntaxError: Unexpected token '}' (line 2048)", "password: z.string().min(8)", "{\"password\": \"<password>\"}",
            "token usage: 3590 in, 10770 out", "nextPageToken=CAUQAA1234567890",
        ])

    // `https://x-access-token:…@host` is for the rule of URLs; `arn:aws:secretsmanager:…:secret:name` names a place.
    private static func isPartOfURL(_ subject: Subject, _ key: Range<Int>) -> Bool {
        subject[key.upperBound] == UInt8(ascii: ":")
            && (subject.holds("//", at: key.lowerBound - 2) || subject[key.lowerBound - 1] == UInt8(ascii: ":"))
    }
}
