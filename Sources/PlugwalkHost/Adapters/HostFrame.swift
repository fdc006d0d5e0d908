internal import AdapterRuntime

/// A committed position of one stream, as it goes back to the adapter when it starts.
package struct Checkpoint: Hashable, Sendable {
    package var stream: [UInt8]
    package var blob: [UInt8]

    package init(stream: [UInt8], blob: [UInt8]) {
        self.stream = stream
        self.blob = blob
    }
}

/// The frames that the host sends, as bytes; the bodies are described in `plugwalk_runtime/frames.h`.
package enum HostFrame {
    /// What START tells the runtime.
    package struct Start: Sendable {
        package var instance: String
        /// One JSON object of strings.
        package var configJSON: String
        package var stateFolder: String
        /// 0 at the first start, one more at each restart of the instance.
        package var generation: UInt32
        /// How often the adapter shows a sign of life while it waits, in milliseconds.
        package var pulseMs: UInt32
        /// The credit, in bytes.
        package var window: UInt64
        /// How long a position without events may wait until it is handed over, in milliseconds.
        package var checkpointFlushMs: UInt32
        /// The bytes of the file's section `.plugwalk`.
        package var manifest: [UInt8]

        package init(
            instance: String, configJSON: String, stateFolder: String, generation: UInt32, pulseMs: UInt32, window: UInt64,
            checkpointFlushMs: UInt32 = 2_000, manifest: [UInt8]
        ) {
            self.instance = instance
            self.configJSON = configJSON
            self.stateFolder = stateFolder
            self.generation = generation
            self.pulseMs = pulseMs
            self.window = window
            self.checkpointFlushMs = checkpointFlushMs
            self.manifest = manifest
        }
    }

    package static func start(_ start: Start) -> [UInt8] {
        let texts = [Array(start.instance.utf8), Array(start.configJSON.utf8), Array(start.stateFolder.utf8), start.manifest]
        var body = FrameBody()
        body.append(start.generation)
        body.append(start.pulseMs)
        body.append(start.window)
        body.append(start.checkpointFlushMs)
        for text in texts { body.append(UInt32(text.count)) }
        for text in texts { body.append(text) }
        return body.framed(as: PWR_START)
    }

    /// The positions, in as many frames as they need.
    package static func checkpoints(_ checkpoints: [Checkpoint]) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var rest = checkpoints[...]
        while !rest.isEmpty {
            var bytes = 4
            let piece = rest.prefix { checkpoint in
                bytes += 8 + checkpoint.stream.count + checkpoint.blob.count
                return bytes <= largestCheckpointBody
            }
            precondition(!piece.isEmpty, "a checkpoint larger than a frame")
            frames.append(frame(of: piece))
            rest = rest.dropFirst(piece.count)
        }
        return frames
    }

    package static func credit(_ bytes: UInt64) -> [UInt8] {
        var body = FrameBody()
        body.append(bytes)
        return body.framed(as: PWR_CREDIT)
    }

    package static func stop(graceMs: UInt32) -> [UInt8] {
        var body = FrameBody()
        body.append(graceMs)
        return body.framed(as: PWR_STOP)
    }

    /// Keeps the runtime from needing one large piece of memory.
    private static let largestCheckpointBody = 1 << 20

    private static func frame(of checkpoints: ArraySlice<Checkpoint>) -> [UInt8] {
        var body = FrameBody()
        body.append(UInt32(checkpoints.count))
        for checkpoint in checkpoints {
            body.append(UInt32(checkpoint.stream.count))
            body.append(UInt32(checkpoint.blob.count))
        }
        for checkpoint in checkpoints {
            body.append(checkpoint.stream)
            body.append(checkpoint.blob)
        }
        return body.framed(as: PWR_CHECKPOINTS)
    }
}

/// Little-endian numbers and texts in a row, with room for the header at the front.
private struct FrameBody {
    private var bytes = [UInt8](repeating: 0, count: Int(PWR_HEADER_BYTES))

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// The whole frame, with flags and sequence zero.
    consuming func framed(as type: UInt32) -> [UInt8] {
        withUnsafeBytes(of: UInt32(bytes.count - 4).littleEndian) { bytes.replaceSubrange(0..<4, with: $0) }
        withUnsafeBytes(of: UInt16(type).littleEndian) { bytes.replaceSubrange(4..<6, with: $0) }
        return bytes
    }
}
