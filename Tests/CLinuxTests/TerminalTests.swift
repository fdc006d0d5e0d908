import CLinux
import Glibc
import Testing

struct TerminalTests {
    @Test(arguments: [("a", 1), ("é", 1), ("漢", 2), ("\u{0301}", 0), ("\u{200D}", 0), ("\u{1B}", -1)] as [(Unicode.Scalar, Int32)])
    func `a character takes its columns`(scalar: Unicode.Scalar, columns: Int32) {
        setlocale(LC_CTYPE, "C.UTF-8")
        #expect(linux_character_columns(scalar.value) == columns)
    }
}
