import CMicrohttpd

/// Hands `response` to libmicrohttpd as the answer on `connection`; false when it does not take it.
func queue(_ response: Response, _ connection: OpaquePointer, log: (String) -> Void) -> Bool {
    guard let native = make(response.body, for: connection) else {
        response.abandon()
        return false
    }
    for field in response.headers.fields where !add(field, to: native) {
        log("The header field \(field.name) was left out: its name or value is not one that HTTP can carry.")
    }
    return cmhd_queue(connection, UInt32(clamping: response.status), native)
}

/// `withCString`, as a string given as a C argument is copied to the heap first.
private func add(_ field: Headers.Field, to response: OpaquePointer) -> Bool {
    field.name.withCString { name in field.value.withCString { cmhd_add_header(response, name, $0) } }
}

private func make(_ body: Response.Body, for connection: OpaquePointer) -> OpaquePointer? {
    switch body {
    case .bytes(let bytes):
        return bytes.withUnsafeBytes { cmhd_response_copying($0.count, $0.baseAddress) }
    case .shared(let bytes):
        let owner = Unmanaged.passRetained(bytes)
        let response = MHD_create_response_from_buffer_with_free_callback_cls(
            bytes.count, UnsafeMutableRawPointer(mutating: bytes.start),
            { Unmanaged<SharedBytes>.fromOpaque($0!).release() }, owner.toOpaque())
        if response == nil { owner.release() }
        return response
    case .stream(let stream):
        let owner = Unmanaged.passRetained(StreamBody(stream: stream, connection: connection))
        // The block is only used for HTTP/1.0, where the body is not chunked.
        let response = MHD_create_response_from_callback(
            .max, 1_024, readStream, owner.toOpaque(), { Unmanaged<StreamBody>.fromOpaque($0!).release() })
        if response == nil { owner.release() }
        return response
    }
}

/// A stream on its way to one connection. It ends with libmicrohttpd's response: the peer is gone or has everything.
private final class StreamBody {
    let stream: EventStream
    let connection: OpaquePointer

    init(stream: EventStream, connection: OpaquePointer) {
        self.stream = stream
        self.connection = connection
    }

    deinit { stream.finish() }
}

private func readStream(
    _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    let body = Unmanaged<StreamBody>.fromOpaque(context!).takeUnretainedValue()
    let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: size)
    // -1 is MHD_CONTENT_READER_END_OF_STREAM, a macro with a cast that Swift does not import.
    return body.stream.read(into: buffer, for: body.connection) ?? -1
}
