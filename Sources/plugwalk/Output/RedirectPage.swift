import Glibc
import PlugwalkHost

/// A file that leads the browser on to an address: every user of the machine can read a program's arguments, and only the owner
/// this file in the state folder. So a login link gets to the browser unseen.
struct RedirectPage {
    /// As long as a login link opens; what is older is of no use.
    private static let lifetimeSeconds = 10 * 60
    private static let (prefix, suffix) = ("open-", ".html")

    let home: Home

    /// Writes the file (0600), and removes those of before that have had their time.
    ///
    /// - Returns: Its address for a browser.
    func make(to url: String) throws(UsageError) -> String {
        removeOld()
        var path = Array("\(home.run)/\(Self.prefix)XXXXXX\(Self.suffix)".utf8CString)
        let file = mkstemps(&path, Int32(Self.suffix.utf8.count))
        guard file >= 0 else { throw UsageError("cannot write to \(home.run): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let name = path.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        let page = Array(Self.html(to: url).utf8)
        guard page.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == page.count else {
            let reason = String(cString: strerror(errno))
            unlink(name)
            throw UsageError("cannot write \(name): \(reason)")
        }
        return "file://" + Query.encoded(name, leaving: "/")
    }

    private static func html(to url: String) -> String {
        let url = url.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        return """
            <!DOCTYPE html>
            <html lang="en"><meta charset="utf-8"><title>Plugwalk</title>
            <meta http-equiv="refresh" content="0; url=\(url)"><p><a href="\(url)">Go on to Plugwalk</a></p></html>

            """
    }

    private func removeOld() {
        guard let folder = opendir(home.run) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix) else { continue }
            var info = stat()
            let path = "\(home.run)/\(name)"
            if stat(path, &info) == 0, time(nil) - info.st_mtim.tv_sec > Self.lifetimeSeconds { unlink(path) }
        }
    }
}
