extension Rule {
    /// Tokens of code hosts and package registries.
    static let codeHosting: [Rule] = [
        // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/; app tokens may be `ghs_<id>_<JWT>`.
        .token(
            "github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], body: .dotted, atLeast: 12,
            sample: Sample("use ", .text("ghp_"), .alphanumeric(36), after: " now"), innocents: ["The ghp_onyx helper is old."]),
        .token(
            "github-token", ["github_pat_"], body: .word, atLeast: 12,
            sample: Sample("GITHUB_TOKEN=", .text("github_pat_"), .alphanumeric(22), .text("_"), .alphanumeric(59))),
        // https://docs.gitlab.com/security/tokens/#token-prefixes
        .token(
            "gitlab-token",
            [
                "glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "gloas-", "glsoat-",
                "glffct-",
                "glwt-",
            ],
            body: .dotted, atLeast: 8, sample: Sample("token: ", .text("glpat-"), .alphanumeric(20))),
        .token("gitlab-token", ["GR1348941"], atLeast: 12, sample: Sample("", .text("GR1348941"), .alphanumeric(20))),
        .token(
            "npm-token", ["npm_"], body: .alphanumeric, sample: Sample("", .text("npm_"), .alphanumeric(36)),
            innocents: ["npm_config_cache=.npm npm_lifecycle_event=build"]),
        .token("pypi-token", ["pypi-AgE"], sample: Sample("", .text("pypi-AgEIcHlwaS5vcmc"), .alphanumeric(60))),
        .token("rubygems-key", ["rubygems_"], body: .hex, sample: Sample("", .text("rubygems_"), .hex(48))),
        .token("crates-token", ["cio"], body: .alphanumeric, atLeast: 32, sample: Sample("", .text("cio"), .alphanumeric(32))),
        .token("docker-token", ["dckr_pat_", "dckr_oat_"], sample: Sample("", .text("dckr_pat_"), .alphanumeric(27))),
        .token("jfrog-token", ["AKCp"], body: .alphanumeric, atLeast: 40, sample: Sample("", .text("AKCp"), .alphanumeric(69))),
        // Reference tokens are base64 of `reftkn:…`.
        .token(
            "jfrog-token", ["cmVmd"], body: .alphanumeric, atLeast: 30, sample: Sample("", .text("cmVmdGtu"), .alphanumeric(56))),
        .token("sonar-token", ["squ_", "sqp_", "sqa_"], body: .hex, atLeast: 20, sample: Sample("", .text("squ_"), .hex(40))),
        .token("circleci-token", ["CCIPAT_", "CCIPRJ_"], sample: Sample("", .text("CCIPAT_"), .alphanumeric(40))),
        .token("buildkite-token", ["bkua_"], body: .hex, atLeast: 20, sample: Sample("", .text("bkua_"), .hex(40))),
        .token("bitbucket-token", ["ATBB"], body: .alphanumeric, atLeast: 24, sample: Sample("", .text("ATBB"), .alphanumeric(32))),
        // https://developer.atlassian.com: API and access tokens end with `=` and a checksum.
        .token(
            "atlassian-token", ["ATATT3", "ATCTT3"], body: .anyBase64,
            sample: Sample("", .text("ATATT3xFfGF0"), .alphanumeric(171), .text("="), .hex(8))),
    ]
}
