internal import HTTPServer

/// The header fields that every answer carries, so that no page from elsewhere can use it, and the own page runs nothing that is
/// not its own.
enum SecurityHeaders {
    private static let fields: [Headers.Field] = [
        (
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        // What is read here is of the moment, and no copy of it shall lie around.
        ("Cache-Control", "no-store"),
    ]

    /// Adds the fields; an answer that says otherwise knows why.
    static func add(to response: inout Response) { response.headers.addMissing(fields) }
}
