import ArchiveEvents
import Foundation
import SwiftProtobuf
import Testing

@Suite("The event catalogue")
struct CatalogueTests {
  /// Fields of the oneof `event`, read from the committed baseline and so without protoc.
  static let variants: [Int32: String] = {
    guard let set = try? SchemaFiles.baseline() else { return [:] }
    let fields = SchemaIndex(set).messages["evrak.archive.v1.SealedPayload"]?.fields ?? [:]
    return fields.filter { $0.value.oneof == "event" }.mapValues(\.name)
  }()

  /// The payload with an empty message under this field number (length-delimited, length 0).
  static func payload(field number: Int32) throws -> EventPayload {
    var tag = UInt32(number) << 3 | 2
    var bytes: [UInt8] = []
    while tag >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: tag) | 0x80)
      tag >>= 7
    }
    let payload = try SealedPayload(serializedBytes: bytes + [UInt8(tag), 0])
    #expect(payload.unknownFields.data.isEmpty, "field \(number) is unknown to the code")
    return try #require(payload.event, "field \(number) is no event")
  }

  @Test("Every event of the schema has a name of its own")
  func names() throws {
    #expect(Self.variants.count == 16)
    let names = try Self.variants.keys.map { try Self.payload(field: $0).typeName }
    #expect(Set(names).count == Self.variants.count)
    for name in names {
      #expect(name.wholeMatch(of: #/[a-z]+(-[a-z]+)*\.[a-z]+/#) != nil, "\(name)")
    }
  }

  @Test("A name is the field's own words", arguments: variants.sorted { $0.key < $1.key })
  func words(number: Int32, field: String) throws {
    let name = try Self.payload(field: number).typeName
    #expect(name.replacing(#/[.-]/#, with: "_") == field)
    #expect(try Self.payload(field: number).schemaVersion == 1)
  }

  @Test(
    "The name is the one that the schema states beside the event", .enabled(if: Protoc.isAvailable, Protoc.reason))
  func statedNames() throws {
    let set = try SchemaFiles.current()
    let file = try #require(set.file.first { $0.messageType.contains { $0.name == "SealedPayload" } })
    let message = try #require(file.messageType.firstIndex { $0.name == "SealedPayload" })
    var stated = 0
    for (index, field) in file.messageType[message].field.enumerated() where field.hasOneofIndex {
      // descriptor.proto: messages of a file are its field 4, fields of a message its field 2.
      let path: [Int32] = [4, Int32(message), 2, Int32(index)]
      let place = try #require(file.sourceCodeInfo.location.first { $0.path == path })
      let comment = place.trailingComments.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(try Self.payload(field: field.number).typeName == comment, "field \(field.number)")
      stated += 1
    }
    #expect(stated == Self.variants.count)
  }

  @Test("The names that bear items are those of the captures and notes")
  func bearing() throws {
    let bearing = try Self.variants.keys.map { try Self.payload(field: $0) }.filter(\.bearsItem).map(\.typeName)
    #expect(Set(bearing) == EventTypeName.bearingItems)
    #expect(EventTypeName.bearingItems.contains(EventTypeName.emailCaptured))
    #expect(!EventTypeName.bearingItems.contains(EventTypeName.itemSighted))
  }

  static let sighting = Sighting.with {
    $0.account = "info@meltem-yapi.example"
    $0.file = .with { $0.path = "/mail/1" }
  }

  @Test("The place of an item is found in every event that has one")
  func sightings() {
    let events: [EventPayload] = [
      .emailCaptured(.with { $0.sighting = Self.sighting }),
      .textMessageCaptured(.with { $0.sighting = Self.sighting }), .faxCaptured(.with { $0.sighting = Self.sighting }),
      .noteRecorded(.with { $0.sighting = Self.sighting }), .itemSighted(.with { $0.sighting = Self.sighting }),
    ]
    for event in events { #expect(event.sighting == Self.sighting, "\(event.typeName)") }
    #expect(EventPayload.emailCaptured(.init()).sighting == nil)
    #expect(EventPayload.contactsMerged(.init()).sighting == nil)
  }

  @Test("The item that an event is about is told, if the bytes name one")
  func items() {
    let item = ItemID.random()
    let id = Data(item.bytes)
    let events: [EventPayload] = [
      .itemSighted(.with { $0.itemID = id }), .noteAmended(.with { $0.itemID = id }),
      .deliveryReported(.with { $0.itemID = id }), .matchDecided(.with { $0.itemID = id }),
      .obligationChanged(.with { $0.itemID = id }),
    ]
    for event in events { #expect(event.itemID == item, "\(event.typeName)") }
    #expect(EventPayload.itemSighted(.with { $0.itemID = Data([1, 2, 3]) }).itemID == nil)
    #expect(EventPayload.emailCaptured(.init()).itemID == nil)
  }

  @Test("What a later version adds is kept when an event is read")
  func unknownFields() throws {
    // Field 200 of the payload, as a later schema might have it: tag 0x640A (200 << 3 | 2), length 2.
    let later: [UInt8] = [0xC2, 0x0C, 0x02, 0x41, 0x42]
    let salt: [UInt8] = [0x0A, 0x01, 0x07]
    let payload = try SealedPayload(serializedBytes: salt + later)
    #expect(payload.salt == Data([7]))
    #expect(payload.event == nil)
    #expect(try payload.serializedBytes() as [UInt8] == salt + later)
  }
}
