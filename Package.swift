// swift-tools-version: 6.2
import PackageDescription

// Exports nothing but the entry, and needs nothing but libc: so it loads in the C worker and beside a host's own Swift runtime.
let selfContained: [LinkerSetting] = [
    .unsafeFlags(["-static-stdlib", "-Xlinker", "--version-script=Plugins/exports.map"])
]

// The daemon ships no Swift libraries. In linkerSettings and not as --static-swift-stdlib, so that product and tests are one build.
let staticRuntime: [LinkerSetting] = [.unsafeFlags(["-static-stdlib"]), .linkedLibrary("swiftSynchronization")]

/// A plugin is logic that tests can link, one entry file that becomes the `.so`, and its manifest as an ELF section.
func adapterPlugin(_ name: String, logic: [Target.Dependency] = [], tests: [Target.Dependency] = []) -> [Target] {
    let root = "Plugins/\(name)"
    return [
        .target(
            name: "\(name)Adapter", dependencies: ["AdapterKit"] + logic, path: "\(root)/Sources/\(name)Adapter"),
        .target(
            name: "\(name)Manifest", dependencies: ["AdapterABI"], path: "\(root)/Sources/\(name)Manifest",
            cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        .target(
            name: name,
            dependencies: ["AdapterABI", "AdapterKit", .target(name: "\(name)Adapter"), .target(name: "\(name)Manifest")],
            path: "\(root)/Sources/\(name)", linkerSettings: selfContained),
        .testTarget(
            name: "\(name)Tests", dependencies: ["AdapterKit", "AdapterTesting", .target(name: "\(name)Adapter")] + logic + tests,
            path: "\(root)/Tests", exclude: ["Fixtures"]),
    ]
}

let package = Package(
    name: "plugwalk",
    products: [
        .executable(name: "plugwalk", targets: ["plugwalk"]),
        .executable(name: "plugwalk-worker", targets: ["plugwalk-worker"]),
        .library(name: "opencode-jsonl", type: .dynamic, targets: ["OpenCodeJSONL"]),
        .library(name: "AdapterKit", targets: ["AdapterKit"]),
        .library(name: "AdapterTesting", targets: ["AdapterTesting"]),
    ],
    targets: [
        // C libraries of the system, each behind a module map.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CHyperscan", pkgConfig: "libhs", providers: [.apt(["libvectorscan-dev"])]),
        .target(name: "CMicrohttpd", linkerSettings: [.linkedLibrary("microhttpd")]),
        .target(
            name: "CSimdjson",
            cxxSettings: [.define("SIMDJSON_EXCEPTIONS", to: "0"), .unsafeFlags(["-fno-exceptions", "-fno-rtti"])],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CLinux"),

        // What knows nothing of Plugwalk.
        .target(name: "Threading"),
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "StrictJSON", dependencies: ["CSimdjson"]),
        .target(name: "HTTPServer", dependencies: ["CMicrohttpd", "Threading"]),

        // The contract with adapters, and what authors of adapters use.
        .target(name: "AdapterABI"),
        .target(name: "AdapterRuntime", dependencies: ["AdapterABI"]),
        .target(name: "AdapterKit", dependencies: ["AdapterABI"]),
        .target(name: "AdapterTesting", dependencies: ["AdapterABI", "AdapterKit"]),
        .executableTarget(
            name: "plugwalk-worker", dependencies: ["AdapterRuntime"],
            linkerSettings: [.unsafeFlags(["-static-stdlib", "-nostartfiles"])]),

        // The host.
        .target(name: "PlugwalkModel"),
        .target(name: "Redaction", dependencies: ["CHyperscan", "StrictJSON"]),
        .target(name: "APIDocument", cSettings: [.unsafeFlags(["-std=gnu2x", "-Wno-c23-extensions"])]),
        .target(name: "WebAssets", exclude: ["site"], cSettings: [.unsafeFlags(["-std=gnu2x", "-Wno-c23-extensions"])]),
        .target(
            name: "PlugwalkHost",
            dependencies: [
                "AdapterABI", "AdapterRuntime", "APIDocument", "CLinux", "CSodium", "HTTPServer", "PlugwalkModel", "Redaction",
                "SQLite", "StrictJSON", "Threading", "WebAssets",
            ]),
        .executableTarget(
            name: "plugwalk", dependencies: ["CLinux", "PlugwalkHost", "PlugwalkModel", "StrictJSON"], linkerSettings: staticRuntime
        ),
    ]
        // The built-in adapters.
        + [
            .target(name: "OpenCodeMapping", dependencies: ["AdapterKit"], path: "Plugins/OpenCodeMapping/Sources/OpenCodeMapping"),
            .testTarget(
                name: "OpenCodeMappingTests", dependencies: ["AdapterKit", "AdapterTesting", "OpenCodeMapping"],
                path: "Plugins/OpenCodeMapping/Tests"),
        ]
        + adapterPlugin("OpenCodeJSONL", logic: ["OpenCodeMapping"], tests: ["AdapterABI", "TestSupport"])
        + [
            .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport"),
            .testTarget(name: "AdapterABITests", dependencies: ["AdapterABI"]),
            .testTarget(name: "SQLiteTests", dependencies: ["SQLite"]),
            .testTarget(name: "PlugwalkModelTests", dependencies: ["PlugwalkModel"]),
            .testTarget(name: "CLinuxTests", dependencies: ["CLinux"]),
            .testTarget(name: "ThreadingTests", dependencies: ["Threading"]),
            .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"]),
            .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer", "Threading"]),
            .testTarget(name: "RedactionTests", dependencies: ["Redaction", "StrictJSON", "TestSupport"], exclude: ["Fixtures"]),
            .testTarget(
                name: "AdapterRuntimeTests",
                dependencies: ["AdapterABI", "AdapterRuntime", "PlugwalkHost", "Threading", "plugwalk-worker"],
                exclude: ["FaultAdapters"]),
            .testTarget(name: "AdapterKitTests", dependencies: ["AdapterABI", "AdapterKit", "AdapterTesting", "TestSupport"]),
            .testTarget(name: "AdapterTestingTests", dependencies: ["AdapterABI", "AdapterKit", "AdapterTesting"]),
            .testTarget(
                name: "PlugwalkHostTests",
                dependencies: [
                    "AdapterABI", "AdapterRuntime", "HTTPServer", "PlugwalkHost", "PlugwalkModel", "Redaction", "SQLite",
                    "StrictJSON",
                    "TestSupport", "Threading", "plugwalk-worker",
                ],
                exclude: ["API/Snapshots", "Store/Fixtures"]),
            .testTarget(name: "EndToEndTests", dependencies: ["SQLite", "TestSupport"]),
        ],
    cLanguageStandard: .gnu11,
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
        .enableUpcomingFeature("ExistentialAny"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
        .enableUpcomingFeature("MemberImportVisibility"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
        .enableUpcomingFeature("InternalImportsByDefault"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0480-swiftpm-warning-control.md
        .treatAllWarnings(as: .error),
    ]
}
