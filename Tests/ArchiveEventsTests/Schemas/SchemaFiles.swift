import Foundation
import SwiftProtobuf
import Testing

/// The schemas of this checkout, as text, as the committed baseline and as `protoc` reads them now.
enum SchemaFiles {
  static let package = "evrak.archive.v1"

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder = root.appending(path: "Schemas")

  /// The descriptor set of the catalogue as it was released; see Schemas/README.md.
  static func baseline() throws -> Google_Protobuf_FileDescriptorSet {
    try Google_Protobuf_FileDescriptorSet(
      serializedBytes: Data(contentsOf: folder.appending(path: "compatibility/archive-v1.binpb")))
  }

  /// The schemas as they are now, with their comments.
  static func current() throws -> Google_Protobuf_FileDescriptorSet {
    let output = FileManager.default.temporaryDirectory.appending(path: "evrak-schema-\(UUID().uuidString).binpb")
    defer { try? FileManager.default.removeItem(at: output) }
    let run = try Protoc.run(
      [
        "-I", folder.path, "--include_imports", "--include_source_info", "--descriptor_set_out=\(output.path)",
      ] + sources())
    try #require(run.status == 0, "protoc: \(run.output)")
    return try Google_Protobuf_FileDescriptorSet(serializedBytes: Data(contentsOf: output))
  }

  /// Paths of the catalogue's schemas below `folder`.
  static func sources() throws -> [String] {
    let part = "evrak/archive/v1"
    return try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
      .filter { $0.hasSuffix(".proto") }.sorted().map { "\(part)/\($0)" }
  }
}

/// Debian's protobuf compiler.
enum Protoc {
  static let reason: Comment = "needs protoc (Debian: protobuf-compiler)"

  static let isAvailable = (try? run(["--version"]))?.status == 0

  /// The generator of Swift code, where somebody has built it; Scripts/generate_protobuf.sh does.
  static let swiftGenerator: String? = {
    let named = ProcessInfo.processInfo.environment["PROTOC_GEN_SWIFT"].map { [$0] } ?? []
    let built = SchemaFiles.root.appending(path: ".build-protoc/debug/protoc-gen-swift").path
    return (named + [built]).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["protoc"] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
