extension MapperCases {
    static let message: [MapperCase] = [
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_1","role":"user","sessionID":"ses_a","agent":"build","time":{"created":1795443354000}}}"#,
            #"message.updated message msg_1 queued info exact@1795443354000 message:ses_a/msg_1:user:# ses_a agent=build of=msg_1 | Prompt | - | turn="prompt""#
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_1","role":"user","sessionID":"ses_a","agent":"build","time":{"created":1795443354000},"summary":{"diffs":[]}}}"#,
            #"message.updated message msg_1 queued info exact@1795443354000 message:ses_a/msg_1:user:# ses_a agent=build of=msg_1 | Prompt | - | turn="prompt""#
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_1","role":"user","sessionID":"ses_a","agent":"build","time":{"created":1795443354000},"summary":{"diffs":[{"file":"a.js","patch":"@@","additions":10,"deletions":3}]}}}"#,
            #"message.updated message msg_1 queued info exact@1795443354000 message:ses_a/msg_1:user:# ses_a agent=build of=msg_1 | Prompt | - | turn="prompt""#,
            "message.updated message msg_1 debug source@1795443354958 message:ses_a/msg_1:diffs:# ses_a of=msg_1 | Changes of the turn | 1 file +10 −3"
        ),
        MapperCase(
            "message.updated",
            #"{"info":{"id":"msg_2","role":"assistant","sessionID":"ses_a","parentID":"msg_1","mode":"build","time":{"created":1795443354100}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a agent=build of=msg_1 | Answer | -"
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_2","role":"assistant","parentID":"msg_1","agent":"build","finish":"stop","time":{"created":1795443354100}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a agent=build of=msg_1 | Answer | -"
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_2","role":"assistant","parentID":"msg_1","agent":"build","finish":"stop","time":{"created":1795443354100,"completed":1795443354900}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a agent=build of=msg_1 | Answer | -",
            "message.updated message msg_2 success info exact@1795443354900 message:ses_a/msg_2:done:# ses_a agent=build of=msg_1 | Answer | stop"
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_2","role":"assistant","parentID":"msg_1","agent":"compaction","finish":"tool-calls","time":{"created":1795443354100,"completed":1795443354900}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a of=msg_1 | Answer | -",
            "message.updated message msg_2 success debug exact@1795443354900 message:ses_a/msg_2:done:# ses_a of=msg_1 | Answer | tool-calls"
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_2","role":"assistant","parentID":"msg_1","agent":"build","error":{"name":"APIError","data":{"message":"Invalid\nvalue"}},"time":{"created":1795443354100,"completed":1795443354900}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a agent=build of=msg_1 | Answer | -",
            #"message.updated message msg_2 failed error exact@1795443354900 message:ses_a/msg_2:done:# ses_a agent=build of=msg_1 | Answer | APIError: Invalid value | reason="APIError: Invalid value""#
        ),
        MapperCase(
            "message.updated",
            #"{"sessionID":"ses_a","info":{"id":"msg_2","role":"assistant","parentID":"msg_1","agent":"build","error":{"name":"MessageAbortedError","data":{"message":"Aborted"}},"time":{"created":1795443354100,"completed":1795443354900}}}"#,
            "message.updated message msg_2 running debug exact@1795443354100 message:ses_a/msg_2:open:# ses_a agent=build of=msg_1 | Answer | -",
            #"message.updated message msg_2 cancelled warn exact@1795443354900 message:ses_a/msg_2:done:# ses_a agent=build of=msg_1 | Answer | MessageAbortedError: Aborted | reason="MessageAbortedError: Aborted""#
        ),
        MapperCase(
            "message.removed",
            #"{"sessionID":"ses_a","messageID":"msg_1"}"#,
            "message.removed message msg_1 cancelled debug source@1795443354958 message:ses_a/msg_1:removed ses_a of=msg_1 | Message removed | -"
        ),
        MapperCase(
            "message.part.removed",
            #"{"sessionID":"ses_a","messageID":"msg_1","partID":"prt_1"}"#,
            "message.part.removed message msg_1 debug source@1795443354958 part:ses_a/msg_1/prt_1:removed ses_a of=msg_1 | Part removed | -"
        ),
    ]
}
