import CMicrohttpd

// What libmicrohttpd calls, on its own thread (the logger on any). Nothing here decides anything: each function
// restores the Swift objects behind the pointers and calls the engine.

// The fixed enums of the library have no Swift cases by their C names.
extension MHD_Result {
    static let yes = MHD_Result(rawValue: 1)!
    static let no = MHD_Result(rawValue: 0)!
}

private let connectionStarted = MHD_ConnectionNotificationCode(rawValue: 0)!
private let headerKind = MHD_ValueKind(rawValue: 1)!

private func engine(_ context: UnsafeMutableRawPointer?) -> Engine {
    Unmanaged<Engine>.fromOpaque(context!).takeUnretainedValue()
}

func onAccept(_ context: UnsafeMutableRawPointer?, _: UnsafePointer<sockaddr>?, _: socklen_t) -> MHD_Result {
    engine(context).accepts() ? .yes : .no
}

/// A connection was accepted or is closed; its context is a retained `Connection`.
func onConnection(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_ConnectionNotificationCode
) {
    if code == connectionStarted {
        let address = cmhd_connection_address(connection)!
        let opened = engine(context).open(cmhd_connection_socket(connection), from: address)
        slot!.pointee = Unmanaged.passRetained(opened).toOpaque()
    } else if let opaque = slot!.pointee {
        slot!.pointee = nil
        engine(context).close(Unmanaged<Connection>.fromOpaque(opaque).takeRetainedValue())
    }
}

/// A request line was read; the request's context is a retained `Exchange`, until `onCompleted`.
func onBegin(
    _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    let owner = Unmanaged<Connection>.fromOpaque(cmhd_connection_context(connection)).takeUnretainedValue()
    let exchange = Exchange(target: target.map { String(cString: $0) } ?? "", connection: owner)
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// Called when the head is there, then for each part of the body, then when the request is complete, and again when the
/// connection is resumed. An answer on the first call would close the connection after it.
func onAccess(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadSize: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    let engine = engine(context)
    let exchange = Unmanaged<Exchange>.fromOpaque(slot!.pointee!).takeUnretainedValue()
    let goesOn: Bool
    switch exchange.stage {
    case .head:
        exchange.method = Method(rawValue: String(cString: method!))
        exchange.headers = headers(of: connection!)
        goesOn = engine.beginBody(exchange, on: connection!)
    case .body where uploadSize!.pointee > 0:
        goesOn = engine.receive(UnsafeRawBufferPointer(start: upload, count: uploadSize!.pointee), exchange)
        uploadSize!.pointee = 0
    case .body:
        goesOn = engine.dispatch(exchange, on: connection!)
    case .dispatched:
        goesOn = engine.resume(exchange, on: connection!)
    }
    return goesOn ? .yes : .no
}

/// The answer is written, or the connection ended before.
func onCompleted(
    _ context: UnsafeMutableRawPointer?, _: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _: MHD_RequestTerminationCode
) {
    guard let opaque = slot!.pointee else { return }
    slot!.pointee = nil
    engine(context).complete(Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue())
}

func onLog(_ context: UnsafeMutableRawPointer?, _ line: UnsafePointer<CChar>?) {
    engine(context).settings.log(String(cString: line!))
}

private func headers(of connection: OpaquePointer) -> Headers {
    var headers = Headers()
    withUnsafeMutablePointer(to: &headers) { headers in
        _ = MHD_get_connection_values_n(
            connection, headerKind,
            { sink, _, name, nameLength, value, valueLength in
                let name = UnsafeRawBufferPointer(start: name, count: nameLength)
                let value = UnsafeRawBufferPointer(start: value, count: valueLength)
                sink!.assumingMemoryBound(to: Headers.self).pointee
                    .add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
                return .yes
            }, headers)
    }
    return headers
}
