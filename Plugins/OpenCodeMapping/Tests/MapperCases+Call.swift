extension MapperCases {
    static let call: [MapperCase] = [
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"pending","input":{},"raw":"{\"comm"}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 queued debug source@1795443354958 call:ses_a/msg_2/call_1:pending:# ses_a of=msg_2 | bash | - | tool="bash" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"running","input":{"command":"npm test","description":"Run the tests"},"time":{"start":1795443354400}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 running info source@1795443354958 call:ses_a/msg_2/call_1:running:# ses_a of=msg_2 | bash: npm test | Run the tests | tool="bash" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"running","input":{"command":"npm test","description":"Run the tests"},"metadata":{"output":""},"time":{"start":1795443354400}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 running info source@1795443354958 call:ses_a/msg_2/call_1:running:# ses_a of=msg_2 | bash: npm test | Run the tests | tool="bash" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"running","input":{"command":"npm test","description":"Run the tests"},"metadata":{"output":"1 passed"},"time":{"start":1795443354400}}},"time":1795443354950}"#,
            #"first: message.part.updated tool call_1 running info source@1795443354958 call:ses_a/msg_2/call_1:running:# ses_a of=msg_2 | bash: npm test | Run the tests | tool="bash" turn="progress""#,
            #"later: message.part.updated message msg_2 running debug source@1795443354958 alive:ses_a/msg_2:29924055 ses_a of=msg_2 | Working | - | turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"completed","input":{"command":"npm test","description":"Run the tests"},"output":"ok","title":"npm test","metadata":{"output":"ok","exit":0},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 success info exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | Run the tests | tool="bash" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"completed","input":{"command":"npm test","description":"Run the tests"},"output":"no","title":"npm test","metadata":{"output":"no","exit":1},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 failed error exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | exit code 1 | tool="bash" turn="progress" reason="exit code 1""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"completed","input":{"command":"npm test","description":"Run the tests"},"output":"<shell_metadata>\nterminated after exceeding timeout 1500 ms","metadata":{"exit":null},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 failed error exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | timeout | tool="bash" turn="progress" reason="timeout""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"completed","input":{"command":"npm test","description":"Run the tests"},"output":"User aborted the command","metadata":{"exit":null},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | aborted | tool="bash" turn="progress" reason="aborted""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"completed","input":{"command":"npm test","description":"Run the tests"},"output":"ok","metadata":{"output":"ok"},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 success info exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | Run the tests | tool="bash" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"read","callID":"call_1","state":{"status":"error","input":{"filePath":"/p/a.js"},"error":"File not found: /p/a.js","time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 failed error exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | read: /p/a.js | File not found: /p/a.js | tool="read" turn="progress" reason="File not found: /p/a.js""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"error","input":{"command":"npm test","description":"Run the tests"},"error":"Tool execution aborted","metadata":{"interrupted":true},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | Tool execution aborted | tool="bash" turn="progress" reason="Tool execution aborted""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"call_1","state":{"status":"error","input":{"command":"npm test","description":"Run the tests"},"error":"The user rejected permission to use this specific tool call.","time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | bash: npm test | The user rejected permission to use this specific tool call. | tool="bash" turn="progress" reason="The user rejected permission to use this specific tool call.""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"webfetch","callID":"call_1","state":{"status":"error","input":{"url":"http://x"},"error":"There is a rule which prevents you from this","time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | webfetch: http://x | There is a rule which prevents you from this | tool="webfetch" turn="progress" reason="There is a rule which prevents you from this""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"question","callID":"call_1","state":{"status":"error","input":{},"error":"The user dismissed this question","time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | question | The user dismissed this question | tool="question" turn="progress" reason="The user dismissed this question""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"invalid","callID":"call_1","state":{"status":"running","input":{"tool":"teleport","error":"no such tool"},"time":{"start":1795443354400}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 running info source@1795443354958 call:ses_a/msg_2/call_1:running:# ses_a of=msg_2 | teleport | - | tool="teleport" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"invalid","callID":"call_1","state":{"status":"completed","input":{"tool":"teleport","error":"Model tried to call unavailable tool"},"output":"x","title":"Invalid Tool","metadata":{},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated tool call_1 failed error exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | teleport | Model tried to call unavailable tool | tool="teleport" turn="progress" reason="Model tried to call unavailable tool""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"task","callID":"call_1","state":{"status":"pending","input":{},"raw":""}},"time":1795443354950}"#,
            #"message.part.updated task call_1 queued debug source@1795443354958 call:ses_a/msg_2/call_1:pending:# ses_a of=msg_2 | task | - | tool="task" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"task","callID":"call_1","state":{"status":"running","input":{"description":"Map the files","prompt":"p","subagent_type":"explore"},"title":"Map the files","metadata":{"sessionId":"ses_b"},"time":{"start":1795443354400}}},"time":1795443354950}"#,
            #"message.part.updated task call_1 running info source@1795443354958 call:ses_a/msg_2/call_1:running:# ses_a of=msg_2 | task: Map the files | Map the files | tool="task" child="ses_b" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"task","callID":"call_1","state":{"status":"completed","input":{"description":"Map the files"},"title":"Map the files","metadata":{"sessionId":"ses_b"},"output":"<task>","time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated task call_1 success info exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | task: Map the files | Map the files | tool="task" child="ses_b" turn="progress""#
        ),
        MapperCase(
            "message.part.updated",
            #"{"sessionID":"ses_a","part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"task","callID":"call_1","state":{"status":"error","input":{"description":"Map the files"},"error":"Task cancelled","metadata":{"sessionId":"ses_b"},"time":{"start":1795443354400,"end":1795443354500}}},"time":1795443354950}"#,
            #"message.part.updated task call_1 cancelled warn exact@1795443354500 call:ses_a/msg_2/call_1:end:# ses_a of=msg_2 | task: Map the files | Task cancelled | tool="task" child="ses_b" turn="progress" reason="Task cancelled""#
        ),
    ]
}
