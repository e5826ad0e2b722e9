import SwiftProtobuf
import Testing

/// The baseline with one change, made in memory.
struct SchemaVariant: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// Words of the departure that must be named; nil for a change that is allowed.
  let complaint: String?
  private let change: @Sendable (inout Google_Protobuf_FileDescriptorSet) throws -> Void

  private init(
    _ name: String, complaint: String? = nil,
    _ change: @escaping @Sendable (inout Google_Protobuf_FileDescriptorSet) throws -> Void
  ) {
    testDescription = name
    self.complaint = complaint
    self.change = change
  }

  func departures() throws -> [String] {
    let old = try SchemaFiles.baseline()
    var new = old
    try change(&new)
    try #require(new != old, "the variant changes nothing")
    return SchemaComparison.departures(from: old, to: new)
  }

  static let allowed: [SchemaVariant] = [
    SchemaVariant("a new field") { set in
      try set.change("EmailCaptured") { $0.field.append(.with(name: "importance", number: 3, type: .string)) }
    },
    SchemaVariant("a new field of the envelope, in the numbers kept for it") { set in
      try set.change("EventEnvelope") { message in
        message.field.append(.with(name: "recorder", number: 9, type: .string))
        message.reservedRange[0].start = 10
      }
    },
    SchemaVariant("a new kind of event") { set in
      try set.change("SealedPayload") { message in
        var field = Google_Protobuf_FieldDescriptorProto.with(name: "form_received", number: 23, type: .message)
        field.typeName = ".evrak.archive.v1.FormSource"
        field.oneofIndex = 0
        message.field.append(field)
      }
    },
    SchemaVariant("a new message") { set in
      set.file[0].messageType.append(.with { $0.name = "RetentionChanged" })
    },
    SchemaVariant("a new value of an enum") { set in
      try set.changeEnum("Outcome", in: "DeliveryReported") { outcome in
        outcome.value.append(
          .with {
            $0.name = "OUTCOME_DELAYED"
            $0.number = 4
          })
      }
    },
    SchemaVariant("a field removed with its number and name reserved") { set in
      try set.change("MatchDecided") { message in
        message.field.removeAll { $0.number == 5 }
        message.reserve(number: 5, name: "reason")
      }
    },
    SchemaVariant("a value of an enum removed with its number and name reserved") { set in
      try set.changeEnum("Kind", in: "AccountChanged") { kind in
        kind.value.removeAll { $0.number == 3 }
        kind.reservedName.append("KIND_FAX_LINE")
        kind.reservedRange.append(
          .with {
            $0.start = 3
            $0.end = 3
          })
      }
    },
    SchemaVariant("a message moved to another file") { set in
      let from = try #require(set.file.firstIndex { $0.messageType.contains { $0.name == "Sighting" } })
      let to = try #require(set.file.indices.first { $0 != from })
      let index = try #require(set.file[from].messageType.firstIndex { $0.name == "Sighting" })
      set.file[to].messageType.append(set.file[from].messageType.remove(at: index))
    },
  ]

  static let forbidden: [SchemaVariant] = [
    SchemaVariant("a field removed", complaint: "field 3 was removed and its number is not reserved") { set in
      try set.change("Sighting") { $0.field.removeAll { $0.number == 3 } }
    },
    SchemaVariant("a field removed, its name left open", complaint: "field folder was removed and its name is not") {
      set in
      try set.change("Sighting") { message in
        message.field.removeAll { $0.number == 3 }
        message.reservedRange.append(
          .with {
            $0.start = 3
            $0.end = 4
          })
      }
    },
    SchemaVariant("a number used for another field", complaint: "the name purpose became colour") { set in
      try set.changeField(7, in: "NoteRecorded") { field in
        field.name = "colour"
        field.jsonName = "colour"
      }
    },
    SchemaVariant("a name moved to another number", complaint: "the name size moved from number 3 to 4") { set in
      try set.changeField(3, in: "ContentReference") { $0.number = 4 }
    },
    SchemaVariant("a type on the wire changed", complaint: "EventEnvelope.recorded_at_us = 4: the type") { set in
      try set.changeField(4, in: "EventEnvelope") { $0.type = .int64 }
    },
    SchemaVariant("a signedness changed", complaint: "FileSource.offset = 3: the type") { set in
      try set.changeField(3, in: "FileSource") { $0.type = .int64 }
    },
    SchemaVariant("a message type exchanged", complaint: "ItemSighted.sighting = 2: the type .evrak") { set in
      try set.changeField(2, in: "ItemSighted") { $0.typeName = ".evrak.archive.v1.FileSource" }
    },
    SchemaVariant("a single field made repeated", complaint: "Sighting.account = 1: the label") { set in
      try set.changeField(1, in: "Sighting") { $0.label = .repeated }
    },
    SchemaVariant("a repeated field made single", complaint: "SMTPSource.recipients_to = 3: the label") { set in
      try set.changeField(3, in: "SMTPSource") { $0.label = .optional }
    },
    SchemaVariant("a field taken out of its oneof", complaint: "the oneof event became none") { set in
      try set.changeField(96, in: "SealedPayload") { $0.clearOneofIndex() }
    },
    SchemaVariant("a field put into a oneof", complaint: "the oneof none became source") { set in
      try set.changeField(15, in: "Sighting") { $0.oneofIndex = 0 }
    },
    SchemaVariant("a presence lost", complaint: "ContactChanged.name = 3: the presence") { set in
      try set.changeField(3, in: "ContactChanged") { field in
        field.proto3Optional = false
        field.clearOneofIndex()
      }
    },
    SchemaVariant("a map's value changed", complaint: "FieldsSetEntry.value = 2: the type") { set in
      try set.change("ContactChanged") { message in
        let entry = try #require(message.nestedType.firstIndex { $0.name == "FieldsSetEntry" })
        message.nestedType[entry].field[1].type = .bytes
      }
    },
    SchemaVariant("a message removed", complaint: "ContactsMerged: the message was removed") { set in
      for index in set.file.indices { set.file[index].messageType.removeAll { $0.name == "ContactsMerged" } }
    },
    SchemaVariant("a kept number no longer reserved", complaint: "EventEnvelope: number 9 is no longer reserved") {
      set in
      try set.change("EventEnvelope") { $0.reservedRange.removeAll() }
    },
    SchemaVariant("an enum's value renamed", complaint: "value 2 is no longer called DIRECTION_OUTBOUND") { set in
      try set.changeEnum("Direction") { $0.value[2].name = "DIRECTION_SENT" }
    },
    SchemaVariant("an enum's numbers exchanged", complaint: "the name DIRECTION_INBOUND moved to number 2") { set in
      try set.changeEnum("Direction") { direction in
        direction.value[1].number = 2
        direction.value[2].number = 1
      }
    },
    SchemaVariant("an enum's value removed", complaint: "value 3 was removed and its number is not reserved") { set in
      try set.changeEnum("Direction") { $0.value.removeLast() }
    },
    SchemaVariant("an enum removed", complaint: "Direction: the enum was removed") { set in
      for index in set.file.indices { set.file[index].enumType.removeAll() }
    },
    SchemaVariant("another syntax", complaint: "the syntax proto3 became") { set in
      for index in set.file.indices { set.file[index].syntax = "editions" }
    },
  ]
}

extension Google_Protobuf_FileDescriptorSet {
  /// Changes the top-level message of that name.
  mutating func change(_ name: String, _ body: (inout Google_Protobuf_DescriptorProto) throws -> Void) throws {
    let file = try #require(file.firstIndex { $0.messageType.contains { $0.name == name } }, "no message \(name)")
    let index = try #require(self.file[file].messageType.firstIndex { $0.name == name })
    try body(&self.file[file].messageType[index])
  }

  mutating func changeField(
    _ number: Int32, in name: String, _ body: (inout Google_Protobuf_FieldDescriptorProto) -> Void
  ) throws {
    try change(name) { message in
      let index = try #require(message.field.firstIndex { $0.number == number }, "no field \(number) in \(name)")
      body(&message.field[index])
    }
  }

  /// Changes an enum of a file, or of a top-level message.
  mutating func changeEnum(
    _ name: String, in message: String? = nil, _ body: (inout Google_Protobuf_EnumDescriptorProto) -> Void
  ) throws {
    if let message {
      try change(message) { message in
        let index = try #require(message.enumType.firstIndex { $0.name == name }, "no enum \(name)")
        body(&message.enumType[index])
      }
      return
    }
    let file = try #require(file.firstIndex { $0.enumType.contains { $0.name == name } }, "no enum \(name)")
    let index = try #require(self.file[file].enumType.firstIndex { $0.name == name })
    body(&self.file[file].enumType[index])
  }
}

extension Google_Protobuf_DescriptorProto {
  mutating func reserve(number: Int32, name: String) {
    reservedName.append(name)
    reservedRange.append(
      .with {
        $0.start = number
        $0.end = number + 1
      })
  }
}

extension Google_Protobuf_FieldDescriptorProto {
  static func with(name: String, number: Int32, type: TypeEnum) -> Self {
    .with {
      $0.name = name
      $0.jsonName = name
      $0.number = number
      $0.type = type
      $0.label = .optional
    }
  }
}
