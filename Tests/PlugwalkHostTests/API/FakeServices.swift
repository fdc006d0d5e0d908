import HTTPServer
import StrictJSON
import Threading

@testable import PlugwalkHost

/// Two adapters, one of them running, that can be ordered around.
final class FakeAdapters: AdapterControl {
    static let manifest = try! Manifest(
        parsing: Array(
            """
            {"id":"dev.plugwalk.opencode-jsonl","name":"opencode-jsonl","short":"oc","source":"opencode","version":"0.1.0",
             "abi":{"major":1,"minor_needed":0},"kinds":["*"],"description":"Reads logs","checkpoint_version":1,
             "delivery":"replayable","max_silence_ms":10000,"stop_grace_ms":2000,"capabilities":{"read":["/home/a/opencode"]}}
            """.utf8))

    private let orders = Monitor<[String]>([])

    /// What was asked for, as `verb name {key: value}`.
    var heard: [String] { orders.withLock { $0 } }

    func listings() -> [AdapterListing] {
        [
            AdapterListing(
                name: "claude-hooks", state: .missing, message: AdapterListing.noFile, isDefault: true, isEnabled: true),
            AdapterListing(
                name: "opencode-jsonl", state: .usable, file: "/usr/lib/plugwalk/plugins/opencode-jsonl.so", isBuiltIn: true,
                manifest: Self.manifest, isEnabled: true, configuration: ["path": "/home/a/opencode"],
                instances: APIBench.Health().health.adapters),
        ]
    }

    func perform(
        _ verb: AdapterVerb, on name: String, configuration: [String: String]?
    ) throws(AdapterRefusal) -> AdapterListing {
        orders.update { $0.append("\(verb) \(name) \(configuration ?? [:])") }
        switch name {
        case "opencode-jsonl": return listings()[1]
        case "claude-hooks": throw .impossible("There is no file of the adapter claude-hooks.")
        case "bent": throw .misconfigured("It has no key \"x\".")
        default: throw .unknown("There is no adapter \"\(name)\"; there are: opencode-jsonl.")
        }
    }
}

/// Settings that are kept in memory.
final class FakeSettings: SettingsControl {
    private let settings = Monitor(Settings())

    func report() -> SettingsReport {
        let set = settings.withLock { $0 }
        var effective = set
        effective.port = 4517
        return SettingsReport(
            settings: set, effective: effective, restartNeeded: set.port == nil ? [] : ["port"], file: "/home/a/config.json")
    }

    func change(by patch: JSONValue) throws(SettingsError) -> SettingsReport {
        let changed = try settings.withLock { $0 }.merged(with: patch)
        settings.update { $0 = changed }
        return report()
    }
}

/// Takes every post, and says so.
struct FakeIngest: EventIngest {
    func submit(_ body: [UInt8], _ responder: Responder) {
        responder.complete(Response(Array(#"{"items":[{"event_id":"evt_1","outcome":"committed","reason":null}]}"#.utf8)))
    }
}
