/// A problem document (RFC 9457), which handlers can throw.
package struct Problem: Error, Sendable {
    package var status: Int
    /// A URI that names the kind of problem; `about:blank` when the status says it all.
    package var type: String
    /// A short summary of the kind; by default the status's reason phrase.
    package var title: String
    /// What is wrong in this very case and what would be right; nil when the title says it all.
    package var detail: String?
    /// Fields for the answer, such as `Allow` or `Retry-After`.
    package var headers: Headers

    package init(
        status: Int, type: String = "about:blank", title: String? = nil, detail: String? = nil, headers: Headers = [:]
    ) {
        self.status = status
        self.type = type
        self.title = title ?? Self.reason(status)
        self.detail = detail
        self.headers = headers
    }

    /// The document, in the member order of the RFC's examples.
    package var json: String {
        var members = [("type", Self.quoted(type)), ("title", Self.quoted(title)), ("status", String(status))]
        if let detail { members.append(("detail", Self.quoted(detail))) }
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    /// The answer that carries the document.
    package var response: Response {
        var response = Response(status: status, Array(json.utf8), type: "application/problem+json")
        for field in headers.fields { response.headers.add(field.name, field.value) }
        return response
    }

    /// A JSON string (RFC 8259 §7): quote, backslash and the control characters are escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted.append("\\")
                quoted.unicodeScalars.append(scalar)
            case "\u{0}"..<" ":
                let hex = String(scalar.value, radix: 16)
                quoted.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
            default:
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// The reason phrases of RFC 9110 §15 that a server like ours uses.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 410: "Gone"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: status < 500 ? "Request Failed" : "Server Failed"
        }
    }
}
