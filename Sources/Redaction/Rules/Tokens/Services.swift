extension Rule {
    /// Tokens of messaging, payment and other services.
    static let services: [Rule] = [
        // https://api.slack.com/concepts/token-types
        .token(
            "slack-token",
            ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxc-", "xoxd-", "xoxe-", "xapp-", "xoxe.xoxb-", "xoxe.xoxp-"],
            body: ByteSet("A-Za-z0-9%-"), atLeast: 10,
            sample: Sample("", .text("xoxb-"), .digits(12), .text("-"), .digits(13), .text("-"), .alphanumeric(24))),
        // https://docs.stripe.com/keys: publishable keys (pk_) are public.
        .token(
            "stripe-key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_"], body: .alphanumeric, atLeast: 10,
            sample: Sample("", .text("sk_live_"), .alphanumeric(24)),
            innocents: ["pk_live_Zz0Zz0Zz0Zz0Zz0Zz0Zz0Zz0 is the publishable key", "sk_cobalt_buff_head struct sk_buff"]),
        .token("webhook-secret", ["whsec_"], body: .anyBase64, atLeast: 12, sample: Sample("", .text("whsec_"), .alphanumeric(32))),
        .token(
            "sendgrid-key", ["SG."], body: .dotted, atLeast: 20,
            sample: Sample("", .text("SG."), .alphanumeric(22), .text("."), .alphanumeric(43))),
        .token(
            "twilio-key", ["SK"], body: .hex, atLeast: 12, sample: Sample("", .text("SK"), .hex(32)),
            innocents: ["SKU 12, SKUs, SKa"]),
        .token(
            "mailgun-key", ["key-"], body: .hex, atLeast: 20, sample: Sample("", .text("key-"), .hex(32)),
            innocents: ["a key-value store, key-1"]),
        .token(
            "linear-key", ["lin_api_", "lin_oauth_"], body: .alphanumeric, sample: Sample("", .text("lin_api_"), .alphanumeric(40))),
        .token("notion-token", ["ntn_"], body: .alphanumeric, sample: Sample("", .text("ntn_"), .alphanumeric(46))),
        .token(
            "notion-token", ["secret_"], body: .alphanumeric, atLeast: 40, sample: Sample("", .text("secret_"), .alphanumeric(43))),
        .token(
            "shopify-token", ["shpat_", "shpca_", "shppa_", "shpss_", "shprt_"], body: .hex, atLeast: 12,
            sample: Sample("", .text("shpat_"), .hex(32))),
        .token("square-token", ["sq0csp-", "sq0atp-"], atLeast: 12, sample: Sample("", .text("sq0csp-"), .alphanumeric(43))),
        .token("square-token", ["EAAA"], atLeast: 40, sample: Sample("", .text("EAAA"), .alphanumeric(60))),
        .token("sentry-token", ["sntrys_", "sntryu_"], body: .anyBase64, sample: Sample("", .text("sntryu_"), .hex(64))),
        .token(
            "grafana-token", ["glsa_", "glc_"], body: .anyBase64, atLeast: 20,
            sample: Sample("", .text("glsa_"), .alphanumeric(32), .text("_"), .hex(8))),
        .token("figma-token", ["figd_", "figu_"], atLeast: 20, sample: Sample("", .text("figd_"), .alphanumeric(40))),
        .token("postman-key", ["PMAK-"], sample: Sample("", .text("PMAK-"), .hex(24), .text("-"), .hex(34))),
        .token("newrelic-key", ["NRAK-", "NRAA-", "NRII-"], sample: Sample("", .text("NRAK-"), .alphanumeric(27))),
        .token("posthog-key", ["phx_"], body: .alphanumeric, atLeast: 24, sample: Sample("", .text("phx_"), .alphanumeric(43))),
        .token(
            "resend-key", ["re_"], body: .word, atLeast: 24,
            sample: Sample("", .text("re_"), .alphanumeric(8), .text("_"), .alphanumeric(24))),
        .token(
            "brevo-key", ["xkeysib-"], atLeast: 20, sample: Sample("", .text("xkeysib-"), .hex(64), .text("-"), .alphanumeric(16))),
        .token(
            "hubspot-token", ["pat-na1-", "pat-eu1-"], body: ByteSet("0-9a-f-"), atLeast: 20,
            sample: Sample("", .text("pat-na1-"), .hex(8), .text("-"), .hex(27))),
        .token(
            "airtable-token", ["pat"], body: .dotted, atLeast: 70,
            sample: Sample("", .text("pat"), .alphanumeric(14), .text("."), .hex(64))
        ),
        .token("contentful-token", ["CFPAT-"], atLeast: 20, sample: Sample("", .text("CFPAT-"), .alphanumeric(43))),
        .token(
            "dropbox-token", ["sl.u.", "sl.B"], body: .base64URL, atLeast: 60, sample: Sample("", .text("sl.B"), .alphanumeric(130))
        ),
        .token(
            "meta-token", ["EAACEdEose0cBA", "EAAG", "EAAB"], body: .alphanumeric, atLeast: 60,
            sample: Sample("", .text("EAAG"), .alphanumeric(160))),
        .token("typeform-token", ["tfp_"], body: .dotted, atLeast: 24, sample: Sample("", .text("tfp_"), .alphanumeric(44))),
        .token("readme-key", ["rdme_"], body: .alphanumeric, atLeast: 24, sample: Sample("", .text("rdme_"), .alphanumeric(70))),
        .token(
            "django-secret-key", ["django-insecure-"], body: ByteSet("!-&(-_a-~"), atLeast: 8,
            sample: Sample("SECRET_KEY = '", .text("django-insecure-"), .alphanumeric(50), after: "'")),
        discordToken, telegramToken, webhookURL,
    ]

    /// Base64 of the bot's numeric id, a timestamp, and an HMAC, joined by dots.
    private static let discordToken = Rule(
        name: "discord-token", isShape: true, triggers: [.pattern(#"\.[A-Za-z0-9_-]{6}\."#)],
        match: { subject, position, findings in
            let idEnd = position - 8
            let start = subject.start(of: .base64URL, before: idEnd, atMost: 32)
            let end = subject.end(of: .base64URL, from: position)
            guard (23...28).contains(idEnd - start), firstOfID.contains(subject[start]),
                end - position >= (subject.isOpenEnded && end == subject.count ? 0 : 12)
            else { return }
            findings.add(start..<end)
        },
        samples: [Sample("", .text("MTIz"), .alphanumeric(20), .text("."), .alphanumeric(6), .text("."), .alphanumeric(38))],
        innocents: ["QuartzConfig.UmberModule.VelvetService.getInstance"])

    /// How base64 of a number begins.
    private static let firstOfID = ByteSet("MNO")

    /// A bot's numeric id and 35 characters that begin with `A`.
    private static let telegramToken = Rule(
        name: "telegram-token", isShape: true, triggers: [.pattern("[0-9]{4}:A[A-Za-z0-9_-]{4}")],
        match: { subject, triggerEnd, findings in
            let position = triggerEnd - 4
            let start = subject.start(of: .digits, before: position - 2)
            let end = subject.end(of: .base64URL, from: position)
            guard subject.isWordStart(start), (8...10).contains(position - 2 - start), isBody(subject, position..<end, atLeast: 12)
            else {
                return
            }
            findings.add(start..<end)
        },
        samples: [Sample("bot", .text(" "), .digits(10), .text(":AA"), .alphanumeric(33))], innocents: ["1795443794:At noon"])

    /// The path of an incoming webhook is its password (Slack, Discord, Teams).
    private static let webhookURL = Rule(
        name: "webhook-url", isShape: true,
        triggers: [.exactly("hooks.slack.com/"), .exactly(".com/api/webhooks/"), .exactly(".webhook.office.com/webhookb2/")],
        match: { subject, host, findings in
            // Slack's path begins with what kind of webhook it is.
            let kind = subject.end(of: .letters, from: host)
            let position = subject[kind] == UInt8(ascii: "/") ? kind + 1 : host
            let end = subject.end(of: ByteSet("A-Za-z0-9/_@-"), from: position)
            guard isBody(subject, position..<end, atLeast: 12) else { return }
            findings.add(position..<end)
        },
        samples: [
            Sample(
                "https://hooks.slack.com/services/", .text("T"), .upper(10), .text("/B"), .upper(10), .text("/"), .alphanumeric(24))
        ],
        innocents: ["https://hooks.slack.com/services/"])
}
