extension Rule {
    /// The signature of a presigned URL: whoever has the URL has the access (AWS, Google, Azure).
    static let signature = Rule(
        name: "signature", isShape: false,
        triggers: [.anyCase("(amz-signature|goog-signature|[?&;](sig|signature))(=|%3d)"), .anyCase("sharedaccesssignature ")],
        match: { subject, position, findings in
            let end = subject.end(of: ByteSet("A-Za-z0-9%+/=_-"), from: position)
            guard Rule.isBody(subject, position..<end, atLeast: 16) else { return }
            findings.add(position..<end)
        },
        samples: [
            Sample("https://a.s3.amazonaws.com/x?X-Amz-Expires=900&X-Amz-Signature=", .hex(64)),
            Sample("https://a.blob.core.windows.net/r?sv=2024-11-04&sig=", .alphanumeric(43), .text("%3D")),
        ],
        innocents: ["&signature=none", "?sig=v1"])
}
