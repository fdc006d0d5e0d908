/// One event in the canonical envelope, with the source's own ids. The C header `plugwalk/event.h` says what each field means;
/// an empty text means "not known".
public struct Event {
    /// The source's name of the event.
    public var kind: Text
    /// What the event is about.
    public var entity: EntityType
    /// The source's id of the thing itself: call, permission, message, session.
    public var entityID: Text
    /// How the thing stands now; nil when the event does not say.
    public var status: Status?
    /// How much a person should care.
    public var severity: Severity = .info

    /// When the fact became true.
    public var time: EventTime = .unknown
    /// Position in the source's own sequence, larger is later; nil when it has none.
    public var order: Int64?

    /// The partition in which order and checkpoints hold, such as one file.
    public var stream: Text = ""
    /// Two events with one key are one fact.
    public var key: Text = ""
    /// Whether `key` is unique over the whole source and not only within this instance.
    public var isKeyGlobal = false

    /// Empty: the manifest's.
    public var source: Text = ""
    /// Only of a source that has runs of its own.
    public var run: Text = ""
    /// The source's id of the thread of work.
    public var session: Text = ""
    /// Only when this record itself names it.
    public var parentSession: Text = ""
    /// Who works, such as build or explore.
    public var agent: Text = ""
    /// The source's id of the unit of work that this record names, such as a message.
    public var correlation: Text = ""

    /// Whole: the host redacts it, then cuts it.
    public var title: Text = ""
    /// One line, whole: the host redacts it, then cuts it.
    public var summary: Text = ""
    /// One JSON object, such as a `JSONWriter` makes.
    public var payload: Text = ""
    /// A JSON array of strings.
    public var tags: Text = ""

    /// An event that says no more than what it is about.
    public init(kind: Text, entity: EntityType, id: Text = "") {
        self.kind = kind
        self.entity = entity
        self.entityID = id
    }
}
