internal import HTTPServer

/// What the command asks of a running daemon, over a Unix socket that only its owner can open.
enum ControlRouter {
    static func make(health: any HealthSource, stop: StopRequest) -> Router<Void> {
        var router = Router<Void>()
        router.on(.get, "/status", .inline { _ in Response { $0.health(health.health) } })
        router.on(
            .post, "/stop",
            .inline { _ in
                stop.post()
                return Response(status: 202, text: "stopping\n")
            })
        return router
    }
}
