import Foundation
import SwiftProtobuf
import Testing

@Suite("The event catalogue stays readable")
struct CompatibilityTests {
  @Test(
    "The schemas keep what was released in archive-v1.binpb", .enabled(if: Protoc.isAvailable, Protoc.reason))
  func released() throws {
    let departures = SchemaComparison.departures(from: try SchemaFiles.baseline(), to: try SchemaFiles.current())
    #expect(departures.isEmpty, "\(departures.joined(separator: "\n"))\nSchemas/README.md says what a change may do.")
  }

  @Test("The baseline holds the whole catalogue")
  func baseline() throws {
    let index = SchemaIndex(try SchemaFiles.baseline())
    #expect(index.syntax == [SchemaFiles.package: "proto3"])
    #expect(index.messages["evrak.archive.v1.EventEnvelope"]?.fields[15]?.name == "sealed_payload")
    #expect(index.messages["evrak.archive.v1.SealedPayload"]?.fields.values.filter { $0.oneof == "event" }.count == 16)
    #expect(index.messages["evrak.archive.v1.ContactChanged.FieldsSetEntry"]?.isMapEntry == true)
    #expect(index.enumerations["evrak.archive.v1.Direction"]?.names[2] == ["DIRECTION_OUTBOUND"])
  }

  @Test("A schema is compatible with itself")
  func itself() throws {
    let baseline = try SchemaFiles.baseline()
    #expect(SchemaComparison.departures(from: baseline, to: baseline).isEmpty)
  }

  @Test("What may be done is let through", arguments: SchemaVariant.allowed)
  func allowed(variant: SchemaVariant) throws {
    let departures = try variant.departures()
    #expect(departures.isEmpty, "\(variant): \(departures)")
  }

  @Test("What would make old events unreadable is named", arguments: SchemaVariant.forbidden)
  func forbidden(variant: SchemaVariant) throws {
    let departures = try variant.departures()
    let words = try #require(variant.complaint)
    #expect(departures.contains { $0.contains(words) }, "\(variant): \(departures)")
  }

  @Test("Once a number is given up, it may not come back")
  func givenUp() throws {
    let baseline = try SchemaFiles.baseline()
    var without = baseline
    try without.change("FormSource") { message in
      message.field.removeAll()
      message.reserve(number: 1, name: "user")
    }
    #expect(SchemaComparison.departures(from: baseline, to: without).isEmpty)
    #expect(
      SchemaComparison.departures(from: without, to: baseline) == [
        "evrak.archive.v1.FormSource: number 1 was reserved and is used again",
        "evrak.archive.v1.FormSource: the name user is no longer reserved",
        "evrak.archive.v1.FormSource: the name user was reserved and is used again",
      ])
    var forgotten = without
    try forgotten.change("FormSource") { message in
      message.reservedRange.removeAll()
      message.reservedName.removeAll()
    }
    #expect(SchemaComparison.departures(from: without, to: forgotten).count == 2)
  }
}
