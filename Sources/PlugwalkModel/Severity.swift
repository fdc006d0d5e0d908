/// How much an event matters to a person who only skims (specification §4.1, `severity`).
package enum Severity: String, Sendable, CaseIterable {
    case debug, info, warn, error
}
