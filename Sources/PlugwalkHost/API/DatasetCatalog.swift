internal import HTTPServer

/// The datasets that are open. The daemon has one; tests have their own.
package protocol DatasetCatalog: Sendable {
    /// The names of the open datasets, `live` first. Answers from memory.
    var names: [String] { get }

    /// The dataset of that name, nil if none is open. Answers from memory.
    func dataset(named name: String) -> OpenDataset?
}

/// A dataset and the feed of what is committed to it.
package struct OpenDataset: Sendable {
    package let dataset: Dataset
    package let bus: EventBus

    package init(dataset: Dataset, bus: EventBus) {
        self.dataset = dataset
        self.bus = bus
    }
}

extension DatasetCatalog {
    /// The dataset that the parameter `dataset` names, `live` without it.
    func dataset(_ parameters: Parameters) throws -> OpenDataset {
        let name = try parameters.value("dataset") ?? "live"
        guard let dataset = dataset(named: name) else {
            throw Problem(status: 404, detail: "There is no dataset \"\(name)\"; there are: \(names.joined(separator: ", ")).")
        }
        return dataset
    }
}
