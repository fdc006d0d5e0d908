internal import PlugwalkModel
internal import Synchronization

/// The keys of login links: each opens once, and not for long.
///
/// **Overflow rule:** at most `capacity` wait to be used; a new one ends the oldest.
final class LoginLinks: Sendable {
    static let lifetimeMs: Int64 = 10 * 60_000
    static let capacity = 16

    private struct Link: Sendable {
        let key: Secret
        let madeAt: Timestamp
    }

    private let clock: any TimeSource
    private let links = Mutex<[Link]>([])

    init(clock: any TimeSource) { self.clock = clock }

    /// Makes a key: 51 characters that carry 255 random bits.
    func make() -> String {
        let key = Base32.encode(Secret.random(), characters: 51)
        let link = Link(key: Secret(key), madeAt: clock.now)
        links.withLock { links in
            if links.count == Self.capacity { links.removeFirst() }
            links.append(link)
        }
        return key
    }

    /// Whether `key` opens, which it does once.
    func use(_ key: String) -> Bool {
        let now = clock.now.milliseconds
        return links.withLock { links in
            // A clock that was set back ends them too.
            links.removeAll { !(0...Self.lifetimeMs).contains(now - $0.madeAt.milliseconds) }
            guard let index = links.firstIndex(where: { $0.key.matches(key.utf8) }) else { return false }
            links.remove(at: index)
            return true
        }
    }
}
