import Glibc
import PlugwalkHost

/// Where the command runs: its environment, its own file, the state folder.
enum Surroundings {
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let sign = text.firstIndex(of: "=") { variables[String(text[..<sign])] = String(text[text.index(after: sign)...]) }
            next += 1
        }
        return variables
    }

    /// The file that runs.
    static var executable: String {
        String(unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer in
            max(
                0,
                readlink(
                    "/proc/self/exe", UnsafeMutableRawPointer(buffer.baseAddress!).assumingMemoryBound(to: CChar.self), buffer.count
                ))
        }
    }

    /// The folder that holds `bin`, `lib` and `libexec`.
    static var prefix: String { executable.split(separator: "/").dropLast(2).map { "/\($0)" }.joined() }

    static func home() throws -> Home { try Home(environment: environment) }
}
