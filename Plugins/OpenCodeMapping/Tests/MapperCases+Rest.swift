extension MapperCases {
    static let rest: [MapperCase] = [
        MapperCase(
            "todo.updated",
            #"{"sessionID":"ses_a","todos":[{"content":"Reproduce","status":"completed"},{"content":"Fix money()","status":"in_progress"},{"content":"Changelog","status":"pending"}]}"#,
            "todo.updated todo ses_a running info source@1795443354958 todo:ses_a:#:evt_208c36d4e001z8naOK7ByotGRK | To-do list | 1/3: Fix money()"
        ),
        MapperCase(
            "todo.updated",
            #"{"sessionID":"ses_a","todos":[]}"#,
            "todo.updated todo ses_a running info source@1795443354958 todo:ses_a:#:evt_208c36d4e001z8naOK7ByotGRK | To-do list | 0/0"
        ),
        MapperCase(
            "command.executed",
            #"{"name":"review","sessionID":"ses_a","arguments":"src/","messageID":"msg_1"}"#,
            "command.executed run ses_a running info source@1795443354958 command.executed:evt_208c36d4e001z8naOK7ByotGRK | /review src/ | -"
        ),
        MapperCase(
            "file.edited",
            #"{"file":"/p/a.js"}"#,
            "file.edited tool /p/a.js success debug source@1795443354958 file.edited:evt_208c36d4e001z8naOK7ByotGRK | /p/a.js | -"),
        MapperCase(
            "pty.created",
            #"{"info":{"id":"pty_1","title":"probe","command":"/bin/sh","status":"running","pid":3724}}"#,
            "pty.created tool pty_1 running debug source@1795443354958 pty:pty_1:pty.created:# | probe | /bin/sh"),
        MapperCase(
            "pty.updated",
            #"{"info":{"id":"pty_1","title":"renamed","command":"/bin/sh","status":"running","pid":3724}}"#,
            "pty.updated tool pty_1 running debug source@1795443354958 pty:pty_1:pty.updated:# | renamed | /bin/sh"),
        MapperCase(
            "pty.exited",
            #"{"id":"pty_1","exitCode":3}"#,
            "pty.exited tool pty_1 failed warn source@1795443354958 pty:pty_1:pty.exited:# | Terminal | -"),
        MapperCase(
            "pty.exited",
            #"{"id":"pty_1","exitCode":0}"#,
            "pty.exited tool pty_1 success debug source@1795443354958 pty:pty_1:pty.exited:# | Terminal | -"),
        MapperCase(
            "pty.deleted",
            #"{"id":"pty_1"}"#,
            "pty.deleted tool pty_1 cancelled debug source@1795443354958 pty:pty_1:pty.deleted:# | Terminal | -"),
        MapperCase(
            "vcs.branch.updated",
            #"{"branch":"fix/login"}"#,
            "vcs.branch.updated run running debug source@1795443354958 vcs.branch.updated:evt_208c36d4e001z8naOK7ByotGRK | Branch | fix/login"
        ),
        MapperCase(
            "server.instance.disposed",
            #"{"directory":"/p"}"#,
            "server.instance.disposed run idle info source@1795443354958 server.instance.disposed:evt_208c36d4e001z8naOK7ByotGRK | Instance disposed | /p"
        ),
        MapperCase(
            "global.disposed",
            "{}",
            "global.disposed run idle info source@1795443354958 global.disposed:evt_208c36d4e001z8naOK7ByotGRK | Instance disposed | -"
        ),
        MapperCase(
            "worktree.failed",
            #"{"message":"no space"}"#,
            #"worktree.failed run failed warn source@1795443354958 worktree.failed:evt_208c36d4e001z8naOK7ByotGRK | worktree.failed | no space | reason="no space""#
        ),
        MapperCase(
            "workspace.failed",
            #"{"message":"no space"}"#,
            #"workspace.failed run failed warn source@1795443354958 workspace.failed:evt_208c36d4e001z8naOK7ByotGRK | workspace.failed | no space | reason="no space""#
        ),
        MapperCase(
            "mcp.browser.open.failed",
            #"{"mcpName":"x","url":"http://x"}"#,
            #"mcp.browser.open.failed run failed warn source@1795443354958 mcp.browser.open.failed:evt_208c36d4e001z8naOK7ByotGRK | mcp.browser.open.failed | http://x | reason="http://x""#
        ),
        MapperCase(
            "tui.toast.show",
            #"{"title":"Saved","message":"Config reloaded","variant":"info","duration":3000}"#,
            "dropped: no news of the work"),
        MapperCase(
            "tui.toast.show",
            #"{"title":"Oops","message":"It broke","variant":"error"}"#,
            "tui.toast.show run running error source@1795443354958 tui.toast.show:evt_208c36d4e001z8naOK7ByotGRK | Oops | It broke"),
    ]
}
