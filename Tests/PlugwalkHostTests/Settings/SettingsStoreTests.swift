import Foundation
import Testing

@testable import PlugwalkHost

@Suite struct SettingsStoreTests {
    private let home: Home

    init() throws {
        home = Home(path: NSTemporaryDirectory() + "plugwalk-settings-\(UUID().uuidString)")
        try home.prepare()
    }

    private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: home.settings)) }

    @Test func `no file sets nothing`() throws {
        #expect(try SettingsStore(SettingsFile(home)).settings == Settings())
    }

    @Test func `a file that is wrong at the start is refused with its path`() throws {
        try write("{\"port\": -1}")
        let error = #expect(throws: SettingsError.self) { try SettingsStore(SettingsFile(home)) }
        #expect(error?.description == "\(home.settings): \"port\" is -1, expected a number from 0 to 65535")
    }

    @Test func `a change of the file is taken over once, a wrong one is told and changes nothing`() throws {
        try write("{\"port\": 1}")
        let store = try SettingsStore(SettingsFile(home))
        #expect(store.reload() == nil)
        try write("{\"port\": 22}")
        let change = store.reload()
        #expect(change?.old.port == 1)
        #expect(change?.new.port == 22)
        #expect(store.reload() == nil)
        try write("{\"port\": \"x\"}")
        #expect(store.reload() == nil)
        #expect(store.problem?.contains("expected a number") == true)
        #expect(store.settings.port == 22)
        try write("{\"port\": 22 }")
        #expect(store.reload() == nil)
        #expect(store.problem == nil)
    }

    @Test func `a change goes into the file beside what was written there meanwhile`() throws {
        try write("{\"port\": 1}")
        let store = try SettingsStore(SettingsFile(home))
        try write("{\"port\": 2, \"hosts\": [\"a\"]}")
        _ = try store.change { $0.adapters["aa"] = .init(isEnabled: true) }
        #expect(try SettingsFile(home).read().port == 2)
        #expect(try SettingsFile(home).read().adapters["aa"]?.isEnabled == true)
        #expect(store.settings.hosts == ["a"])
        #expect(store.reload() == nil)
    }

    @Test func `a change tells what somebody wrote into the file meanwhile, too`() throws {
        let store = try SettingsStore(SettingsFile(home))
        try write("{\"adapters\":{\"bb\":{}}}")
        let change = try store.change { $0.adapters["aa"] = .init(isEnabled: true) }
        #expect(change.old.adapters.isEmpty)
        #expect(change.new.adapters.keys.sorted() == ["aa", "bb"])
        #expect(store.reload() == nil)
    }

    @Test(arguments: [
        ("aa", ["path": ""], "\"adapters.aa.configuration.path\" is \"\", expected a text"),
        ("a b", [:], "\"adapters.a b\" is no adapter's name"),
        ("aa", ["path": String(repeating: "x", count: 5_000)], "expected a text"),
        ("aa", ["id": "../../tmp"], "\"adapters.aa.configuration.id\" is \"../../tmp\", expected"),
        ("aa", ["id": "ingest"], "this one is the host's own"),
    ])
    func `what could not be read again is not written`(name: String, configuration: [String: String], words: String) throws {
        let store = try SettingsStore(SettingsFile(home))
        let error = #expect(throws: SettingsError.self) {
            _ = try store.change { $0.adapters[name] = .init(isEnabled: true, configuration: configuration) }
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "nothing")")
        #expect(!FileManager.default.fileExists(atPath: home.settings))
    }

    @Test func `changes side by side lose nothing`() throws {
        let store = try SettingsStore(SettingsFile(home))
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            _ = try? store.change { $0.adapters["a\(number)"] = .init(isEnabled: true) }
        }
        #expect(try SettingsFile(home).read().adapters.count == 40)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).filter { $0.hasSuffix(".new") } == [])
    }

    @Test func `a wrong file is not overwritten by a change`() throws {
        let store = try SettingsStore(SettingsFile(home))
        try write("{\"port\": tru")
        #expect(throws: SettingsError.self) { _ = try store.change { $0.port = 1 } }
        #expect(try String(contentsOfFile: home.settings, encoding: .utf8) == "{\"port\": tru")
    }
}
