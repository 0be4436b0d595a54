// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "Anvil",
    dependencies: [
        .package(url: "https://github.com/acme/Bellows.git", from: "1.4.0"),
        .package(url: "https://github.com/acme/tongs", exact: "2.0.1"), // pinned
        .package(url: "https://github.com/acme/hammer", .exact("3.1.0")),
        .package(url: "https://github.com/acme/forge",
                 .upToNextMajor(from: "1.2.0")),
        .package(url: "https://github.com/acme/range", "1.0.0"..<"2.0.0"),
        .package(url: "git@github.com:acme/branch.git", branch: "main"),
        .package(path: "../own"),
        // .package(url: "https://github.com/acme/gone", from: "1.0.0"),
    ],
    targets: [.target(name: "Anvil", dependencies: [.product(name: "Bellows", package: "Bellows")])]
)
