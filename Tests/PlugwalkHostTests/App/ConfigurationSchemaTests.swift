import Testing

@testable import PlugwalkHost

struct ConfigurationSchemaTests {
    private let schema = ConfigurationSchema(
        json: #"{"properties":{"path":{"default":"${plugwalk}/x"},"mode":{"enum":["a","b"]},"url":{}},"required":["url"]}"#)
    private let variables = ["plugwalk": "/state", "home": "/home/me"]

    @Test func `what is missing is filled in`() throws {
        let complete = try schema.complete(SourceSpec(name: "ad", configuration: [("url", "u")]), variables: variables)
        #expect(complete.configurationJSON == #"{"url":"u","path":"/state/x"}"#)
        #expect(complete.instanceID == SourceSpec(name: "ad", configuration: [("url", "u"), ("path", "/state/x")]).instanceID)
    }

    @Test(arguments: [
        ([("url", "u"), ("pth", "1")], "ad: it has no key \"pth\", only: id, mode, path, url"),
        ([("url", "u"), ("mode", "c")], "ad: mode is \"c\", expected one of: a, b"),
        ([("mode", "a")], "ad: the key \"url\" is missing: ad=url:VALUE"),
    ])
    func `what is wrong is named`(pairs: [(String, String)], words: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try schema.complete(SourceSpec(name: "ad", configuration: pairs.map { (key: $0.0, value: $0.1) }), variables: variables)
        }
        #expect(error?.description == words)
    }

    @Test func `without a schema every key passes`() throws {
        let spec = SourceSpec(name: "ad", configuration: [("any", "thing")])
        #expect(try ConfigurationSchema(json: nil).complete(spec, variables: variables) == spec)
    }
}
