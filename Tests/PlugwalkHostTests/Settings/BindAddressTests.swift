import PlugwalkHost
import Testing

/// What `--bind` and the settings' member `bind` take.
struct BindAddressTests {
    @Test(arguments: [
        ("localhost", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true),
        ("0.0.0.0", false), ("::", false), ("10.0.0.1", false), ("::ffff:10.0.0.1", false), ("::2", false),
    ])
    func `an address in digits, or localhost, is this machine's alone or not`(text: String, isLoopback: Bool) {
        #expect(BindAddress(text)?.isLoopback == isLoopback)
    }

    @Test(arguments: ["", "localhost.", "box.local", "127.0.0.1:80", "127.1", "[::1]", "::1%lo", " 127.0.0.1"])
    func `anything else is no address`(text: String) { #expect(BindAddress(text) == nil) }
}
