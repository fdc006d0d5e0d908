import Foundation
import HTTPServer
import PlugwalkModel
import SQLite
import Testing

@testable import PlugwalkHost

/// Numbers and times from a client at and beyond what they can hold: each is answered, and never ends the process.
@Suite struct ExtremeNumberTests {
    private let bench: APIBench

    init() throws {
        bench = try APIBench()
        try bench.commit(Story.everything)
        // A walk has something to compare with.
        try bench.data.database.execute(
            "INSERT INTO reorderings (id, list, item, ts, seq) SELECT 7, 'events', event_id, ts, seq FROM events WHERE seq = 1")
    }

    static let numbers = [
        "-9223372036854775809", "-9223372036854775808", "-1", "0", "1", "2147483648", "4294967296", "9223372036854775806",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e3", "+1", "٣",
    ]
    private static let lists: [(name: String, target: String)] = [
        ("runs", "runs"), ("timeline", "runs/run_tt_root/timeline"),
        ("events-oldest-raw", "events"), ("events-newest-raw", "events?order=newest"),
        ("events-oldest-folded", "events?calls=folded"), ("events-newest-folded", "events?calls=folded&order=newest"),
        ("search-events-oldest-raw", "search?q=a"), ("search-events-newest-raw", "search?q=a&order=newest"),
        ("events-newest-raw", "events?order=newest&severity=info"), ("events-newest-raw", "events?order=newest&run_id=run_tt_root"),
    ]

    private func get(_ target: String, _ parameter: String) -> Int {
        let escaped = parameter.utf8.map { byte in
            byte < 128 && byte != UInt8(ascii: "+") ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16)
        }.joined()
        return bench.get("/api/v1/\(target)\(target.contains("?") ? "&" : "?")\(escaped)").status
    }

    @Test(arguments: numbers)
    func `a limit or a number of buckets is one of those that are told`(number: String) {
        for (_, target) in Self.lists { #expect(get(target, "limit=\(number)") == (number == "1" || number == "+1" ? 200 : 400)) }
        #expect(get("histogram", "buckets=\(number)") == (number == "1" || number == "+1" ? 200 : 400))
    }

    @Test(arguments: numbers)
    func `a cursor that no page gave is refused or leads somewhere`(number: String) {
        let isNumber = Int64(number).map { (0..<Int64.max).contains($0) } ?? false
        for (name, target) in Self.lists {
            for place in Self.places(of: name) {
                let watermark = get(target, "cursor=\(Self.cursor(name, number, "7", place))")
                #expect(watermark == (isNumber ? 200 : 400), "\(target) \(place)")
                let reordering = get(target, "cursor=\(Self.cursor(name, "5", number, place))")
                #expect(reordering == (isNumber ? Int64(number)! < 6 ? 410 : 200 : 400), "\(target) \(place)")
            }
            let order = get(target, "cursor=\(Self.cursor(name, "5", "7", ["2026-01-01T00:00:00.000Z", number, "evt_1"]))")
            #expect(order == (name == "runs" || Int64(number) == nil ? 400 : 200), "\(target)")
        }
    }

    /// The first and the last place there can be.
    private static func places(of list: String) -> [[String]] {
        ["1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"].map { time in
            list == "runs" ? [time, "run_tt_root"] : [time, "", "evt_1"]
        }
    }

    private static func cursor(_ list: String, _ watermark: String, _ reordering: String, _ place: [String]) -> String {
        let plain = ([list, watermark, reordering] + place).joined(separator: "|")
        return Data(plain.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    @Test(arguments: numbers)
    func `a stream begins at a place that is stored, or says that it is lost`(number: String) {
        let status = Int64(number) == nil ? 400 : 200
        #expect(get("events/stream", "after=\(number)") == status)
        #expect(bench.get("/api/v1/events/stream", ["Last-Event-ID": number]).status == 200)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", true), ("9999-12-31T23:59:59.999Z", true), ("9999-12-31T23:59:59.999999999Z", true),
        ("1969-12-31T23:59:59.999Z", false), ("0000-00-00T00:00:00Z", false), ("2026-99-01T00:00:00Z", false),
        ("2026-02-30T00:00:00Z", false), ("2026-01-01T24:00:00Z", false), ("10000-01-01T00:00:00Z", false),
        ("99999999999999999999", false), ("-1", false), ("2026-01-01T00:00:00.Z", false),
    ])
    func `a time is one that can be stored`(time: String, isTime: Bool) {
        for target in Self.lists.map(\.target) + ["histogram?buckets=1", "histogram?buckets=1000", "facets", "facets?run_id=run_x"]
        {
            for parameter in ["from=\(time)", "to=\(time)", "from=\(time)&to=\(time)", "from=1970-01-01T00:00:00Z&to=\(time)"] {
                #expect(get(target, parameter) == (isTime ? 200 : 400), "\(target) \(parameter)")
            }
        }
    }
}
