internal import HTTPServer
internal import PlugwalkModel
internal import StrictJSON

/// What goes over an event stream, in the form of Server-Sent Events (specification §6.2): pure functions, each message encoded
/// once and shared by all streams.
///
/// An `id:` is a place from which a client can resume, so it only ever moves forward: messages that bring no new event have none.
enum StreamMessage {
    /// A new event. Its id is the place after it.
    static func event(_ event: Event) -> SharedBytes {
        make("plugwalk.event", id: event.eventID) { $0.event(event) }
    }

    /// An event that was told before and is known better now.
    static func improved(_ event: Event) -> SharedBytes {
        make("plugwalk.event") { $0.event(event) }
    }

    /// Sessions, and all that belongs to them, went from one run to another.
    static func moved(_ move: RunMove) -> SharedBytes {
        make("plugwalk.moved") { json in
            json.object { json in
                json.member("session_id", move.sessionID)
                json.member("from_run", move.from)
                json.member("to_run", move.to)
            }
        }
    }

    /// The client was too slow: messages are missing, those of events all after the number `after`.
    static func gap(missed: Int, after seq: Int64) -> SharedBytes {
        make("plugwalk.gap") { json in
            json.object { json in
                json.member("missed", missed)
                json.member("after", seq)
            }
        }
    }

    /// The place the client asked for is gone: it must read anew what it shows.
    static func reset(_ reason: String) -> SharedBytes {
        make("plugwalk.reset") { json in
            json.object { $0.member("reason", reason) }
        }
    }

    /// A sign of life. Its id, if it has one, is the place after the newest event, wanted or not.
    static func heartbeat(at time: Timestamp, id: String? = nil) -> SharedBytes {
        make("plugwalk.heartbeat", id: id) { json in
            json.object { $0.member("ts", time.text) }
        }
    }

    /// The first thing on a stream: browsers wait a second before they connect again, not three.
    static let opening = SharedBytes("retry: 1000\n\n".utf8)

    private static func make(_ name: String, id: String? = nil, data write: (inout JSONWriter) -> Void) -> SharedBytes {
        var json = JSONWriter(reservingCapacity: 1_024)
        write(&json)
        var message = Array("event: \(name)\n".utf8)
        message.reserveCapacity(message.count + json.bytes.count + 64)
        if let id { message += Array("id: \(id)\n".utf8) }
        message += Array("data: ".utf8)
        message += json.bytes
        message += Array("\n\n".utf8)
        return SharedBytes(message)
    }
}
