import Testing

@testable import Redaction

struct JSONRedactionTests {
    private let redactor = Redactor()

    @Test(arguments: [
        (#"{"password":"Maple7harbor","user":"maria"}"#, #"{"password":"[redacted:password]","user":"maria"}"#),
        (#"{"api_key":794166571614,"retries":3}"#, #"{"api_key":"[redacted:token]","retries":3}"#),
        (
            #"{"headers":{"Authorization":"Bearer 3a7ebadcfe3c24aaa8a4","Accept":"*/*"}}"#,
            #"{"headers":{"Authorization":"Bearer [redacted:bearer]","Accept":"*/*"}}"#
        ),
        (
            #"[["authorization","SSWS 3a7ebadcfe3c24aaa8a4"],["accept","a"]]"#,
            #"[["authorization","SSWS [redacted:authorization]"],["accept","a"]]"#
        ),
        (
            #"{"argv":["shopctl","--password","Maple7harbor","--json"]}"#,
            #"{"argv":["shopctl","--password","[redacted:password]","--json"]}"#
        ),
        (
            #"[{"name":"API_TOKEN","value":"Maple7harbor"},{"name":"PORT","value":"Maple7harbor"}]"#,
            #"[{"name":"API_TOKEN","value":"[redacted:token]"},{"name":"PORT","value":"Maple7harbor"}]"#
        ),
        (
            #"{"cookies":{"session":"r2B72FHwi2VNPVd0","theme":"dark"}}"#,
            #"{"cookies":{"session":"[redacted:cookie]","theme":"dark"}}"#
        ),
        (#"{"apiKeys":["zIJaqtNtVvxb5cQPAlED8z8M"]}"#, #"{"apiKeys":["[redacted:token]"]}"#),
        (
            #"{"a":"{\"config\":{\"client_secret\":\"zIJaqtNtVvxb5cQP\"}}"}"#,
            #"{"a":"{\"config\":{\"client_secret\":\"[redacted:token]\"}}"}"#
        ),
        (#"{"db":{"p\u0061ssword":"Maple7harbor"}}"#, #"{"db":{"p\u0061ssword":"[redacted:password]"}}"#),
        (#"{"password":"has \"quotes\" 7"}"#, #"{"password":"[redacted:password]"}"#),
    ])
    func `a payload's secrets go and the rest stays byte for byte`(input: String, output: String) {
        #expect(redactor.json(input) == output)
        #expect(redactor.json(output) == output)
    }

    @Test(arguments: [
        #"{"usage":{"input_tokens":5248,"output_tokens":350},"max_tokens":4096}"#,
        #"{"password":null,"hasPassword":true,"token":"","n":1e400}"#,
        #"{"token":"${UMBER_TOKEN}","password":"<password>","api_key":"{env:UMBER_KEY}"}"#,
        #"{"type":"password","name":"password","label":"Password for kelp"}"#,
        #"{"path":"\/home\/dev","text":"caf\u00e9","nextPageToken":"CAUQAA1234567890"}"#,
        #"{"required":["password","token"],"secret":{"required":true}}"#,
        #"{"session_id":"5e595f18-9b84-468e-9c21-30821cd7ed4f","tool_use_id":"toolu_011FXtZBeGYiqHCa0BSArSHf"}"#,
    ])
    func `a clean payload keeps its spelling`(input: String) {
        #expect(redactor.json(input) == input)
        #expect(Array(input.utf8).withUnsafeBufferPointer { redactor.redact(json: $0) } == nil)
    }

    @Test func `a key block over the lines of a patch goes`() {
        let input =
            #"{"lines":["-TODO","+-----BEGIN PRIVATE KEY-----","+MC4CAQAwBQYDK2VwQzRaq8X6E/O0pWfAAD61","+-----END PRIVATE KEY-----","+port: 8443"]}"#
        let output = redactor.json(input)
        #expect(!output.contains("MC4CAQAw"))
        #expect(output.hasPrefix(#"{"lines":["-TODO","+[redacted:private-key]""#) && output.hasSuffix(#""+port: 8443"]}"#))
    }

    @Test func `tokens in keys go, and two of them stay two keys`() {
        let tokens = ["1", "2"].map { "gh" + "p_0123456789abcdefABCDEF0123456789abc" + $0 }
        #expect(
            redactor.json(#"{"\#(tokens[0])":1,"\#(tokens[1])":2}"#)
                == #"{"[redacted:github-token]":1,"[redacted:github-token] 2":2}"#)
    }

    @Test func `what is no JSON is redacted as text`() {
        #expect(redactor.json(#"{"password": "Maple7harbor""#) == #"{"password": "[redacted:password]""#)
    }
}
