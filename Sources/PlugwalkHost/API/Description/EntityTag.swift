internal import HTTPServer

/// The name of a content (RFC 9110 §8.8.3), so that a client need not load twice what it has.
struct EntityTag: Sendable, Equatable {
    /// As it stands in `ETag`, in quotes.
    let text: String

    init(of content: UnsafeRawBufferPointer) {
        var hash = Hash()
        hash.add(content)
        text = "\"\(Base32.encode(hash.finish(), characters: 26, pad: 2))\""
    }

    /// Whether the client has this content and asks only for another (§13.1.2: a weak tag is as good here, and `*` is any).
    func isKnown(to request: Request) -> Bool {
        request.headers.all("If-None-Match").flatMap { $0.split(separator: ",") }.contains { given in
            let given = given.drop { $0 == " " }.prefix { $0 != " " }
            return given == "*" || given == text || given == "W/" + text
        }
    }
}
