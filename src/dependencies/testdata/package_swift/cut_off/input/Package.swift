let package = Package(dependencies: [
  .package(url: "https://github.com/acme/a", from: "1.0.0"