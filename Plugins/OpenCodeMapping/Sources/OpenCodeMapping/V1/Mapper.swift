import AdapterKit

/// Maps records of OpenCode V1 to events: a pure function of one record and its place.
///
/// The keys are those of the key table in the README. They are the same for every route by which a fact can arrive, so that the
/// server's stream and a log of the same work give the same events. What needs earlier records (parents, agents, the open turn)
/// is left to the host.
public struct Mapper {
    let record: Record
    let place: RecordPlace
    let properties: JSONCursor
    let session: JSONCursor

    /// The mapping of `record`, which stands at `place`. Borrows both.
    public init(_ record: Record, at place: RecordPlace) {
        self.record = record
        self.place = place
        properties = record.properties
        session = Self.session(of: record.properties)
    }

    /// What becomes of the record.
    public func outcome() -> Outcome {
        let type = record.type.text
        guard record.type.isFilled else { return .mapped([unknown(kind: "unknown")]) }
        switch type.withSlice(MappingTable.row(for:)).decision {
        case .drop(let reason): return .dropped(reason)
        case .map(let rule): return apply(rule)
        }
    }

    private func apply(_ rule: MappingTable.Rule) -> Outcome {
        switch rule {
        case .sessionCreated: .mapped([sessionCreated(), sessionInfo()])
        case .sessionUpdated: .mapped([sessionInfo()])
        case .sessionDeleted: .mapped([sessionDeleted()])
        case .sessionStatus: .mapped([sessionStatus()])
        case .sessionIdle: .mapped([sessionIdle()])
        case .sessionError: .mapped([sessionError()])
        case .sessionCompacted: .mapped([sessionCompacted()])
        case .sessionDiff: sessionDiff()
        case .message: .mapped(message())
        case .messageRemoved: .mapped([messageRemoved()])
        case .part: part()
        case .partDelta: partDelta()
        case .partRemoved: .mapped([partRemoved()])
        case .permissionAsked: .mapped([permissionAsked()])
        case .permissionReplied: .mapped([permissionReplied()])
        case .questionAsked: .mapped([questionAsked()])
        case .questionReplied: .mapped([questionReplied()])
        case .questionRejected: .mapped([questionRejected()])
        case .todo: .mapped([todo()])
        case .command: .mapped([command()])
        case .fileEdited: .mapped([fileEdited()])
        case .pty: .mapped([pty()])
        case .branch: .mapped([branch()])
        case .disposed: .mapped([disposed()])
        case .failure: .mapped([failure()])
        case .toast: toast()
        case .unknown: .mapped([unknown(kind: record.type.text)])
        }
    }

    /// Until 2026 the session stood only inside the object that the event is about.
    private static func session(of properties: JSONCursor) -> JSONCursor {
        for candidate in [properties["sessionID"], properties["info"]["sessionID"], properties["part"]["sessionID"]]
        where candidate.isFilled { return candidate }
        let id = properties["info"]["id"]
        return id.plainText?.starts(with: "ses_") == true ? id : properties["sessionID"]
    }
}
