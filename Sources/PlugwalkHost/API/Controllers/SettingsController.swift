internal import HTTPServer
internal import StrictJSON

/// What is set for good.
struct SettingsController: Sendable {
    let settings: any SettingsControl
    let desk: Desk

    var endpoints: [Endpoint] {
        [.get("/api/v1/settings", .reader(read)), .patch("/api/v1/settings", desk.handler(change))]
    }

    private func read(_ request: Request, _: inout ReadContext) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        let report = settings.report()
        return Response { $0.settings(report) }
    }

    private func change(_ request: Request) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        let parser = JSONParser()
        let report = try withExtendedLifetime(parser) {
            let patch = try JSONBody.object(request.body, parser, #"the members to change, such as {"port": 4518}"#)
            do throws(SettingsError) {
                return try settings.change(by: patch)
            } catch {
                throw Problem(status: error.isOfTheDisk ? 500 : 422, detail: "\(error.description).")
            }
        }
        return Response { $0.settings(report) }
    }
}
