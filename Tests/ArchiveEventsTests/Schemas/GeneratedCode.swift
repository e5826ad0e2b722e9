import Foundation

/// What generated Swift source says that it can read, taken from the source itself: a field that the code does not know
/// would go to the unknown fields in silence, and one that the schema has lost would be missed by no decoding test.
struct GeneratedCode {
  struct Message: Equatable {
    var names: Set<String> = []
    /// By field number, the part between "decode" and "Field" of the decoder's method.
    var readers: [Int32: String] = [:]
  }

  private(set) var messages: [String: Message] = [:]
  private(set) var enumerations: [String: Set<Int32>] = [:]

  init(folder: URL) throws {
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      read(try String(contentsOf: file, encoding: .utf8))
    }
  }

  private mutating func read(_ source: String) {
    var message: String?
    var number: Int32?
    var enumeration: String?
    for line in source.split(separator: "\n") {
      if let match = line.firstMatch(of: #/protoMessageName: String = _protobuf_package \+ "\.([A-Za-z.]+)"/#) {
        message = "\(SchemaFiles.package).\(match.1)"
        messages["\(SchemaFiles.package).\(match.1)"] = Message()
      } else if let message, messages[message]?.names.isEmpty == true,
        let match = line.firstMatch(of: #/_NameMap\(bytecode: "(.*)"\)/#)
      {
        messages[message]?.names = Self.names(String(match.1))
      } else if let match = line.firstMatch(of: #/enum ([A-Za-z0-9_]+): SwiftProtobuf.Enum/#) {
        enumeration = Self.name(ofNested: String(match.1), before: line, in: source)
      } else if let enumeration, let match = line.firstMatch(of: #/case (-?\d+): self = \./#) {
        enumerations[enumeration, default: []].insert(Int32(match.1) ?? -1)
      } else if let message {
        // A field of a oneof names its decoder some lines below its number.
        if let match = line.firstMatch(of: #/case (\d+): try/#) { number = Int32(match.1) }
        if let match = line.firstMatch(of: #/decoder\.decode(Map|\w+?)Field\(/#), let found = number {
          messages[message]?.readers[found] = String(match.1)
          number = nil
        }
      }
    }
  }

  /// In a name map, a name stands between an instruction (written as an escape, or as a sign) and a null.
  private static func names(_ bytecode: String) -> Set<String> {
    let parts = bytecode.replacing(#/\\u\{[0-9a-fA-F]+\}/#, with: "").split(separator: "\\0")
    return Set(parts.compactMap { $0.firstMatch(of: #/[a-z][a-z0-9_]*$/#).map { String($0.0) } })
  }

  /// The full name of an enum: the schema's package and, for a nested one, the struct around it.
  private static func name(ofNested name: String, before line: Substring, in source: String) -> String {
    let isNested = line.hasPrefix(" ")
    let prefix = "Evrak_Archive_V1_"
    guard isNested else { return "\(SchemaFiles.package).\(name.replacing(prefix, with: ""))" }
    let owners = source[..<line.startIndex].matches(of: #/\nprivate struct|\npublic nonisolated struct (\w+)/#)
    let owner = owners.last.flatMap { $0.1 }.map { $0.replacing(prefix, with: "") } ?? "nothing"
    return "\(SchemaFiles.package).\(owner).\(name)"
  }
}
