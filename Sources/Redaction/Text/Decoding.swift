/// The ways in which text hides what it says.
enum Decoding {
    /// Without terminal control sequences (ECMA-48 CSI and OSC, such as colours and hyperlinks).
    static func withoutANSI(_ text: UnsafeBufferPointer<UInt8>) -> View {
        let subject = Subject(bytes: text)
        var builder = View.Builder(capacity: text.count)
        var index = 0
        while index < text.count {
            let end = text[index] == 0x1B ? endOfControlSequence(subject, index) : index
            if end > index {
                index = end
            } else {
                builder.append(text[index], from: index..<index + 1)
                index += 1
            }
        }
        return builder.view(of: nil)
    }

    private static func endOfControlSequence(_ subject: Subject, _ start: Int) -> Int {
        var index = start + 2
        switch subject[start + 1] {
        case UInt8(ascii: "["):
            index = subject.end(of: controlParameters, from: index)
            return min(index + 1, subject.count)
        case UInt8(ascii: "]"):
            let limit = min(subject.count, index + 4096)
            while index < limit && subject[index] != 0x07 && subject[index] != 0x1B && subject[index] != 0x0A { index += 1 }
            return subject[index] == 0x1B && subject[index + 1] == UInt8(ascii: "\\") ? index + 2 : min(index + 1, subject.count)
        default:
            return min(index, subject.count)
        }
    }

    private static let controlParameters = ByteSet("0-9;?:<=>!\"#$%&'()*+,./ -")

    /// With one level of backslash escapes resolved, as in JSON inside a string.
    static func unescaped(_ text: UnsafeBufferPointer<UInt8>, parent: View?) -> View {
        let subject = Subject(bytes: text)
        var builder = View.Builder(capacity: text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "\\"), let (scalar, length) = escape(subject, index) {
                builder.append(scalar, from: index..<index + length)
                index += length
            } else {
                builder.append(text[index], from: index..<index + 1)
                index += 1
            }
        }
        return builder.view(of: parent)
    }

    private static func escape(_ subject: Subject, _ index: Int) -> (Unicode.Scalar, Int)? {
        switch subject[index + 1] {
        case UInt8(ascii: "n"): ("\n", 2)
        case UInt8(ascii: "r"): ("\r", 2)
        case UInt8(ascii: "t"): ("\t", 2)
        case UInt8(ascii: "\""): ("\"", 2)
        case UInt8(ascii: "'"): ("'", 2)
        case UInt8(ascii: "/"): ("/", 2)
        case UInt8(ascii: "\\"): ("\\", 2)
        case UInt8(ascii: "u"): number(subject, index + 2, digits: 4).map { ($0, 6) }
        case UInt8(ascii: "x"): number(subject, index + 2, digits: 2).map { ($0, 4) }
        default: nil
        }
    }

    /// Percent encoding (RFC 3986) and HTML character references, in one view.
    static func fromWeb(_ text: UnsafeBufferPointer<UInt8>, parent: View?) -> View {
        let subject = Subject(bytes: text)
        var builder = View.Builder(capacity: text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), let byte = number(subject, index + 1, digits: 2) {
                builder.append(UInt8(byte.value), from: index..<index + 3)
                index += 3
            } else if text[index] == UInt8(ascii: "&"), let (scalar, length) = reference(subject, index) {
                builder.append(scalar, from: index..<index + length)
                index += length
            } else {
                builder.append(text[index], from: index..<index + 1)
                index += 1
            }
        }
        return builder.view(of: parent)
    }

    private static func reference(_ subject: Subject, _ index: Int) -> (Unicode.Scalar, Int)? {
        for (name, scalar) in named where subject.holds(name, at: index) { return (scalar, name.utf8CodeUnitCount) }
        guard subject[index + 1] == UInt8(ascii: "#") else { return nil }
        let isHex = subject[index + 2].lowercased == UInt8(ascii: "x")
        let start = index + (isHex ? 3 : 2)
        let end = min(subject.end(of: isHex ? .hex : .digits, from: start), start + 7)
        guard subject[end] == UInt8(ascii: ";"),
            let value = UInt32(String(decoding: subject.slice(start..<end), as: UTF8.self), radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, end + 1 - index)
    }

    private static let named: [(StaticString, Unicode.Scalar)] = [
        ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&equals;", "="), ("&colon;", ":"),
    ]

    private static func number(_ subject: Subject, _ start: Int, digits: Int) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for index in start..<start + digits {
            guard ByteSet.hex.contains(subject[index]) else { return nil }
            value = value << 4 | UInt32(subject[index].isDigit ? subject[index] - 48 : subject[index].lowercased - 87)
        }
        return Unicode.Scalar(value)
    }
}
