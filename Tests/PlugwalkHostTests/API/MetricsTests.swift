import Foundation
import HTTPServer
import Testing

@testable import PlugwalkHost

/// What machines ask: `/metrics` and `/healthz`.
@Suite struct MetricsTests {
    private struct Source: HealthSource, MetricsSource {
        var health = APIBench.Health().health
        var figures = ServiceFigures(
            streams: 2, connections: 7, process: ProcessFigures(residentBytes: 12_345_678, openDescriptors: 41))
    }

    private func answer(_ target: String, _ source: Source) -> Response {
        var router = Router<ReadContext>()
        let endpoints = MetricsController(health: source, metrics: source).endpoints + HealthController(source: source).endpoints
        for endpoint in endpoints { router.on(endpoint.method, endpoint.pattern, endpoint.handler) }
        var context = ReadContext()
        return router.respond(to: Request(.get, target), with: &context)
    }

    @Test func `the figures are told in the format of Prometheus`() throws {
        let response = answer("/metrics", Source())
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        try expectSnapshot(response.text, "metrics.txt")
    }

    @Test func `a service without adapters, datasets and proc has no empty families`() {
        var source = Source()
        source.health.adapters = []
        source.health.datasets = []
        source.figures.process = nil
        let text = answer("/metrics", source).text
        #expect(text.contains("plugwalk_event_streams 2\n"))
        #expect(!text.contains("plugwalk_events_total") && !text.contains("process_") && !text.contains("dataset"))
    }

    @Test func `labels and help are escaped`() {
        var text = MetricsText()
        text.family("a", .gauge, "One\nand \\ \"two\".", [.init(1, ("label", "a\"b\\c\nd"))])
        #expect(text.text == "# HELP a One\\nand \\\\ \"two\".\n# TYPE a gauge\na{label=\"a\\\"b\\\\c\\nd\"} 1\n")
    }

    @Test func `the process is measured`() throws {
        let before = try #require(ProcessFigures.current())
        let files = (0..<200).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        defer { for file in files { close(file) } }
        let after = try #require(ProcessFigures.current())
        // Other tests open and close files meanwhile.
        #expect(abs(after.openDescriptors - before.openDescriptors - 200) < 150)
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.firstMatch(of: /VmRSS:\s+(\d+) kB/))
        let resident = try #require(Int64(line.1)) * 1_024
        #expect((resident / 2...resident * 2).contains(after.residentBytes))
    }

    @Test(arguments: [
        (HealthSnapshot.Status.ok, nil as String?, 200, "ok\n"),
        (.degraded, nil, 200, "ok\n"),
        (.failing, "live: the disk is full", 503, "failing: live: the disk is full\n"),
        (.failing, nil, 503, "failing: nothing can be stored\n"),
    ])
    func `only a service that cannot store is ill`(
        status: HealthSnapshot.Status, message: String?, code: Int, text: String
    ) {
        var source = Source()
        source.health.status = status
        source.health.storage = .init(isOK: status != .failing, message: message)
        let response = answer("/healthz", source)
        #expect(response.status == code)
        #expect(response.text == text)
        #expect(response.headers["Content-Type"] == "text/plain; charset=utf-8")
    }
}
