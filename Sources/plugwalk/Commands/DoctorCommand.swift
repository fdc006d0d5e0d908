import PlugwalkHost

/// `plugwalk doctor`: what is there on this machine, what is missing, and what mends it.
struct DoctorCommand {
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func run() -> ExitCode {
        let findings = Findings(all: all)
        if arguments.printsJSON { Terminal.printRaw(findings.json) } else { Terminal.print(findings.text) }
        return findings.isAble ? .success : .usage
    }

    private var all: [Finding] {
        let environment = Surroundings.environment
        do {
            let installation = try Installation()
            return StateChecks(home: installation.home).findings
                + ServiceChecks(installation: installation, environment: environment).findings
                + SourceChecks(installation: installation, environment: environment).findings
        } catch {
            // Without a state folder there is nothing more to look at.
            return [Finding("state folder", .broken, "\(error)", remedy: "export PLUGWALK_HOME=FOLDER, a folder of your own")]
        }
    }
}
