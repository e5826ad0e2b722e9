// swift-tools-version: 6.1
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "evrak",
  products: [
    .executable(name: "evrak", targets: ["evrak"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CPublicSuffix", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]
    ),
    // The headers of libphonenumber have inline code that calls protobuf's C++ library.
    .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),

    .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: swiftSettings),
    .target(name: "MailFormat", dependencies: ["CICU"], swiftSettings: swiftSettings),
    .target(name: "PhoneNumbers", dependencies: ["CPhoneNumber"], swiftSettings: swiftSettings),
    .target(name: "TextAnalysis", dependencies: ["CICU", "CStemmer"], swiftSettings: swiftSettings),
    .target(name: "CChild"),
    .target(name: "Correspondence", dependencies: ["MailFormat"], swiftSettings: swiftSettings),
    .target(name: "Extraction", dependencies: ["MailFormat", "CChild", "CExpat"], swiftSettings: swiftSettings),
    .target(name: "CLinux"),
    .target(name: "SearchIndex", dependencies: ["LMDB", "CLinux", "TextAnalysis"], swiftSettings: swiftSettings),
    .target(
      name: "Mailboxes", dependencies: ["CCurl", "EventLog", "ArchiveEvents"], swiftSettings: swiftSettings),
    .target(name: "ArchiveEvents", dependencies: [protobuf], swiftSettings: swiftSettings),
    .target(
      name: "EventLog",
      dependencies: ["LMDB", "CZstd", "ArchiveEvents", crypto, protobuf],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "Views",
      dependencies: [
        "LMDB", "EventLog", "ArchiveEvents", "MailFormat", "PhoneNumbers", "TextAnalysis", "CPublicSuffix", protobuf,
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "Intake",
      dependencies: [
        "EventLog", "ArchiveEvents", "MailFormat", "PhoneNumbers", "TextAnalysis", "CExpat", crypto, protobuf,
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "Archive",
      dependencies: [
        "LMDB", "EventLog", "Views", "SearchIndex", "TextAnalysis", "Extraction", "Correspondence", "MailFormat",
        "Intake",
        "ArchiveEvents", "PhoneNumbers", yams, crypto,
        protobuf,
      ],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "evrak",
      dependencies: [
        "Archive", "Intake", "Mailboxes", "Correspondence", "EventLog", "Views", "SearchIndex", "TextAnalysis",
        "ArchiveEvents", "MailFormat", "PhoneNumbers", argumentParser, crypto, protobuf,
      ],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "evrak-bench",
      dependencies: [
        "Archive", "Mailboxes", "EventLog", "Views", "SearchIndex", "TextAnalysis", "ArchiveEvents", "MailFormat",
        protobuf,
      ],
      path: "Benchmarks/evrak-bench",
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "evrak-flip",
      dependencies: ["Archive", "EventLog", "LMDB", "ArchiveEvents", protobuf],
      path: "Tests/Tools/evrak-flip",
      swiftSettings: swiftSettings
    ),

    .testTarget(name: "LMDBTests", dependencies: ["LMDB"], swiftSettings: swiftSettings),
    .testTarget(
      name: "MailFormatTests", dependencies: ["MailFormat"], exclude: ["Protection/Samples"],
      swiftSettings: swiftSettings),
    .testTarget(name: "TextAnalysisTests", dependencies: ["TextAnalysis"], swiftSettings: swiftSettings),
    .testTarget(
      name: "CorrespondenceTests", dependencies: ["Correspondence", "MailFormat"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ExtractionTests", dependencies: ["Extraction"], exclude: ["CorporaTable.tsv"], swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "SearchIndexTests", dependencies: ["SearchIndex", "TextAnalysis", "Archive", "LMDB"],
      swiftSettings: swiftSettings),
    .testTarget(name: "PhoneNumbersTests", dependencies: ["PhoneNumbers"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ArchiveEventsTests",
      dependencies: [
        "ArchiveEvents", protobuf, .product(name: "SwiftProtobufPluginLibrary", package: "swift-protobuf"),
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "EventLogTests",
      dependencies: ["EventLog", "LMDB", "ArchiveEvents", crypto, protobuf],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "EventLog", "ArchiveEvents", protobuf], swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ArchiveTests",
      dependencies: [
        "Archive", "SearchIndex", "Intake", "EventLog", "Views", "ArchiveEvents", "LMDB", crypto, protobuf,
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "MailboxesTests", dependencies: ["Mailboxes", "Archive", "EventLog", "ArchiveEvents"],
      exclude: ["IMAP/Conversations"], swiftSettings: swiftSettings),
    .testTarget(name: "evrakTests", dependencies: ["evrak", crypto], swiftSettings: swiftSettings),
  ],
  cxxLanguageStandard: .cxx17
)
