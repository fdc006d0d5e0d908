internal import Glibc

/// What a process takes from the system.
package struct ProcessFigures: Sendable, Equatable {
    /// Memory that is its own or shared, and in RAM.
    package var residentBytes: Int64
    package var openDescriptors: Int

    package init(residentBytes: Int64, openDescriptors: Int) {
        self.residentBytes = residentBytes
        self.openDescriptors = openDescriptors
    }

    /// What this process takes now, as `/proc` says (proc(5)); nil when there is no `/proc`.
    package static func current() -> ProcessFigures? {
        guard let resident = residentPages(), let descriptors = descriptorCount() else { return nil }
        return ProcessFigures(residentBytes: resident * Int64(sysconf(Int32(_SC_PAGESIZE))), openDescriptors: descriptors)
    }

    /// The second number of `statm`.
    private static func residentPages() -> Int64? {
        guard let bytes = readFile("/proc/self/statm", limit: 4_096) else { return nil }
        let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return numbers.count > 1 ? Int64(numbers[1]) : nil
    }

    private static func descriptorCount() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        // `.`, `..` and the descriptor that reads the folder are no others.
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return count
    }
}
