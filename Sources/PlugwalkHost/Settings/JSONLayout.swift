/// Lays a JSON document out for people, two blanks per level.
enum JSONLayout {
    static func indented(_ compact: [UInt8]) -> [UInt8] {
        var layout: [UInt8] = []
        var depth = 0
        var isInString = false
        var isEscaped = false
        func newLine() { layout += [10] + [UInt8](repeating: 32, count: 2 * depth) }
        for (index, byte) in compact.enumerated() {
            if isInString {
                layout.append(byte)
                (isInString, isEscaped) = isEscaped ? (true, false) : (byte != UInt8(ascii: "\""), byte == UInt8(ascii: "\\"))
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                layout.append(byte)
                depth += 1
                if !isClosing(compact[index + 1]) { newLine() }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if !isOpening(compact[index - 1]) { newLine() }
                layout.append(byte)
            case UInt8(ascii: ","):
                layout.append(byte)
                newLine()
            case UInt8(ascii: ":"): layout += [byte, 32]
            default:
                isInString = byte == UInt8(ascii: "\"")
                layout.append(byte)
            }
        }
        return layout + [10]
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }
    private static func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") }
}
