internal import HTTPServer

/// Refuses what pages of other origins send.
///
/// Browsers say in `Origin` whose page asks, and in `Sec-Fetch-Site` (W3C Fetch Metadata) how it stands to this server, also for
/// requests that have no `Origin`: images, scripts, frames. A program has neither field; nor has the address bar an `Origin`.
enum SiteCheck {
    static func refusal(of request: Request, _ names: OwnNames) -> Problem? {
        let origins = request.headers.all("Origin")
        guard origins.isEmpty || origins.allSatisfy({ names.serve($0, as: request.headers["Host"] ?? "") }) else {
            return Problem(
                status: 403,
                detail: "Pages of \(origins.joined(separator: ", ").prefix(256)) may not use this server: only its own may.")
        }
        let isForeign = request.headers.all("Sec-Fetch-Site").contains { $0 != "same-origin" && $0 != "none" }
        guard isForeign, !isVisit(request) else { return nil }
        return Problem(
            status: 403, detail: "Pages of other sites may link to this server, but neither read nor embed it: open it in a tab.")
    }

    /// Whether a person follows a link into a tab of their own, where the page it came from sees nothing.
    private static func isVisit(_ request: Request) -> Bool {
        (request.method == .get || request.method == .head) && request.headers.all("Sec-Fetch-Mode") == ["navigate"]
            && request.headers.all("Sec-Fetch-Dest") == ["document"]
    }
}
