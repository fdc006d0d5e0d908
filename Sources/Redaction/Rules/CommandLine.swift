extension Rule {
    /// Passwords behind the short options of well-known commands.
    static let commandLine = Rule(
        name: "password", isShape: false,
        triggers: [.pattern("\(Trigger.wordStart)(\(Command.all.map(\.name).joined(separator: "|")))[ \t]")],
        match: { subject, position, findings in
            let nameStart = subject.start(of: nameCharacters, before: position - 1, atMost: 32)
            let name = subject.slice(nameStart..<position - 1)
            guard let command = Command.all.first(where: { $0.name.utf8.elementsEqual(name) }) else { return }
            command.passwords(subject, from: position) { findings.add($0, as: $1) }
        },
        samples: [
            Sample("curl -sS -u 'ci-bot:", .alphanumeric(12), after: "' https://a.example"),
            Sample("mysqldump -h db -ushop -p", .alphanumeric(12), after: " shop > a.sql"),
            Sample("sshpass -p '", .alphanumeric(12), after: "' ssh a@b uptime"),
            Sample("docker login ghcr.example.com -u app -p ", .alphanumeric(12)),
            Sample("net use \\\\files\\share /user:jenkins ", .alphanumeric(12), .text("1")),
            Sample("redis-cli -h cache -a ", .alphanumeric(12), after: " PING"),
            Sample("zip -P ", .alphanumeric(12), after: " -r dump.zip dump/"),
        ],
        innocents: [
            "docker run -p 8080:8080 shop/api:1.4.2", "mysql -u root -p shop", "curl -u \"$USER:$PASS\" https://a.example",
            "ssh -p 2222 host", "unzip -p archive.zip file.txt",
        ])

    private static let nameCharacters = ByteSet("A-Za-z0-9_-")

    /// A password that `echo` or `<<<` hands to a command's standard input.
    static let pipedPassword = Rule(
        name: "password", isShape: false, triggers: [.pattern("--password-stdin|--with-token|sudo -S")],
        match: { subject, position, findings in
            let line = subject.lineStart(before: position)..<subject.lineEnd(from: position)
            for sign in ["echo ", "echo -n ", "printf ", "<<< ", "<<<"] as [StaticString] {
                guard let start = subject.first(sign, in: line).map({ $0 + sign.utf8CodeUnitCount }),
                    let word = ShellWords(subject, from: start).ranges.first,
                    SecretValue.isSecret(subject.slice(word), kind: .password, style: .literal)
                else { continue }
                return findings.add(word)
            }
        },
        samples: [
            Sample("echo '", .alphanumeric(12), after: "' | docker login -u app --password-stdin"),
            Sample("gh auth login --with-token <<< ", .alphanumeric(20)),
        ],
        innocents: ["echo \"$TOKEN\" | docker login --password-stdin", "cat token.txt | gh auth login --with-token"])
}

/// A command and the options of it that take a password.
struct Command: Sendable {
    enum Form: Sendable {
        /// The option's argument, or what is attached to it.
        case argument
        /// Only what is attached: the option alone asks for the password.
        case attached
        /// `user:password`.
        case userAndPassword
        /// `user%password`.
        case userPercentPassword
        /// Cookies.
        case cookies
        /// The argument after the one that begins so.
        case next
        /// The last argument, if the option is there.
        case last
    }

    let name: String
    /// A word that must be among the arguments, such as `login`.
    let subcommand: StaticString?
    let options: [(StaticString, Form)]

    init(_ name: String, _ subcommand: StaticString? = nil, _ options: (StaticString, Form)...) {
        self.name = name
        self.subcommand = subcommand
        self.options = options
    }

    static let all: [Command] = [
        Command(
            "curl", nil, ("-u", .userAndPassword), ("--user", .userAndPassword), ("-U", .userAndPassword),
            ("--proxy-user", .userAndPassword), ("-b", .cookies), ("--cookie", .cookies)),
        Command("http", nil, ("-a", .userAndPassword), ("--auth", .userAndPassword)),
        Command("https", nil, ("-a", .userAndPassword)),
        Command("mysql", nil, ("-p", .attached)), Command("mysqldump", nil, ("-p", .attached)),
        Command("mysqladmin", nil, ("-p", .attached)), Command("mariadb", nil, ("-p", .attached)),
        Command("mariadb-dump", nil, ("-p", .attached)), Command("redis-cli", nil, ("-a", .argument), ("--pass", .argument)),
        Command("sshpass", nil, ("-p", .argument)),
        Command("zip", nil, ("-P", .argument)), Command("unzip", nil, ("-P", .argument)), Command("7z", nil, ("-p", .attached)),
        Command("7za", nil, ("-p", .attached)), Command("rar", nil, ("-hp", .attached), ("-p", .attached)),
        Command("ssh-keygen", nil, ("-N", .argument), ("-P", .argument)), Command("docker", "login", ("-p", .argument)),
        Command("podman", "login", ("-p", .argument)), Command("helm", "login", ("-p", .argument)),
        Command("oc", "login", ("-p", .argument)), Command("az", "login", ("-p", .argument)),
        Command("mongosh", nil, ("-p", .argument)),
        Command("mongo", nil, ("-p", .argument)), Command("mongodump", nil, ("-p", .argument)),
        Command("cqlsh", nil, ("-p", .argument)), Command("mosquitto_pub", nil, ("-P", .argument)),
        Command("mosquitto_sub", nil, ("-P", .argument)), Command("sqlcmd", nil, ("-P", .argument)),
        Command("bcp", nil, ("-P", .argument)),
        Command("ldapsearch", nil, ("-w", .argument)), Command("ldapadd", nil, ("-w", .argument)),
        Command("ldapmodify", nil, ("-w", .argument)), Command("smbclient", nil, ("-U", .userPercentPassword)),
        Command("rpcclient", nil, ("-U", .userPercentPassword)),
        Command("net", "use", ("/user:", .next)),
        Command("htpasswd", nil, ("-b", .last), ("-nb", .last), ("-cb", .last), ("-bc", .last)),
        Command("ipmitool", nil, ("-P", .argument)),
        Command("rabbitmqadmin", nil, ("-p", .argument)), Command("influx", nil, ("-password", .argument)),
        Command("keytool", nil, ("-storepass", .argument), ("-keypass", .argument)), Command("xfreerdp", nil, ("/p:", .attached)),
        Command("sqlplus", nil, ("-p", .attached)),
    ]

    /// Calls `body` with each password among the arguments that begin here, and its rule.
    func passwords(_ subject: Subject, from start: Int, _ body: (Range<Int>, StaticString) -> Void) {
        let words = ShellWords(subject, from: start)
        if let subcommand,
            !words.ranges.contains(where: {
                $0.count == subcommand.utf8CodeUnitCount && subject.holds(subcommand, at: $0.lowerBound)
            })
        {
            return
        }
        for (index, word) in words.ranges.enumerated() {
            for (option, form) in options where subject.holds(option, at: word.lowerBound) {
                guard let argument = argument(subject, words, index, option, form) else { continue }
                emit(subject, argument, form, body)
            }
        }
    }

    private func argument(_ subject: Subject, _ words: ShellWords, _ index: Int, _ option: StaticString, _ form: Form) -> Range<
        Int
    >? {
        let word = words.ranges[index]
        let next = index + 1 < words.ranges.count ? words.ranges[index + 1] : nil
        let attached = word.lowerBound + option.utf8CodeUnitCount
        if form == .next { return next }
        if form == .last { return attached == word.upperBound ? words.ranges.last : nil }
        if attached == word.upperBound { return form == .attached ? nil : next }
        let isLong = option.utf8CodeUnitCount > 2
        if subject[attached] == UInt8(ascii: "=") { return words.withoutQuotes(attached + 1..<word.upperBound) }
        return isLong && form != .attached ? nil : words.withoutQuotes(attached..<word.upperBound)
    }

    private func emit(_ subject: Subject, _ argument: Range<Int>, _ form: Form, _ body: (Range<Int>, StaticString) -> Void) {
        switch form {
        case .cookies: Cookies.eachInHeader(subject, from: argument.lowerBound) { body($0, "cookie") }
        case .userAndPassword, .userPercentPassword:
            let sign = form == .userAndPassword ? UInt8(ascii: ":") : UInt8(ascii: "%")
            guard let colon = argument.first(where: { subject[$0] == sign }) else { return }
            emit(subject, colon + 1..<argument.upperBound, .argument, body)
        case .argument, .attached, .next, .last:
            let value = subject.slice(argument)
            guard value.count >= 4, value[0] != UInt8(ascii: "-"), SecretValue.isSecret(value, kind: .password, style: .literal)
            else {
                return
            }
            body(argument, "password")
        }
    }
}

/// The words of one command, as a shell splits them; quotes around a word are no part of it.
struct ShellWords {
    private(set) var ranges: [Range<Int>] = []
    private let subject: Subject

    init(_ subject: Subject, from start: Int) {
        self.subject = subject
        var index = start
        let limit = min(subject.count, start + 2048)
        while index < limit && ranges.count < 64 {
            index = subject.end(of: .blank, from: index)
            guard index < limit, !ShellWords.commandEnd.contains(subject[index]) else { return }
            if subject[index] == UInt8(ascii: "\\") && subject[index + 1] == UInt8(ascii: "\n") {
                index += 2
                continue
            }
            let end = wordEnd(from: index, limit)
            ranges.append(withoutQuotes(index..<end))
            index = max(end, index + 1)
        }
    }

    func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2, ByteSet.quotes.contains(subject[range.lowerBound]) else { return range }
        let isClosed = subject[range.upperBound - 1] == subject[range.lowerBound]
        return range.lowerBound + 1..<(isClosed ? range.upperBound - 1 : range.upperBound)
    }

    private func wordEnd(from start: Int, _ limit: Int) -> Int {
        var index = start
        var quote: UInt8 = 0
        while index < limit {
            let byte = subject[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if ByteSet.quotes.contains(byte) {
                quote = byte
            } else if ByteSet.space.contains(byte) || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") {
                break
            }
            if byte == UInt8(ascii: "\n") { break }
            index += 1
        }
        return index
    }

    private static let commandEnd = ByteSet("|;&\n")
}
