package import HTTPServer

/// What a request that changes something must show beside its right to ask.
///
/// A page of elsewhere can have a browser send a form, or plain text, to this server. It can neither give it the type of JSON
/// nor a header of its own: for that the browser asks this server first (a preflight, Fetch Standard §4.8), which never permits.
extension Access {
    /// The field by which a program says who it is.
    package static let clientField = "Plugwalk-Client"

    /// Why a request to a writing route is refused; nil for one that may pass, and for all that only read. To be asked of
    /// requests that `refusal(of:)` lets pass: a foreign `Origin` is refused there.
    package func writingRefusal(of request: Request) -> Problem? {
        if case .unix = request.peer.transport { return nil }
        if [.get, .head, .options].contains(request.method) { return nil }
        let isOwnPage = request.headers["Origin"] != nil
        let isProgram = request.headers[Self.clientField].map { !$0.isEmpty } ?? false
        guard isOwnPage || isProgram else {
            return Problem(
                status: 403,
                detail: "A request that changes something says who sends it: add the header \"\(Self.clientField): NAME\".")
        }
        let types = request.headers.all("Content-Type")
        guard types.count == 1, Self.isJSON(types[0]) else {
            return Problem(status: 415, detail: "The body must be JSON: send it with \"Content-Type: application/json\".")
        }
        return nil
    }

    /// Compares the type and ignores its parameters, as `; charset=utf-8`.
    private static func isJSON(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return name.lowercased() == "application/json"
    }
}
