/// What an adapter says of itself without being run: the JSON object in the section `.plugwalk` of its file.
///
/// The members are described in `plugwalk/manifest.h`.
package struct Manifest: Sendable, Equatable {
    package struct ABI: Sendable, Equatable {
        package var major: Int
        package var minorNeeded: Int
    }

    /// The values that an event's kind may take.
    package enum Kinds: Sendable, Equatable {
        /// The source's names are open.
        case any
        /// Kind to schema version.
        case listed([String: Int])

        /// Whether an event of that kind may be stored.
        package func contains(_ kind: String) -> Bool {
            switch self {
            case .any: true
            case .listed(let versions): versions[kind] != nil
            }
        }
    }

    package enum Delivery: String, Sendable, CaseIterable {
        /// It can read again from a checkpoint.
        case replayable
        /// It cannot.
        case live
    }

    /// What it touches beyond its state folder.
    package struct Capabilities: Sendable, Equatable {
        package var read: [String] = []
        package var write: [String] = []
        package var connect: [String] = []
        package var listen: [String] = []
        package var exec = false
        /// Names of the environment variables it gets.
        package var env: [String] = []

        package init() {}
    }

    package var id: String
    package var name: String
    package var short: String
    package var source: String
    package var version: String
    package var abi: ABI
    package var kinds: Kinds
    package var description: String
    /// A JSON Schema, as it stands in the manifest.
    package var configSchemaJSON: String?
    package var checkpointVersion: Int
    package var delivery: Delivery
    package var maxSilenceMs: Int
    package var stopGraceMs: Int
    /// Address space in MiB beyond the worker's own; nil for no limit.
    package var memoryMB: Int?
    package var capabilities: Capabilities
    package var license: String?
    package var homepage: String?
    /// The bytes as they stand in the section, without NUL bytes at the end.
    package var bytes: [UInt8]
    /// Members that this host does not know: perhaps of a newer minor version, perhaps misspelt.
    package var unknownMembers: [String]
}

/// Why a manifest is refused: where, and what would be right.
package struct ManifestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The member, such as `abi.major`; empty for the whole.
    package var member: String
    package var problem: String

    package var description: String {
        member.isEmpty ? "manifest: \(problem)" : "manifest: \"\(member)\" \(problem)"
    }
}
