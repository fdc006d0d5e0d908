internal import StrictJSON

extension JSONWriter {
    mutating func settings(_ report: SettingsReport) {
        object { json in
            json.key("settings")
            json.settings(report.settings)
            json.key("effective")
            json.settings(report.effective)
            json.member("restart_needed", report.restartNeeded) { $0.string($1) }
            json.member("file", report.file)
            json.member("problem", report.problem)
        }
    }
}
