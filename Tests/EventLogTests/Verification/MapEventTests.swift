import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing

@Suite("Events that hold maps")
struct MapEventTests {
  private static func contact(_ number: Int) -> EventDraft {
    var event = Evrak_Archive_V1_ContactChanged()
    event.contactID = Data(ContactID.random().bytes)
    event.name = "Kişi \(number)"
    for field in 0..<20 { event.fieldsSet["field-\(field)"] = "value \(number)" }
    return EventDraft(.contactChanged(event))
  }

  @Test("whose fields have no order verify by the bytes that were sealed, not by a serialisation of their own")
  func verify() throws {
    let archive = try ScratchLog()
    try archive.with { log in
      _ = try log.appendAndWait((0..<60).map(Self.contact))
    }
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults.prefix(3))")
    #expect(report.events == 60)
  }

  @Test("give back the bytes that their commitment binds")
  func original() throws {
    let archive = try ScratchLog()
    try archive.with { log in
      let position = try #require(try log.appendAndWait([Self.contact(1)]).first?.position)
      let event = try #require(try log.event(at: position))
      let bytes = try log.originalBytes(of: event)
      #expect(try SealedPayload(serializedBytes: bytes).event == event.payload?.event)
      #expect(bytes.count > 300)
    }
  }
}
