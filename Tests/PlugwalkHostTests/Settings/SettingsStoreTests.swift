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
        try store.change { $0.adapters["aa"] = .init(isEnabled: true) }
        #expect(try SettingsFile(home).read().port == 2)
        #expect(try SettingsFile(home).read().adapters["aa"]?.isEnabled == true)
        #expect(store.settings.hosts == ["a"])
        #expect(store.reload() == nil)
    }

    @Test func `a wrong file is not overwritten by a change`() throws {
        let store = try SettingsStore(SettingsFile(home))
        try write("{\"port\": tru")
        #expect(throws: SettingsError.self) { try store.change { $0.port = 1 } }
        #expect(try String(contentsOfFile: home.settings, encoding: .utf8) == "{\"port\": tru")
    }
}
