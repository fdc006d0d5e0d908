import Threading

extension Router where Context: ~Copyable {
    /// Answers `request` as a server would, without a socket, on the calling thread.
    ///
    /// A reader's handler runs with `context`. A deferred handler is waited for, without a limit.
    package func respond(to request: Request, with context: inout Context) -> Response {
        if let refusal = screened(request) { return refusal }
        let work = work(for: request) { request, handler in
            .answer(finished(answer(request) { try handler(request, &context) }, request))
        }
        switch work {
        case .answer(let response): return response
        case .later(let start):
            let answer = Monitor<Response?>(nil)
            start { response in answer.update { $0 = response } }
            return answer.wait { $0 }!
        }
    }
}

extension Router where Context == Void {
    /// Answers `request` as a server would, without a socket, on the calling thread.
    package func respond(to request: Request) -> Response {
        var context: Void = ()
        return respond(to: request, with: &context)
    }
}
