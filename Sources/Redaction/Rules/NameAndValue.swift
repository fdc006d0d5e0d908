extension Rule {
    /// `name: API_TOKEN` and `value: …` beside each other, as containers, tables of settings and XML write them.
    static let nameAndValue = Rule(
        name: "token", isShape: false, triggers: [.anyCase(Trigger.wordStart + #"val(ue)?["'\\]{0,3}[ \t]{0,4}[:=]"#)],
        match: { subject, position, findings in
            var label = position - 1
            label = subject.start(of: betweenLabelAndSign, before: label, atMost: 8)
            label = subject.start(of: .letters, before: label, atMost: 8)
            guard let kind = NameAndValue.kindOfName(subject, before: label),
                let value = AssignedValue(subject, at: position, style: .bare)
            else { return }
            let style: ValueStyle = value.style == .bare ? .literal : value.style
            guard SecretValue.isSecret(subject.slice(value.range), kind: kind, style: style) else { return }
            findings.add(value.range, as: kind.rule)
        },
        samples: [
            Sample("  - name: STRIPE_SECRET\n    value: \"", .alphanumeric(12), after: "\"\n"),
            Sample("<add key=\"ApiKey\" value=\"", .alphanumeric(20), after: "\"/>"),
            Sample(#"{"name":"JIRA_API_TOKEN","value":""#, .alphanumeric(24), after: "\"}"),
        ],
        innocents: ["- name: LOG_LEVEL\n  value: \"info1234\"", "{\"name\":\"token\",\"value\":\"${TOKEN}\"}"])

    private static let betweenLabelAndSign = ByteSet(" \t\"'\\")
}

/// The name that stands before a value.
enum NameAndValue {
    /// What the name before a `value` label says, if a label for names introduces it.
    static func kindOfName(_ subject: Subject, before label: Int) -> KeyKind? {
        let nameEnd = subject.start(of: between, before: label, atMost: 120)
        let nameStart = subject.start(of: .identifier, before: nameEnd, atMost: 96)
        guard nameStart < nameEnd else { return nil }
        let sign = subject.start(of: aroundSign, before: nameStart, atMost: 12)
        guard subject.slice(sign..<nameStart).contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }) else {
            return nil
        }
        let labelStart = subject.start(of: .letters, before: sign, atMost: 16)
        guard labels.contains(where: { sign - labelStart == $0.utf8CodeUnitCount && subject.holds(anyCase: $0, at: labelStart) })
        else {
            return nil
        }
        return KeyName.kind(of: subject.slice(nameStart..<nameEnd))
    }

    /// What `name: API_TOKEN` at the end of a text announces for the next line.
    static func kindAnnounced(atEndOf subject: Subject) -> KeyKind? { kindOfName(subject, before: subject.count) }

    private static let between = ByteSet(" \t\r\n\"',;+|>\\-")
    private static let aroundSign = ByteSet(" \t\"':=\\")
    private static let labels: [StaticString] = ["name", "key", "variable", "header", "setting", "id", "parameter"]
}
