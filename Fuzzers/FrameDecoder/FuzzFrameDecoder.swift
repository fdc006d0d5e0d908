// The fuzz target of the frame decoder: what a worker sends is the most hostile thing that the host reads.
//
// The first byte of an input says how it is used:
//   bits 0-1   pieces of 1, 7, 64 or 4096 bytes
//   bits 2-4   0: the rest is the bytes of the socket. Else: the rest is the body of one frame, whose header is made sound, so that the
//              fuzzer spends its time behind the header; of the type 16 + (1...6) - 1
//   bit 5      three lengths of a batch's table are bent towards what is left, so that sums come out right now and then

/// Called by libFuzzer for each input.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    guard let data, size > 0 else { return 0 }
    let input = UnsafeBufferPointer(start: data, count: size)
    let control = input[0]
    let kind = Int(control >> 2 & 7)
    var rest = Array(input.dropFirst())
    if kind == 2 && control & 32 != 0 { bend(&rest) }
    let bytes = (1...6).contains(kind) ? framed(rest, type: UInt16(15 + kind)) : rest
    let whole = decode(bytes, chunk: max(bytes.count, 1))
    let pieces = decode(bytes, chunk: [1, 7, 64, 4096][Int(control & 3)])
    precondition(whole.count == pieces.count && whole.error == pieces.error, "the size of the pieces changed the frames")
    for case .batch(let batch) in whole.frames { check(batch) }
    return 0
}

private struct Decoded {
    var frames: [WorkerFrame] = []
    var error: FrameError?
    var count: Int { frames.count }
}

private func decode(_ bytes: [UInt8], chunk: Int) -> Decoded {
    var decoded = Decoded()
    var decoder = FrameDecoder(generation: 0)
    bytes.withUnsafeBytes { all in
        var start = 0
        while start < all.count && decoded.error == nil {
            let piece = UnsafeRawBufferPointer(rebasing: all[start..<min(start + chunk, all.count)])
            do throws(FrameError) { try decoder.push(piece, into: &decoded.frames) } catch { decoded.error = error }
            start += chunk
        }
    }
    return decoded
}

/// Every slice lies in the bytes, behind the one before it, and the last one ends them.
private func check(_ batch: RawBatch) {
    var end = 16 + batch.events.count * 88 + batch.checkpoints.count * 12 + batch.counts.count * 12 + batch.losses.count * 16
    func next(_ slice: RawSlice) {
        precondition(Int(slice.offset) == end, "a gap or an overlap")
        end += Int(slice.length)
    }
    for event in batch.events { for field in EventField.allCases { next(event[field]) } }
    for checkpoint in batch.checkpoints { next(checkpoint.stream); next(checkpoint.blob) }
    for count in batch.counts { next(count.name) }
    for loss in batch.losses { next(loss.stream); next(loss.reason) }
    precondition(end == batch.bytes.count, "bytes that belong to nothing")
}

private func framed(_ body: [UInt8], type: UInt16) -> [UInt8] {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
    return bytes(UInt32(12 + body.count)) + bytes(type) + bytes(UInt16(0)) + bytes(UInt64(type == 17 ? 1 : 0)) + body
}

/// Makes the counts small, and one string as long as what is left behind the table.
private func bend(_ body: inout [UInt8]) {
    guard body.count > 16 + 88 else { return }
    for place in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] where place % 4 != 0 { body[place] = 0 }
    body[0] = 1
    for place in [4, 8, 12] { body[place] = 0 }
    let left = body.count - 16 - 88
    for place in 16..<16 + 4 + 17 * 4 { body[place] = place < 20 ? body[place] & 15 : 0 }
    for place in 17..<20 { body[place] = 0 }
    let field = 20 + Int(body[body.count - 1] % 17) * 4
    withUnsafeBytes(of: UInt32(left).littleEndian) { bytes in for place in 0..<4 { body[field + place] = bytes[place] } }
}
