internal import HTTPServer

/// The header fields that every answer carries, so that no page from elsewhere can use it, and the own page runs nothing that is
/// not its own.
enum SecurityHeaders {
    private static let fields = [
        (
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]

    static func add(to response: inout Response) {
        for (name, value) in fields { response.headers[name] = value }
        // What is read here is of the moment, and no copy of it shall lie around.
        if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
    }
}
