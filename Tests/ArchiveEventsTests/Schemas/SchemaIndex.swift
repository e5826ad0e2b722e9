import SwiftProtobuf

/// What a descriptor set lays down, by full name.
struct SchemaIndex {
  /// Everything about a field that stored bytes, JSON or generated code depend on.
  struct Field: Equatable {
    var name: String
    var jsonName: String
    var type: Google_Protobuf_FieldDescriptorProto.TypeEnum
    var typeName: String
    var label: Google_Protobuf_FieldDescriptorProto.Label
    var oneof: String?
    var isOptional: Bool
  }

  struct Message {
    var fields: [Int32: Field]
    /// Half-open, as descriptors have them.
    var reservedNumbers: [Range<Int32>]
    var reservedNames: Set<String>
    var isMapEntry: Bool

    func reserves(_ number: Int32) -> Bool { reservedNumbers.contains { $0.contains(number) } }
  }

  struct Enumeration {
    /// A number may have several names.
    var names: [Int32: Set<String>]
    /// Closed, as descriptors of enums have them.
    var reservedNumbers: [ClosedRange<Int32>]
    var reservedNames: Set<String>

    func reserves(_ number: Int32) -> Bool { reservedNumbers.contains { $0.contains(number) } }
  }

  private(set) var messages: [String: Message] = [:]
  private(set) var enumerations: [String: Enumeration] = [:]
  /// Of each file that the set holds: package and syntax.
  private(set) var syntax: [String: String] = [:]

  init(_ set: Google_Protobuf_FileDescriptorSet) {
    for file in set.file {
      syntax[file.package] = file.syntax
      for message in file.messageType { add(message, within: file.package) }
      for enumeration in file.enumType { add(enumeration, within: file.package) }
    }
  }

  private mutating func add(_ message: Google_Protobuf_DescriptorProto, within scope: String) {
    let name = "\(scope).\(message.name)"
    let fields = message.field.map { field in
      let isOneof = field.hasOneofIndex && !field.proto3Optional
      let oneof = isOneof ? message.oneofDecl[Int(field.oneofIndex)].name : nil
      return (
        field.number,
        Field(
          name: field.name, jsonName: field.jsonName, type: field.type, typeName: field.typeName, label: field.label,
          oneof: oneof, isOptional: field.proto3Optional)
      )
    }
    messages[name] = Message(
      fields: Dictionary(fields) { first, _ in first },
      reservedNumbers: message.reservedRange.map { $0.start..<$0.end },
      reservedNames: Set(message.reservedName), isMapEntry: message.options.mapEntry)
    for nested in message.nestedType { add(nested, within: name) }
    for nested in message.enumType { add(nested, within: name) }
  }

  private mutating func add(_ enumeration: Google_Protobuf_EnumDescriptorProto, within scope: String) {
    let pairs = enumeration.value.map { ($0.number, Set([$0.name])) }
    enumerations["\(scope).\(enumeration.name)"] = Enumeration(
      names: Dictionary(pairs) { $0.union($1) },
      reservedNumbers: enumeration.reservedRange.map { $0.start...$0.end },
      reservedNames: Set(enumeration.reservedName))
  }
}
