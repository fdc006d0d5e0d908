internal import HTTPServer
internal import WebAssets

/// The page and its files, from the memory of the executable.
struct PageController: Sendable {
    private let assets = Asset.all

    var endpoints: [Endpoint] {
        assets.map { asset in
            .get(asset.path, .inline { request in asset.response(to: request) })
        }
    }
}

/// One file of the page.
private struct Asset: Sendable {
    let path: String
    let type: String
    let bytes: SharedBytes
    /// Names the content (RFC 9110 §8.8.3), so that a browser need not load it twice.
    let etag: String

    static let all: [Asset] = {
        var count = 0
        let first = plugwalk_assets(&count)
        return UnsafeBufferPointer(start: first, count: count).map(Asset.init)
    }()

    init(_ asset: plugwalk_asset) {
        let content = UnsafeRawBufferPointer(start: asset.bytes, count: asset.count)
        path = String(cString: asset.path)
        type = String(cString: asset.type)
        bytes = SharedBytes(immortal: content)
        var hash = Hash()
        hash.add(content)
        etag = "\"\(Base32.encode(hash.finish(), characters: 26, pad: 2))\""
    }

    func response(to request: Request) -> Response {
        var response = Response(headers: ["Content-Type": type, "Cache-Control": "no-cache", "ETag": etag])
        let known = request.headers.all("If-None-Match").flatMap { $0.split(separator: ",") }
        if known.contains(where: { $0.drop { $0 == " " } == etag }) {
            response.status = 304
        } else {
            response.body = .shared(bytes)
        }
        return response
    }
}
