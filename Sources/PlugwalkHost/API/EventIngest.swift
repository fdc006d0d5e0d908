package import HTTPServer

/// Takes events that clients post. The daemon does with `--dev`; tests have their own.
package protocol EventIngest: Sendable {
    /// Takes the body of a request and answers once its events are stored, or cannot be. Never blocks: it is asked on the HTTP
    /// thread.
    func submit(_ body: [UInt8], _ responder: Responder)
}
