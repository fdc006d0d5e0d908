internal import HTTPServer
internal import PlugwalkModel

/// One thing that a commit tells the clients, with its one encoding.
struct Announcement: Sendable {
    enum Subject: Sendable {
        case new(Event)
        case improved(Event)
        case moved(RunMove)
    }

    let subject: Subject
    let message: SharedBytes

    init(_ subject: Subject) {
        self.subject = subject
        message =
            switch subject {
            case .new(let event): StreamMessage.event(event)
            case .improved(let event): StreamMessage.improved(event)
            case .moved(let move): StreamMessage.moved(move)
            }
    }

    /// What the commit has to tell, in the order in which it is told.
    static func subjects(of commit: Commit) -> [Subject] {
        commit.moves.map(Subject.moved) + commit.events.map(Subject.new) + commit.improved.map(Subject.improved)
    }

    /// The number of the new event that is told.
    var newSeq: Int64? {
        if case .new(let event) = subject { event.seq } else { nil }
    }

    func concerns(_ filter: EventFilter) -> Bool {
        switch subject {
        case .new(let event), .improved(let event): filter.matches(event)
        case .moved(let move): filter.matches(move)
        }
    }
}
