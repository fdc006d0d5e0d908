extension Rule {
    /// Keys of clouds and of what runs on them.
    static let cloud: [Rule] = [
        awsKeyID,
        // A session token is base64 of a protobuf whose first bytes are always these.
        .token(
            "aws-session-token", ["IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"], body: .anyBase64,
            sample: Sample("", .text("IQoJb3JpZ2luX2Vj"), .alphanumeric(200))),
        .token("google-key", ["AIza"], atLeast: 16, sample: Sample("", .text("AIzaSy"), .alphanumeric(33))),
        .token("google-client-secret", ["GOCSPX-"], atLeast: 8, sample: Sample("", .text("GOCSPX-"), .alphanumeric(28))),
        .token("google-access-token", ["ya29."], body: .dotted, sample: Sample("", .text("ya29.a0"), .alphanumeric(150))),
        .token("google-refresh-token", ["1//0"], sample: Sample("", .text("1//0"), .alphanumeric(95))),
        azureClientSecret,
        .token(
            "digitalocean-token", ["dop_v1_", "doo_v1_", "dor_v1_"], body: .hex, sample: Sample("", .text("dop_v1_"), .hex(64))),
        .token(
            "databricks-token", ["dapi"], body: ByteSet("0-9a-f-"), atLeast: 14, sample: Sample("", .text("dapi"), .hex(32)),
            innocents: ["dapibus ac facilisis"]),
        .token("vault-token", ["hvs.", "hvb.", "hvr."], sample: Sample("", .text("hvs."), .alphanumeric(90))),
        .token(
            "terraform-token", [".atlasv1."], body: .base64URL, atLeast: 40,
            sample: Sample("", .text(".atlasv1."), .alphanumeric(67))),
        .token(
            "doppler-token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], body: .dotted,
            sample: Sample("", .text("dp.pt."), .alphanumeric(43))),
        .token(
            "cloudflare-token", ["cfut_", "cfat_", "cfk_"], body: .alphanumeric,
            sample: Sample("", .text("cfut_"), .alphanumeric(48))),
        .token(
            "cloudflare-ca-key", ["v1.0-"], body: ByteSet("0-9a-f-"), atLeast: 100,
            sample: Sample("", .text("v1.0-"), .hex(24), .text("-"), .hex(146))),
        .token("heroku-key", ["HRKU-"], sample: Sample("", .text("HRKU-AA"), .alphanumeric(58))),
        .token("fly-token", ["fm2_", "fo1_"], body: .anyBase64, atLeast: 30, sample: Sample("", .text("fo1_"), .alphanumeric(43))),
        .token("netlify-token", ["nfp_", "nfc_"], atLeast: 24, sample: Sample("", .text("nfp_"), .alphanumeric(36))),
        .token(
            "vercel-token", ["vcp_", "vci_", "vca_", "vcr_", "vck_"], body: .alphanumeric, atLeast: 24,
            sample: Sample("", .text("vcp_"), .alphanumeric(56))),
        .token("render-key", ["rnd_"], body: .alphanumeric, atLeast: 20, sample: Sample("", .text("rnd_"), .alphanumeric(28))),
        .token("pulumi-token", ["pul-"], body: .hex, atLeast: 32, sample: Sample("", .text("pul-"), .hex(40))),
        .token(
            "planetscale-token", ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], body: .dotted, atLeast: 20,
            sample: Sample("", .text("pscale_tkn_"), .alphanumeric(43))),
        .token("neon-key", ["napi_"], body: .alphanumeric, atLeast: 32, sample: Sample("", .text("napi_"), .alphanumeric(64))),
        .token("supabase-key", ["sbp_", "sb_secret_"], body: .word, sample: Sample("", .text("sbp_"), .hex(40))),
        .token(
            "tailscale-key", ["tskey-"], atLeast: 16,
            sample: Sample("", .text("tskey-auth-"), .alphanumeric(17), .text("-"), .alphanumeric(32))),
        .token("alibaba-key-id", ["LTAI"], body: .alphanumeric, atLeast: 16, sample: Sample("", .text("LTAI"), .alphanumeric(20))),
        .token(
            "age-key", ["AGE-SECRET-KEY-1"], body: .alphanumeric, atLeast: 12,
            sample: Sample("", .text("AGE-SECRET-KEY-1"), .upper(58))),
        .token(
            "onepassword-token", ["ops_eyJ"], body: .anyBase64, atLeast: 40,
            sample: Sample("", .text("ops_eyJ"), .alphanumeric(250))),
    ]

    /// Key ids of users (`AKIA`) and of sessions (`ASIA`); roles and users (`AROA`, `AIDA`) are no secrets.
    private static let awsKeyID = Rule(
        name: "aws-key-id", isShape: true, triggers: ["AKIA", "ASIA", "ABIA", "ACCA"].map(Trigger.exactly),
        match: { subject, position, findings in
            let start = position - 4
            let end = subject.end(of: .alphanumeric, from: position)
            let length = end - position
            let isCut = subject.isOpenEnded && end == subject.count && length >= 5
            guard !ByteSet.alphanumeric.contains(subject[start - 1]), length == 16 || isCut,
                subject.slice(position..<end).allSatisfy({ $0.isUppercase || $0.isDigit })
            else { return }
            findings.add(start..<end)
        },
        samples: [Sample("AWS_ACCESS_KEY_ID=", .text("AKIA"), .upper(16))],
        innocents: ["AKIA means saffron in Finnish?", "AROA2QPPXMOW334VUGIAC"])

    /// Three characters, a version digit, `Q~`, and 31 to 34 more (Microsoft Entra ID).
    private static let azureClientSecret = Rule(
        name: "azure-client-secret", isShape: true, triggers: [.pattern("[0-9]Q~")],
        match: { subject, position, findings in
            let start = position - 6
            let end = subject.end(of: azureBody, from: position)
            guard start >= 0, subject.start(of: azureBody, before: position - 3, atMost: 8) == start, end - position >= 10 else {
                return
            }
            findings.add(start..<end)
        },
        samples: [Sample("", .alphanumeric(3), .text("8Q~"), .alphanumeric(34))], innocents: ["FAQ 8Q~ soon"])

    private static let azureBody = ByteSet("A-Za-z0-9_.~-")
}
