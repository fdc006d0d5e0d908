extension MapperCases {
    static let part: [MapperCase] = [
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"What does\nthis do?"},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running info source@1795443354958 part:ses_a/msg_2/prt_1:done:# ses_a of=msg_2 | Text | What does this do? | turn="text""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"Called the Read tool","synthetic":true},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running info source@1795443354958 part:ses_a/msg_2/prt_1:done:# ses_a of=msg_2 | Text | Called the Read tool | turn="synthetic""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"","time":{"start":1795443354200}},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug exact@1795443354200 part:ses_a/msg_2/prt_1:open ses_a of=msg_2 | Text | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"It is a ti","time":{"start":1795443354200}},"time":1795443354950}"#,
            #"first: message.part.updated message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#,
            #"later: message.part.updated message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"It is a tiny library.","time":{"start":1795443354200,"end":1795443354300}},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running info exact@1795443354300 part:ses_a/msg_2/prt_1:done:# ses_a of=msg_2 | Text | It is a tiny library. | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"reasoning","text":"","time":{"start":1795443354200}},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug exact@1795443354200 part:ses_a/msg_2/prt_1:open ses_a of=msg_2 | Reasoning | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"reasoning","text":"The user wants","time":{"start":1795443354200,"end":1795443354300}},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug exact@1795443354300 part:ses_a/msg_2/prt_1:done:# ses_a of=msg_2 | Reasoning | The user wants | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"step-start","snapshot":"53271b"},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Step started | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"step-finish","reason":"tool-calls","cost":0.1},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Step finished | tool-calls | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"step-finish","reason":"stop"},"time":1795443354950}"#,
            #"message.part.updated message msg_2 success debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Step finished | stop | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"step-finish","reason":"length"},"time":1795443354950}"#,
            #"message.part.updated message msg_2 failed warn source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Step finished | length | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"patch","hash":"53271b","files":["/p/a.js","/p/b.js"]},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Patch | /p/a.js, /p/b.js | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"subtask","agent":"explore","description":"Audit","prompt":"Audit the tests","command":"audit"},"time":1795443354950}"#,
            "message.part.updated task prt_1 queued info source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Audit | explore"
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"agent","name":"explore"},"time":1795443354950}"#,
            "message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Agent | explore"
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"file","mime":"text/plain","filename":"a.js","url":"data:text/plain;base64,AAAA"},"time":1795443354950}"#,
            "message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | File | a.js"
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"snapshot","snapshot":"53271b"},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Snapshot | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"retry","attempt":1,"error":{"name":"APIError","data":{"message":"Overloaded"}}},"time":1795443354950}"#,
            #"message.part.updated message msg_2 retry warn source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Retry | APIError: Overloaded | reason="APIError: Overloaded""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"compaction","auto":true},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running info source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 | Compaction | The context is nearly full | turn="compaction""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"hologram","depth":3},"time":1795443354950}"#,
            #"message.part.updated message msg_2 running debug source@1795443354958 part:ses_a/msg_2/prt_1:# ses_a of=msg_2 ["unmapped"] | hologram | -"#
        ),
        MapperCase(
            "message.part.delta",
            #"{"sessionID":"ses_a","messageID":"msg_2","partID":"prt_1","field":"text","delta":"ny"}"#,
            #"first: message.part.delta message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#,
            #"later: message.part.delta message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"It is","time":{"start":1795443354200}},"delta":"is"}"#,
            #"first: message.part.updated message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#,
            #"later: message.part.updated message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#
        ),
    ]
}
