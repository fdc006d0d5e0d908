import Glibc

/// Data goes to standard output, remarks to standard error.
enum Terminal {
    /// Words for a person; see `TerminalText.neutral`.
    @discardableResult
    static func print(_ text: String) -> ExitCode {
        write(TerminalText.neutral(text, keepsLines: true), to: STDOUT_FILENO)
        return .success
    }

    /// Data for programs, as it is. False when nobody reads it any more.
    @discardableResult
    static func printRaw(_ data: String) -> Bool { write(data, to: STDOUT_FILENO) }

    static func remark(_ text: String) { write(TerminalText.neutral(text, keepsLines: true) + "\n", to: STDERR_FILENO) }

    /// One line on standard error that begins with the command's name.
    static func complain(_ words: String, _ code: ExitCode) -> ExitCode {
        remark("plugwalk: \(TerminalText.neutral(words, keepsLines: false))")
        return code
    }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    /// Columns of the terminal on standard output; nil when that is no terminal.
    static var columns: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
