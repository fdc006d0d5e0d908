internal import HTTPServer
internal import PlugwalkModel
internal import Threading

/// Events: their list, and as they are committed.
struct EventsController: Sendable {
    let catalog: any DatasetCatalog
    let readers: Pool<ReadContext>

    var endpoints: [Endpoint] {
        [.get("/api/v1/events", .reader(list)), .get("/api/v1/events/stream", .reader(stream))]
    }

    private func list(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventList)
        let listing = try parameters.listing()
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try Response(listing, called: listing.name, parameters, database)
    }

    private func stream(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventFilter + ["run_id", "after"])
        let filter = try parameters.eventFilter()
        let open = try catalog.dataset(parameters)
        let start = try start(request, parameters, open, &context)
        let (stream, number) = open.bus.open(filter, from: start)
        if case .after(let seq) = start {
            Replay(
                bus: open.bus, dataset: open.dataset, filter: filter, stream: stream, number: number, readers: readers
            ).run(after: seq, &context)
        }
        return Response(stream)
    }

    /// Where the client wants to begin. A browser that connects again repeats its URL and adds the header, which is newer.
    private func start(
        _ request: Request, _ parameters: Parameters, _ open: OpenDataset, _ context: inout ReadContext
    ) throws -> EventBus.Start {
        let asked = try parameters.value("after")
        if let asked, !asked.hasPrefix("evt_"), Int64(asked) == nil {
            let detail = "The parameter \"after\" is \"\(asked)\", expected an event's id (evt_…) or the watermark of a list."
            throw Problem(status: 400, detail: detail)
        }
        guard let place = request.headers["Last-Event-ID"] ?? asked else { return .now }
        let queries = EventQueries(database: try context.database(of: open.dataset))
        guard let seq = try queries.seq(atPlace: place, head: open.bus.head) else {
            return .lost("\(place) is not stored (any more): read again what you show")
        }
        return .after(seq)
    }
}

extension EventQueries {
    /// The number of the event at a place that a client names by the event's id or number; nil when it is not stored. Zero is
    /// the place before all events, and the newest place is known even when its event is not stored any more.
    fileprivate func seq(atPlace place: String, head: EventBus.Head) throws -> Int64? {
        if place == head.place { return head.seq }
        guard let number = Int64(place) else { return try seq(of: place) }
        return try number == 0 || number == head.seq || exists(seq: number) ? number : nil
    }
}
