import CMicrohttpd
import Glibc

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
    exchange.targetEnd = target.map { UnsafePointer($0 + strlen($0)) }
    // After this the library takes the query apart for itself, item by item, in the connection's memory. Nobody reads that, and
    // when the memory is full, after some 250 items, 0.9.75 leaves the client without an answer: let it find an empty query.
    if let target, let mark = strchr(target, Int32(UInt8(ascii: "?"))) { mark[1] = 0 }
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// Called when the head is there, then for each part of the body, then when the request is complete, and again when the
/// connection is resumed. An answer on the first call would close the connection after it.
func onAccess(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadSize: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    let engine = engine(context)
    let exchange = Unmanaged<Exchange>.fromOpaque(slot!.pointee!).takeUnretainedValue()
    let goesOn: Bool
    switch exchange.stage {
    case .head:
        exchange.method = Method(rawValue: String(cString: method!))
        exchange.headers = headers(of: connection!)
        // The library ends the target with a zero byte in place of the space before the version. One before that is the peer's.
        if exchange.targetEnd.map({ $0 + 1 }) != version {
            exchange.fault = Problem(status: 400, detail: "The request target holds a zero byte: write it as %00.")
        }
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
    headers.reserveCapacity(8)
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
