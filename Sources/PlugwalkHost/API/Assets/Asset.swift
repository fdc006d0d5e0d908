internal import HTTPServer
internal import WebAssets

/// One file of the page, from the memory of the executable, in the codings it was embedded in.
struct Asset: Sendable {
    /// Where it is served; the pattern of a route.
    let path: String
    private let type: String
    private let isImmutable: Bool
    /// The identity first, then smaller ones.
    private let representations: [Representation]

    private struct Representation: Sendable {
        let coding: String
        let bytes: SharedBytes
        /// Of these very bytes: each coding has its own.
        let tag: EntityTag

        init(_ encoding: plugwalk_encoding) {
            let content = UnsafeRawBufferPointer(start: encoding.bytes, count: encoding.count)
            coding = String(cString: encoding.coding)
            bytes = SharedBytes(immortal: content)
            tag = EntityTag(of: content)
        }
    }

    /// All files of the page.
    static let all: [Asset] = {
        var count = 0
        let first = plugwalk_assets(&count)
        return UnsafeBufferPointer(start: first, count: count).map(Asset.init)
    }()

    private init(_ asset: plugwalk_asset) {
        path = String(cString: asset.path)
        type = String(cString: asset.type)
        isImmutable = asset.is_immutable
        representations = UnsafeBufferPointer(start: asset.encodings, count: asset.encoding_count).map(Representation.init)
    }

    func response(to request: Request) throws -> Response {
        let accepted = AcceptEncoding(request.headers).best(of: representations.lazy.map(\.coding))
        guard let chosen = representations.first(where: { $0.coding == accepted }) else {
            let detail = "\"Accept-Encoding\" admits none of: \(representations.map(\.coding).joined(separator: ", "))."
            throw Problem(status: 406, detail: detail, headers: ["Vary": "Accept-Encoding"])
        }
        var response = Response(headers: [
            "Content-Type": type,
            "Cache-Control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
            "ETag": chosen.tag.text,
        ])
        if representations.count > 1 { response.headers["Vary"] = "Accept-Encoding" }
        if chosen.tag.isKnown(to: request) {
            response.status = 304
        } else {
            if chosen.coding != "identity" { response.headers["Content-Encoding"] = chosen.coding }
            response.body = .shared(chosen.bytes)
        }
        return response
    }
}
