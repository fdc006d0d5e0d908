/// The name of one instance of an adapter, unique in this host: what the person gave, or made from name and configuration.
package struct InstanceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: InstanceID, right: InstanceID) -> Bool { left.text < right.text }
}
