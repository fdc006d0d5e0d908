import Glibc

/// Why a server cannot listen where it was told to.
package struct ListenError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable {
        /// Another process listens there (`EADDRINUSE`).
        case addressInUse
        /// The text is not a numeric address, or the path cannot be a socket's.
        case invalidAddress
        /// Anything else, such as a lack of permission or an address this machine does not have.
        case failed
    }

    package let code: Code
    /// Where: `127.0.0.1:4517` or a path.
    package let endpoint: String
    /// A sentence: what failed and why.
    package let description: String

    static func invalid(_ endpoint: String, _ reason: String) -> ListenError {
        ListenError(code: .invalidAddress, endpoint: endpoint, description: "cannot listen on \(endpoint): \(reason)")
    }

    /// The failure of a system call, from `errno`.
    static func system(_ endpoint: String, number: Int32 = errno) -> ListenError {
        let isInUse = number == EADDRINUSE
        let reason = isInUse ? "another process is listening there" : String(cString: strerror(number))
        return ListenError(
            code: isInUse ? .addressInUse : .failed, endpoint: endpoint,
            description: "cannot listen on \(endpoint): \(reason)")
    }
}
