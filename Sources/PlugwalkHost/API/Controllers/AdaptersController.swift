internal import HTTPServer
internal import StrictJSON

/// The adapters: their list, and what can be done with each.
struct AdaptersController: Sendable {
    let adapters: any AdapterControl
    let desk: Desk

    var endpoints: [Endpoint] {
        [.get("/api/v1/adapters", .reader(list))]
            + AdapterVerb.allCases.map { verb in
                .post("/api/v1/adapters/{name}/\(verb.rawValue)", desk.handler { try perform(verb, $0) })
            }
    }

    private func list(_ request: Request, _: inout ReadContext) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        let listings = adapters.listings()
        return Response { json in
            json.object { json in
                json.member("items", listings) { $0.adapter($1) }
                json.member("next_cursor", nil as String?)
            }
        }
    }

    private func perform(_ verb: AdapterVerb, _ request: Request) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        let configuration = try AdapterOrder(verb, request.body).configuration
        do throws(AdapterRefusal) {
            let listing = try adapters.perform(verb, on: request.parameter("name"), configuration: configuration)
            return Response { $0.adapter(listing) }
        } catch {
            throw Problem(error)
        }
    }
}

/// What the body of an order says.
private struct AdapterOrder {
    var configuration: [String: String]?

    init(_ verb: AdapterVerb, _ body: [UInt8]) throws {
        let example = verb.takesConfiguration ? #"{} or {"configuration": {"KEY": "VALUE"}}"# : "{}"
        let parser = JSONParser()
        self.configuration = try withExtendedLifetime(parser) {
            var configuration: [String: String]?
            for (key, value) in try JSONBody.object(body, parser, example).members {
                guard verb.takesConfiguration, key.decoded == "configuration", value.kind == .object else {
                    throw Problem(status: 400, detail: "The body holds \"\(key.decoded)\", expected \(example).")
                }
                configuration = try Self.texts(value)
            }
            return configuration
        }
    }

    private static func texts(_ value: JSONValue) throws -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in value.members {
            guard let text = value.string else {
                throw Problem(status: 400, detail: "The configuration's \"\(key.decoded)\" is no text; all its values are.")
            }
            texts[key.decoded] = text
        }
        return texts
    }
}

extension Problem {
    fileprivate init(_ refusal: AdapterRefusal) {
        switch refusal {
        case .unknown(let words): self.init(status: 404, detail: words)
        case .impossible(let words): self.init(status: 409, detail: words)
        case .misconfigured(let words): self.init(status: 422, detail: words)
        case .failed(let words): self.init(status: 500, detail: words)
        }
    }
}
