/// The tags that the host itself sets or understands.
package enum Tag {
    /// A guess by a named rule; the evidence is in the payload.
    package static let inferred = "inferred"
    /// History that a fork brought along: not counted again.
    package static let copied = "copied"
    /// Taken from a snapshot instead of a stream.
    package static let reconstructed = "reconstructed"
    /// Belongs to a writing of a log that was replaced.
    package static let superseded = "superseded"
}
