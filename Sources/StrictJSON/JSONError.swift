internal import CSimdjson

/// Why a document was refused, and at which byte.
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Reason: Int32, Sendable, CaseIterable {
        case empty = 1
        case tooLarge
        case invalidUTF8
        case unclosedString
        case controlCharacter
        case invalidEscape
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedObjectComma
        case expectedArrayComma
        case invalidNumber
        case duplicateKey
        case tooDeep
        case unclosedContainer
        case trailingContent
        case outOfMemory
    }

    package var reason: Reason
    /// Offset in bytes from the start of the document.
    package var offset: Int

    package init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One sentence that says what is wrong, what would be right, and where.
    package var description: String { "\(reason.sentence) at byte \(offset)" }
}

extension JSONError.Reason {
    /// What is wrong and what would be right, without the place.
    package var sentence: String {
        switch self {
        case .empty: "expected one JSON value, found nothing"
        case .tooLarge: "the document is longer than a parser takes"
        case .invalidUTF8: "not UTF-8: no valid sequence begins"
        case .unclosedString: "a string has no closing quote; it opens"
        case .controlCharacter: "a control character stands unescaped in a string (write \\u00XX)"
        case .invalidEscape: "not an escape of JSON (\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)"
        case .expectedValue: "expected a value (object, array, string, number, true, false or null)"
        case .expectedKey: "expected a key in double quotes"
        case .expectedColon: "expected ':' after the key"
        case .expectedObjectComma: "expected ',' or '}' after a member"
        case .expectedArrayComma: "expected ',' or ']' after an element"
        case .invalidNumber: "not a number of JSON (such as -1, 0.5 or 6e23)"
        case .duplicateKey: "the object has this key already"
        case .tooDeep: "objects and arrays nest deeper than allowed"
        case .unclosedContainer: "the document ends inside an object or array"
        case .trailingContent: "expected the end of the document after its value"
        case .outOfMemory: "out of memory"
        }
    }
}
