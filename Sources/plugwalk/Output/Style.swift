import Glibc

/// Colours, only on a terminal and only if the person wants some (https://no-color.org). A colour never says anything alone.
struct Style {
    enum Colour: String { case red = "31", yellow = "33", green = "32", faint = "2", bold = "1" }

    let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    /// For standard output.
    init(environment: [String: String]) {
        let refusal = environment["NO_COLOR"] ?? ""
        isOn = isatty(STDOUT_FILENO) == 1 && refusal.isEmpty && environment["TERM"] != "dumb"
    }

    func callAsFunction(_ colour: Colour, _ text: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
