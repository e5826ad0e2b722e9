import Foundation
import SwiftProtobuf
import Testing

/// The generated Swift is committed, so that nobody needs the generator to build; this finds the commit that forgot it.
@Suite("Generated code follows the schemas", .enabled(if: Protoc.isAvailable, Protoc.reason))
struct GeneratedCodeTests {
  private static let folder = SchemaFiles.root.appending(path: "Sources/ArchiveEvents/Generated")
  private static let hint: Comment = "run Scripts/generate_protobuf.sh and commit what it writes"

  @Test("Every schema has its file, and no file is left over")
  func files() throws {
    let schemas = try SchemaFiles.sources().map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
    let generated = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(generated == schemas.map { "\($0).pb.swift" }, Self.hint)
  }

  @Test("The code reads the fields that the schemas have, under their numbers and types")
  func fields() throws {
    let schema = SchemaIndex(try SchemaFiles.current())
    let code = try GeneratedCode(folder: Self.folder)
    let messages = schema.messages.filter { !$0.value.isMapEntry }
    #expect(Set(code.messages.keys) == Set(messages.keys), Self.hint)
    for (name, message) in messages {
      let expected = GeneratedCode.Message(
        names: Set(message.fields.values.map(\.name)), readers: message.fields.mapValues { Self.reader($0, schema) })
      #expect(code.messages[name] == expected, "\(name): \(Self.hint)")
    }
  }

  @Test("The code knows the values that the enums have")
  func values() throws {
    let schema = SchemaIndex(try SchemaFiles.current())
    let code = try GeneratedCode(folder: Self.folder)
    #expect(code.enumerations == schema.enumerations.mapValues { Set($0.names.keys) }, Self.hint)
  }

  @Test(
    "The generator writes the very same files",
    .enabled(
      if: Protoc.swiftGenerator != nil,
      "needs protoc-gen-swift: name it in PROTOC_GEN_SWIFT; its results are compared in part by the other tests"))
  func regenerated() throws {
    let generator = try #require(Protoc.swiftGenerator)
    let output = FileManager.default.temporaryDirectory.appending(path: "evrak-generated-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: output) }
    let run = try Protoc.run(
      [
        "-I", SchemaFiles.folder.path, "--plugin=protoc-gen-swift=\(generator)", "--swift_opt=Visibility=Public",
        "--swift_opt=FileNaming=DropPath", "--swift_opt=UseAccessLevelOnImports=true", "--swift_out=\(output.path)",
      ] + SchemaFiles.sources())
    try #require(run.status == 0, "protoc: \(run.output)")
    for name in try FileManager.default.contentsOfDirectory(atPath: output.path) {
      let fresh = try Data(contentsOf: output.appending(path: name))
      let committed = try Data(contentsOf: Self.folder.appending(path: name))
      #expect(fresh == committed, "\(name): \(Self.hint)")
    }
  }

  /// The decoder method that swift-protobuf generates for a field.
  private static func reader(_ field: SchemaIndex.Field, _ schema: SchemaIndex) -> String {
    if field.type == .message, schema.messages[String(field.typeName.dropFirst())]?.isMapEntry == true { return "Map" }
    let label = field.label == .repeated ? "Repeated" : "Singular"
    let type =
      switch field.type {
      case .string: "String"
      case .bytes: "Bytes"
      case .bool: "Bool"
      case .enum: "Enum"
      case .message: "Message"
      case .uint32: "UInt32"
      case .uint64: "UInt64"
      case .sint32: "SInt32"
      case .sint64: "SInt64"
      case .sfixed64: "SFixed64"
      default: "type \(field.type), which this test does not know yet"
      }
    return label + type
  }
}
