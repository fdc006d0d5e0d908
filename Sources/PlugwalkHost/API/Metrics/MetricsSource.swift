/// Tells what `/metrics` shows beside the health of the service. The daemon does; tests have their own.
package protocol MetricsSource: Sendable {
    /// Answers at once, from memory or `/proc`: it is asked on the HTTP thread.
    var figures: ServiceFigures { get }
}

/// What the service has open at one moment, and what its process takes.
package struct ServiceFigures: Sendable, Equatable {
    /// Event streams that clients read.
    package var streams: Int
    /// Connections of clients, on all its sockets.
    package var connections: Int
    /// Nil when `/proc` does not tell.
    package var process: ProcessFigures?

    package init(streams: Int, connections: Int, process: ProcessFigures? = .current()) {
        self.streams = streams
        self.connections = connections
        self.process = process
    }
}
