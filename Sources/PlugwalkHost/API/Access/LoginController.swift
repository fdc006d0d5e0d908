internal import HTTPServer

/// Where a login link leads: gives the browser its cookie and goes on to the page.
struct LoginController: Sendable {
    static let path = "/login"
    let access: Access

    var endpoints: [Endpoint] {
        [.get(Self.path, .inline(login))]
    }

    /// Whether it is the one request that a stranger may send. It has no body: none of a stranger's is kept.
    static func isVisit(_ request: Request) -> Bool {
        request.path == path && (request.method == .get || request.method == .head) && request.headers["Content-Length"] == nil
            && request.headers["Transfer-Encoding"] == nil
    }

    private func login(_ request: Request) throws -> Response {
        // A look at the link (HEAD) must not use it up.
        guard request.method == .get else {
            throw Problem(status: 405, detail: "A login link is opened with GET.", headers: ["Allow": "GET"])
        }
        guard let (key, page) = Self.read(request.query) else {
            throw Problem(
                status: 400, detail: "A login link has the parameter \"key\", and perhaps \"dataset\": open it as it was shown.")
        }
        guard let credentials = access.credentials, access.links.use(key) else {
            throw Problem(
                status: 403,
                detail:
                    "This link was used before, is older than ten minutes, or never was one. \"plugwalk --open\" makes a new one.")
        }
        var response = Self.welcome(request, to: page)
        response.headers["Set-Cookie"] = credentials.setCookie
        return response
    }

    /// The key, and the page that the link leads to; nil for anything that a link does not have.
    private static func read(_ query: Query) -> (key: String, page: String)? {
        guard query.items.allSatisfy({ $0.name == "key" || $0.name == "dataset" }), query.all("key").count == 1 else { return nil }
        let datasets = query.all("dataset")
        guard let dataset = datasets.first else { return (query["key"]!, "/") }
        // Of what a dataset's name has, nothing needs an escape; so the page cannot be made to be elsewhere.
        let isName = !dataset.isEmpty && dataset.utf8.allSatisfy(NativeID.isSafe)
        return isName && datasets.count == 1 ? (query["key"]!, "/?dataset=\(dataset)") : nil
    }

    /// Leads on to the page. A browser that came from a link on another site does not send the new cookie after a redirect, as
    /// it is that site's request still (`SameSite=Strict`, RFC 6265bis §5.2); after a refresh it is our page's.
    private static func welcome(_ request: Request, to target: String) -> Response {
        guard mayComeFromElsewhere(request) else { return Response(status: 303, headers: ["Location": target]) }
        let page = """
            <!DOCTYPE html>
            <html lang="en"><meta charset="utf-8"><title>Plugwalk</title>
            <meta http-equiv="refresh" content="0; url=\(target)"><p><a href="\(target)">Go on to Plugwalk</a></p></html>

            """
        return Response(Array(page.utf8), type: "text/html; charset=utf-8")
    }

    /// Browsers send `Sec-Fetch-Site` to trustworthy addresses only, of which http has but loopback (W3C Fetch Metadata §2): one
    /// without it may have come from anywhere. What does not ask for HTML is a program.
    private static func mayComeFromElsewhere(_ request: Request) -> Bool {
        guard let site = request.headers["Sec-Fetch-Site"] else { return request.headers["Accept"]?.contains("text/html") == true }
        return site != "none" && site != "same-origin"
    }
}
