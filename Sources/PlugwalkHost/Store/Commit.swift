package import PlugwalkModel

/// What one transaction stored: what the bus tells the clients after it.
package struct Commit: Sendable {
    /// New events, in the order of their numbers.
    package internal(set) var events: [Event] = []
    /// Events that were known and became better: told again under their ids.
    package internal(set) var improved: [Event] = []
    package internal(set) var moves: [RunMove] = []
    package internal(set) var duplicates = 0
    var bookings: [Booking] = []
    /// The highest number stored so far.
    package internal(set) var watermark: Int64 = 0
}
