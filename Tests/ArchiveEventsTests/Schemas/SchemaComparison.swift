import SwiftProtobuf

/// The rules of Schemas/README.md: what a later schema may do to an earlier one whose events are kept for ever.
struct SchemaComparison {
  /// Numbers that are reserved for fields to come, and not because a field was removed.
  static let keptForLater: [String: Range<Int32>] = ["evrak.archive.v1.EventEnvelope": 9..<15]

  private let old: SchemaIndex
  private let new: SchemaIndex
  private var found: [String] = []

  /// One clause for each rule that is broken, with its place; empty if old events stay readable.
  static func departures(
    from old: Google_Protobuf_FileDescriptorSet, to new: Google_Protobuf_FileDescriptorSet
  ) -> [String] {
    var comparison = SchemaComparison(old: SchemaIndex(old), new: SchemaIndex(new))
    comparison.run()
    return comparison.found.sorted()
  }

  private init(old: SchemaIndex, new: SchemaIndex) {
    self.old = old
    self.new = new
  }

  private mutating func run() {
    for (package, syntax) in old.syntax where new.syntax[package] != syntax {
      found.append("package \(package): the syntax \(syntax) became \(new.syntax[package] ?? "nothing")")
    }
    for (name, message) in old.messages {
      guard let now = new.messages[name] else {
        found.append("\(name): the message was removed")
        continue
      }
      compare(name, message, now)
    }
    for (name, enumeration) in old.enumerations {
      guard let now = new.enumerations[name] else {
        found.append("\(name): the enum was removed")
        continue
      }
      compare(name, enumeration, now)
    }
  }

  private mutating func compare(_ name: String, _ old: SchemaIndex.Message, _ new: SchemaIndex.Message) {
    if old.isMapEntry != new.isMapEntry { found.append("\(name): it became another kind of message") }
    for (number, field) in old.fields {
      guard let now = new.fields[number] else {
        if !new.reserves(number) { found.append("\(name): field \(number) was removed and its number is not reserved") }
        if !new.reservedNames.contains(field.name) {
          found.append("\(name): field \(field.name) was removed and its name is not reserved")
        }
        continue
      }
      compare("\(name).\(field.name) = \(number)", field, now)
    }
    for (number, field) in new.fields where old.fields[number] == nil {
      if let before = old.fields.first(where: { $0.value.name == field.name }) {
        found.append("\(name): the name \(field.name) moved from number \(before.key) to \(number)")
      }
      if old.reserves(number), !(Self.keptForLater[name]?.contains(number) ?? false) {
        found.append("\(name): number \(number) was reserved and is used again")
      }
      if old.reservedNames.contains(field.name) {
        found.append("\(name): the name \(field.name) was reserved and is used again")
      }
    }
    // What was given up stays given up: otherwise the next but one change could use it again.
    for number in old.reservedNumbers.joined() where !new.reserves(number) && new.fields[number] == nil {
      found.append("\(name): number \(number) is no longer reserved")
    }
    for gone in old.reservedNames.subtracting(new.reservedNames) {
      found.append("\(name): the name \(gone) is no longer reserved")
    }
  }

  private mutating func compare(_ place: String, _ old: SchemaIndex.Field, _ new: SchemaIndex.Field) {
    func note(_ what: String, _ before: some Equatable, _ after: some Equatable) {
      found.append("\(place): \(what) \(before) became \(after)")
    }
    if old.name != new.name { note("the name", old.name, new.name) }
    if old.jsonName != new.jsonName { note("the JSON name", old.jsonName, new.jsonName) }
    if old.type != new.type { note("the type", "\(old.type)", "\(new.type)") }
    if old.typeName != new.typeName { note("the type", old.typeName, new.typeName) }
    if old.label != new.label { note("the label", "\(old.label)", "\(new.label)") }
    if old.oneof != new.oneof { note("the oneof", old.oneof ?? "none", new.oneof ?? "none") }
    if old.isOptional != new.isOptional { note("the presence", "\(old.isOptional)", "\(new.isOptional)") }
  }

  private mutating func compare(_ name: String, _ old: SchemaIndex.Enumeration, _ new: SchemaIndex.Enumeration) {
    for (number, names) in old.names {
      guard let now = new.names[number] else {
        if !new.reserves(number) { found.append("\(name): value \(number) was removed and its number is not reserved") }
        for gone in names where !new.reservedNames.contains(gone) {
          found.append("\(name): value \(gone) was removed and its name is not reserved")
        }
        continue
      }
      for lost in names.subtracting(now) { found.append("\(name): value \(number) is no longer called \(lost)") }
    }
    for (number, names) in new.names {
      if old.reserves(number) { found.append("\(name): number \(number) was reserved and is used again") }
      for again in names.intersection(old.reservedNames) {
        found.append("\(name): the name \(again) was reserved and is used again")
      }
      let moved = names.filter { name in old.names.contains { $0.key != number && $0.value.contains(name) } }
      for value in moved { found.append("\(name): the name \(value) moved to number \(number)") }
    }
    for gone in old.reservedNames.subtracting(new.reservedNames) {
      found.append("\(name): the name \(gone) is no longer reserved")
    }
    // A reserved range of an enum may reach to the largest number, so its ends are compared and not its numbers.
    for range in old.reservedNumbers where !new.reserves(range.lowerBound) || !new.reserves(range.upperBound) {
      let isUsed = new.names[range.lowerBound] != nil || new.names[range.upperBound] != nil
      if !isUsed { found.append("\(name): the numbers \(range) are no longer reserved") }
    }
  }
}
