/// All rules, in the order in which their names win where spans overlap.
enum RuleBook {
    static let rules: [Rule] = [shapes, contexts].flatMap { $0 }

    /// Secrets told by their own shape; they also hold for identifiers.
    private static let shapes: [Rule] = [
        [.privateKey, .jsonWebToken, .passwordHash], Rule.modelProviders, Rule.codeHosting, Rule.cloud, Rule.services,
    ].flatMap { $0 }

    /// Secrets told by what stands around them.
    private static let contexts: [Rule] = [
        .bearer, .basic, .authorization, .cookies, .sessionPair, .urlCredentials, .commandLine, .pipedPassword, .pgpass, .signature,
        .nameAndValue,
        .keyedValue,
    ]
}
