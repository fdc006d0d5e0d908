import Foundation
import Glibc

/// What this process holds.
struct Footprint: CustomStringConvertible {
    let descriptors: Int
    let residentBytes: Int

    static var now: Footprint {
        // The listing itself holds one.
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 1
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        let pages = fields.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0
        return Footprint(descriptors: descriptors - 1, residentBytes: pages * Int(getpagesize()))
    }

    var description: String { "\(descriptors) descriptors, \(residentBytes >> 10) KiB resident" }

    /// Permits this process as many descriptors as the system does.
    static func raiseDescriptorLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
