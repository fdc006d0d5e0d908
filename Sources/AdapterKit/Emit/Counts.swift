/// Counts by name that wait for the batch whose checkpoint covers them.
///
/// A record's counts stay apart until the record is done: a batch that has to leave in the middle of a record must not carry the
/// counts of a record that its checkpoint does not cover.
struct Counts {
    private var names: [String] = []
    private var done: [UInt64] = []
    private var open: [UInt64] = []
    private var literals: [UnsafePointer<UInt8>?] = []
    private(set) var isDirty = false

    mutating func add(_ name: StaticString, _ number: UInt64) {
        // One literal has one address, so that the common case compares pointers.
        let index = literals.firstIndex(of: name.utf8Start) ?? self.index(of: name.description, literal: name.utf8Start)
        open[index] += number
    }

    mutating func add(named name: String, _ number: UInt64) {
        open[index(of: name, literal: nil)] += number
    }

    mutating func endRecord() {
        for index in open.indices where open[index] > 0 {
            done[index] += open[index]
            open[index] = 0
            isDirty = true
        }
    }

    /// Hands every finished count to `body` and forgets it.
    mutating func drain(_ body: (String, UInt64) -> Void) {
        for index in done.indices where done[index] > 0 {
            body(names[index], done[index])
            done[index] = 0
        }
        isDirty = false
    }

    private mutating func index(of name: String, literal: UnsafePointer<UInt8>?) -> Int {
        if let known = names.firstIndex(of: name) {
            if let literal { literals[known] = literal }
            return known
        }
        names.append(name)
        done.append(0)
        open.append(0)
        literals.append(literal)
        return names.count - 1
    }
}
