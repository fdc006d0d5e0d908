internal import HTTPServer

/// The pages and their files, from the memory of the executable. Each page has a route of its own, so that what does not exist
/// is not found.
struct PageController: Sendable {
    private static let files = "/_app/"
    private let assets = Asset.all

    var endpoints: [Endpoint] {
        let pages = assets.filter { !$0.path.hasPrefix(Self.files) }
        return pages.map { page in .get(page.path, .inline(page.response)) } + [.get("\(Self.files){path...}", .inline(file))]
    }

    /// A file that a page loads. Their names change with their content, so they are no routes of their own.
    private func file(_ request: Request) throws -> Response {
        let path = Self.files + request.parameter("path")
        guard let asset = assets.first(where: { $0.path == path }) else {
            throw Problem(status: 404, detail: "There is nothing at \(path).")
        }
        return try asset.response(to: request)
    }
}
