internal import APIDocument
internal import HTTPServer

/// The description of this API (OpenAPI 3.1), from the memory of the executable.
struct DescriptionController: Sendable {
    private let document: SharedBytes
    private let tag: EntityTag

    init() {
        var count = 0
        let bytes = UnsafeRawBufferPointer(start: plugwalk_api_document(&count), count: count)
        document = SharedBytes(immortal: bytes)
        tag = EntityTag(of: bytes)
    }

    var endpoints: [Endpoint] {
        [.get("/api/v1/openapi.json", .inline(describe))]
    }

    private func describe(_ request: Request) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        // Kept by browsers, and asked about each time: another version may answer at the same address.
        var response = Response(headers: ["ETag": tag.text, "Cache-Control": "no-cache"])
        if tag.isKnown(to: request) {
            response.status = 304
        } else {
            response.headers["Content-Type"] = "application/json"
            response.body = .shared(document)
        }
        return response
    }
}
