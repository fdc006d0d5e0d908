internal import HTTPServer

/// What proves that a client was given the token: the token itself as a bearer (RFC 6750 §2.1), or the cookie of a login.
struct Credentials: Sendable {
    /// 30 days.
    static let cookieSeconds = 30 * 24 * 3_600

    /// Cookies are the same for all ports of a host, so the name tells the servers there apart.
    let cookieName: String
    private let cookieValue: String
    private let token: Secret
    private let cookie: Secret

    /// - Parameter key: From it and the token the cookie is made: it ends with either of them.
    init(token: String, port: UInt16, key: [UInt8]) {
        var hash = Hash(key: key)
        hash.add("login cookie")
        hash.add(token)
        cookieValue = Base32.encode(hash.finish(), characters: 26, pad: 2)
        cookieName = "plugwalk-\(port)"
        self.token = Secret(token)
        cookie = Secret(cookieValue)
    }

    /// The field `Set-Cookie` that logs a browser in. Scripts do not see the cookie, and pages of elsewhere do not send it.
    var setCookie: String {
        "\(cookieName)=\(cookieValue); Path=/; Max-Age=\(Self.cookieSeconds); HttpOnly; SameSite=Strict"
    }

    /// Whether one of them is among the fields of a request.
    func areShown(by headers: Headers) -> Bool {
        bearers(headers).contains { token.matches($0.utf8) } || cookies(headers).contains { cookie.matches($0.utf8) }
    }

    private func bearers(_ headers: Headers) -> [Substring] {
        headers.all("Authorization").compactMap { field in
            let scheme = "bearer "
            guard field.prefix(scheme.count).lowercased() == scheme else { return nil }
            return field.dropFirst(scheme.count).drop { $0 == " " }
        }
    }

    private func cookies(_ headers: Headers) -> [Substring] {
        headers.all("Cookie").flatMap { field in
            field.split(separator: ";").compactMap { pair in
                let pair = pair.drop { $0 == " " }
                return pair.hasPrefix(cookieName + "=") ? pair.dropFirst(cookieName.count + 1) : nil
            }
        }
    }
}
