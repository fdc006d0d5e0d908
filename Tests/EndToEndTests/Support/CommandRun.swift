import Foundation

/// One run of the command to its end.
struct CommandRun {
    let code: Int32
    let output: String
    let complaint: String

    /// - Parameter environment: Beside PATH; nothing else is inherited.
    init(_ arguments: [String], environment: [String: String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Installation.command)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let (output, complaint) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.complaint = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        code = process.terminationStatus
    }
}

/// A member of a JSON document as text; empty when it is none.
func text(_ value: Any?) -> String { value as? String ?? "" }
