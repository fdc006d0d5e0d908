extension MapperCases {
    static let session: [MapperCase] = [
        MapperCase(
            "session.created",
            #"{"sessionID":"ses_a","info":{"id":"ses_a","title":"Fix it","time":{"created":1795443354000,"updated":1795443355000}}}"#,
            "session.created session ses_a queued info exact@1795443354000 session:ses_a:created:# | Fix it | -",
            "session.updated session ses_a debug exact@1795443355000 session:ses_a:info:#:1795443355000 | Fix it | -"),
        MapperCase(
            "session.created",
            #"{"info":{"id":"ses_b","parentID":"ses_a","agent":"explore","title":"Map the files","time":{"created":1795443354000,"updated":1795443354000}}}"#,
            "session.created session ses_b queued info exact@1795443354000 session:ses_b:created:# parent=ses_a agent=explore | Map the files | -",
            "session.updated session ses_b debug exact@1795443354000 session:ses_b:info:#:1795443354000 parent=ses_a agent=explore | Map the files | -"
        ),
        MapperCase(
            "session.updated",
            #"{"sessionID":"ses_a","info":{"id":"ses_a","title":"Fix it","agent":"compaction","revert":{"messageID":"msg_1"},"time":{"created":1795443354000,"updated":1795443356000,"archived":1795443357000}}}"#,
            "session.updated session ses_a debug exact@1795443356000 session:ses_a:info:#:1795443356000 | Fix it | -"),
        MapperCase(
            "session.deleted",
            #"{"sessionID":"ses_a","info":{"id":"ses_a","title":"Fix it","time":{"created":1795443354000,"updated":1795443355000}}}"#,
            "session.deleted session ses_a cancelled info source@1795443354958 session:ses_a:deleted | Fix it | Deleted"),
        MapperCase(
            "session.status",
            #"{"sessionID":"ses_a","status":{"type":"busy"}}"#,
            "session.status session ses_a running info source@1795443354958 status:ses_a:evt_208c36d4e001z8naOK7ByotGRK | busy | -"),
        MapperCase(
            "session.status",
            #"{"sessionID":"ses_a","status":{"type":"idle"}}"#,
            "session.status session ses_a idle info source@1795443354958 status:ses_a:evt_208c36d4e001z8naOK7ByotGRK | idle | -"),
        MapperCase(
            "session.status",
            #"{"sessionID":"ses_a","status":{"type":"retry","attempt":2,"message":"Rate limit reached","next":1795443360000}}"#,
            #"session.status session ses_a retry warn source@1795443354958 retry:ses_a:2:1795443360000 | retry 2 | Rate limit reached | reason="Rate limit reached" attempt=2 next_ms=1795443360000"#
        ),
        MapperCase(
            "session.status",
            #"{"sessionID":"ses_a","status":{"type":"dreaming"}}"#,
            "session.status session ses_a running debug source@1795443354958 status:ses_a:evt_208c36d4e001z8naOK7ByotGRK | dreaming | -"
        ),
        MapperCase(
            "session.idle",
            #"{"sessionID":"ses_a"}"#,
            "session.idle session ses_a idle info source@1795443354958 status:ses_a:evt_208c36d4e001z8naOK7ByotGRK | idle | -"),
        MapperCase(
            "session.error",
            #"{"sessionID":"ses_a","error":{"name":"APIError","data":{"message":"Invalid value","statusCode":400}}}"#,
            #"session.error session ses_a failed error source@1795443354958 error:ses_a:evt_208c36d4e001z8naOK7ByotGRK | APIError | APIError: Invalid value | reason="APIError: Invalid value""#
        ),
        MapperCase(
            "session.error",
            #"{"sessionID":"ses_a","error":{"name":"MessageAbortedError","data":{"message":"Aborted"}}}"#,
            #"session.error session ses_a cancelled warn source@1795443354958 error:ses_a:evt_208c36d4e001z8naOK7ByotGRK | MessageAbortedError | MessageAbortedError: Aborted | reason="MessageAbortedError: Aborted""#
        ),
        MapperCase(
            "session.error",
            #"{"sessionID":"ses_a","error":{"name":"ContextOverflowError","data":{"message":"Too long"}}}"#,
            #"session.error session ses_a running warn source@1795443354958 error:ses_a:evt_208c36d4e001z8naOK7ByotGRK | ContextOverflowError | ContextOverflowError: Too long | reason="ContextOverflowError: Too long""#
        ),
        MapperCase(
            "session.error",
            #"{"error":{"name":"UnknownError","data":{"message":"no such agent"}}}"#,
            #"session.error run failed error source@1795443354958 error::evt_208c36d4e001z8naOK7ByotGRK | UnknownError | UnknownError: no such agent | reason="UnknownError: no such agent""#
        ),
        MapperCase(
            "session.compacted",
            #"{"sessionID":"ses_a"}"#,
            "session.compacted session ses_a running info source@1795443354958 session.compacted:evt_208c36d4e001z8naOK7ByotGRK | Context compacted | -"
        ),
        MapperCase(
            "session.diff",
            #"{"sessionID":"ses_a","diff":[]}"#,
            "dropped: empty session.diff"),
        MapperCase(
            "session.diff",
            #"{"sessionID":"ses_a","diff":[{"file":"a.js","additions":3,"deletions":1},{"file":"b.js","additions":4,"deletions":0}]}"#,
            "session.diff session ses_a debug source@1795443354958 session.diff:evt_208c36d4e001z8naOK7ByotGRK | Changes | 2 files +7 −1"
        ),
    ]
}
