extension Rule {
    /// Keys of model providers and of the services around them.
    static let modelProviders: [Rule] = [
        .token(
            "anthropic-key", ["sk-ant-"], sample: Sample("key ", .text("sk-ant-api03-"), .alphanumeric(93), .text("AA")),
            innocents: ["sk-ant-... (auth)"]),
        .token(
            "openai-key", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-", "sk-or-v1-", "sk-lf-", "sk-oat-"],
            sample: Sample("", .text("sk-proj-"), .alphanumeric(74), .text("T3BlbkFJ"), .alphanumeric(74))),
        bareSK, labelled,
        .token("api-key", ["sk_"], body: .hex, atLeast: 32, sample: Sample("", .text("sk_"), .hex(48))),
        .token("xai-key", ["xai-"], body: .alphanumeric, sample: Sample("", .text("xai-"), .alphanumeric(80))),
        .token("groq-key", ["gsk_"], body: .alphanumeric, sample: Sample("", .text("gsk_"), .alphanumeric(52))),
        .token(
            "huggingface-token", ["hf_", "api_org_"], body: .alphanumeric, atLeast: 20,
            sample: Sample("", .text("hf_"), .alphanumeric(34))),
        .token(
            "perplexity-key", ["pplx-"], body: .alphanumeric, atLeast: 20, sample: Sample("", .text("pplx-"), .alphanumeric(48))),
        .token("replicate-token", ["r8_"], body: .alphanumeric, atLeast: 20, sample: Sample("", .text("r8_"), .alphanumeric(37))),
        .token("nvidia-key", ["nvapi-"], atLeast: 20, sample: Sample("", .text("nvapi-"), .alphanumeric(64))),
        .token("cerebras-key", ["csk-"], body: .alphanumeric, atLeast: 20, sample: Sample("", .text("csk-"), .alphanumeric(48))),
        .token("voyage-key", ["pa-"], body: .base64URL, atLeast: 36, sample: Sample("", .text("pa-"), .alphanumeric(43))),
        .token(
            "fireworks-key", ["fw_", "fpk_"], body: .alphanumeric, atLeast: 22, sample: Sample("", .text("fw_"), .alphanumeric(24))),
        .token("pinecone-key", ["pcsk_"], body: .word, atLeast: 24, sample: Sample("", .text("pcsk_"), .alphanumeric(60))),
        .token(
            "langsmith-key", ["lsv2_pt_", "lsv2_sk_"], body: .word, atLeast: 20,
            sample: Sample("", .text("lsv2_pt_"), .hex(32), .text("_"), .hex(10))),
        .token("tavily-key", ["tvly-"], atLeast: 20, sample: Sample("", .text("tvly-"), .alphanumeric(32))),
        .token("jina-key", ["jina_"], body: .alphanumeric, atLeast: 24, sample: Sample("", .text("jina_"), .alphanumeric(60))),
        .token("firecrawl-key", ["fc-"], body: .hex, atLeast: 32, sample: Sample("", .text("fc-"), .hex(32))),
        .token("cursor-key", ["crsr_", "key_"], body: .hex, atLeast: 48, sample: Sample("", .text("key_"), .hex(64))),
        .token("context7-key", ["ctx7sk-"], sample: Sample("", .text("ctx7sk-"), .hex(36))),
    ]

    /// `sk-` and random characters alone: OpenAI's first keys, DeepSeek, Moonshot and many others.
    private static let bareSK = Rule(
        name: "api-key", isShape: true, triggers: [.pattern(Trigger.wordStart + "sk-")],
        match: { subject, position, findings in
            let start = position - 3
            let isHyphenated = subject[start - 1] == UInt8(ascii: "-") && ByteSet.word.contains(subject[start - 2])
            guard subject.isWordStart(start), !isHyphenated else { return }
            let end = Rule.trimmed(subject, position..<subject.end(of: .base64URL, from: position))
            guard hasRandomPart(subject, position..<end) else { return }
            findings.add(start..<end)
        },
        samples: [Sample("use ", .text("sk-"), .hex(32), after: " for it"), Sample("", .text("sk-"), .alphanumeric(48))],
        innocents: [
            "sk-this-is-a-long-hyphenated-walnut-phrase", "pip install sk-learn scikit-learn==1.7",
            "risk-adjusted, disk-usage-report-2, task-notification",
        ])

    /// A name, a word for what it is, and a long random part: how most vendors spell their tokens today.
    private static let labelled = Rule(
        name: "api-key", isShape: true, triggers: [.pattern("_(live|test|prod|secret|token|pat|key|api|sk|rk)_[A-Za-z0-9]{12}")],
        match: { subject, triggerEnd, findings in
            let start = subject.start(of: .word, before: triggerEnd - 12, atMost: 32)
            let end = subject.end(of: .alphanumeric, from: triggerEnd)
            let makeup = Makeup(subject.slice(triggerEnd - 12..<end))
            guard makeup.count >= 24, makeup.digits > 1, makeup.letters > 4, !subject.holds("pk_", at: start),
                !subject.holds("pub", at: start)
            else { return }
            findings.add(start..<end)
        },
        samples: [Sample("use ", .text("acme_live_"), .alphanumeric(32), .text("42"))],
        innocents: ["pk_live_Zz0Zz0Zz0Zz0Zz0Zz0Zz0Zz0", "idempotency_key_for_orders", "test_api_returns_401_when_token_is_old"])

    /// Words have hyphens between them and few digits; a key has one long part with both.
    private static func hasRandomPart(_ subject: Subject, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = min(subject.end(of: .alphanumeric, from: index), range.upperBound)
            let makeup = Makeup(subject.slice(index..<end))
            let isCut = subject.isOpenEnded && end == subject.count
            if makeup.count >= (isCut ? 6 : 16) && makeup.digits > 0 && makeup.letters > 0 { return true }
            index = end + 1
        }
        return false
    }
}
