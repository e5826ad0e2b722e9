import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing

@testable import Intake

@Suite("Events of records")
struct RecordDraftTests {
  private static let (line, fax) = ("+902325550110", "+902325550111")

  /// The only record of a file with this line, as the event that it becomes.
  private func draft(_ line: String, account: String, files: [String: [UInt8]] = [:]) throws -> EventDraft {
    let folder = try TemporaryFolder()
    for (name, bytes) in files { try folder.write(name, bytes) }
    let path = try folder.write("kayıt.ndjson", line + "\n")
    return try RecordDraft(account: account, owner: "Selin Karadağ").draft(ScannedRecords([path]).only())
  }

  private func bytes(_ input: ContentInput?) throws -> [UInt8] {
    var bytes: [UInt8] = []
    switch try #require(input) {
    case .bytes(let whole): bytes = whole
    case .stream(let stream): try stream.forEachChunk { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  @Test("each member of a text message")
  func textMessage() throws {
    let line =
      #"{"channel":"sms","direction":"inbound","time":"2025-03-01T09:30:00.25+03:00","from":{"number":"0532 555 01 42","name":"Onur Bilgin"},"to":["0232 555 01 10","+44 20 7946 0155"],"text":"Geldi 👍","subject":"Palet","media":[{"name":"a.jpg","type":"image/jpeg","file":"media/a.jpg"},{"data":"aGk="}],"extra":1}"#
    let draft = try draft(line, account: Self.line, files: ["media/a.jpg": [1, 2, 3]])
    guard case .textMessageCaptured(let event) = draft.payload else { throw Unexpected() }
    #expect(event.direction == .inbound && event.text == "Geldi 👍" && event.subject == "Palet")
    #expect(event.sentAtUs == 1_740_810_600_250_000 && event.zoneMinutes == 180)
    #expect(event.from.number == "0532 555 01 42" && event.from.name == "Onur Bilgin")
    #expect(event.from.e164 == "+905325550142", "by the country of the account")
    #expect(event.to.map(\.e164) == ["+902325550110", "+442079460155"])
    #expect(event.attachmentNames == ["a.jpg", ""] && event.attachmentTypes == ["image/jpeg", ""])
    #expect(try bytes(draft.content) == Array(line.utf8), "the line is the original")
    #expect(try draft.attachments.map { try bytes($0) } == [[1, 2, 3], Array("hi".utf8)])
    #expect(event.sighting.account == Self.line && event.sighting.owner == "Selin Karadağ")
    #expect(event.sighting.file.format == .ndjson && event.sighting.file.path.hasSuffix("/kayıt.ndjson"))
    #expect(event.sighting.file.offset == 0)
  }

  @Test("the account stands where the source leaves an end out")
  func missingEnds() throws {
    let sent = try draft(
      #"{"direction":"outbound","time":"2025-03-01T09:30:00Z","to":"0532 555 01 42","text":"a"}"#, account: Self.line)
    let received = try draft(
      #"{"direction":"inbound","time":"2025-03-01T09:30:00Z","from":"0532 555 01 42","text":"a"}"#, account: Self.line)
    guard case .textMessageCaptured(let out) = sent.payload, case .textMessageCaptured(let into) = received.payload
    else { throw Unexpected() }
    #expect(out.from.e164 == Self.line && out.to.map(\.e164) == ["+905325550142"] && out.direction == .outbound)
    #expect(into.from.e164 == "+905325550142" && into.to.map(\.e164) == [Self.line] && into.direction == .inbound)
    let between = try draft(
      #"{"time":"2025-03-01T09:30:00Z","from":"+905325550142","to":"+902325550110","text":"a"}"#, account: Self.line)
    guard case .textMessageCaptured(let open) = between.payload else { throw Unexpected() }
    #expect(open.direction == .unspecified, "what the source does not say is told by our lines")
    #expect(!open.hasZoneMinutes || open.zoneMinutes == 0)
  }

  @Test(
    "what is no number that could be called stays as it is written",
    arguments: [
      "KORFEZBANK", "3340", "12", "0532 55", "+90 532 555 01 42 99 99 99 99", "Büyük İndirim!", "+999 1234567",
    ])
  func wrongNumbers(number: String) throws {
    let draft = try draft(
      #"{"direction":"inbound","time":"2025-03-01T09:30:00Z","from":"\#(number)","text":"a"}"#, account: Self.line)
    guard case .textMessageCaptured(let event) = draft.payload else { throw Unexpected() }
    #expect(event.from.number == number && event.from.e164.isEmpty)
  }

  @Test(
    "what was meant as a number and is none has a defect; short codes and names of senders have none",
    arguments: [
      ("+99999999999999999999", ["“+99999999999999999999”: it is no telephone number"]),
      ("+999 1234567", ["“+999 1234567”: it is no telephone number"]),
      ("0532 555 01 42 99 99 99 99", ["“0532 555 01 42 99 99 99 99”: it is too long for a telephone number"]),
      ("12", []), ("3340", []), ("85012345", []), ("KORFEZBANK", []), ("Büyük İndirim!", []), ("0532 555 01 42", []),
    ] as [(String, [String])])
  func defects(number: String, defects: [String]) throws {
    let draft = try draft(
      #"{"direction":"inbound","time":"2025-03-01T09:30:00Z","from":"\#(number)","text":"a"}"#, account: Self.line)
    guard case .textMessageCaptured(let event) = draft.payload else { throw Unexpected() }
    #expect(event.sighting.defects == defects.map { $0 + "; it was kept as it is written" })
  }

  @Test("the country of numbers is that of the account, unless another one is told")
  func region() throws {
    let record = FoundRecord(
      form: .record, path: "/a", offset: 7, content: [1], channel: .textMessage, outbound: false, time: 0,
      from: .init(identity: "020 7946 0155"), text: "a")
    for (account, region, number) in [
      ("+442079460100", nil, "+442079460155"), (Self.line, "GB", "+442079460155"), ("info@firma.example", nil, ""),
    ] as [(String, String?, String)] {
      let draft = try RecordDraft(account: account, owner: "", region: region).draft(record)
      guard case .textMessageCaptured(let event) = draft.payload else { throw Unexpected() }
      #expect(event.from.e164 == number, "\(account)")
      #expect(event.sighting.file.offset == 7)
    }
  }

  @Test("each member of a fax, and what its document tells")
  func faxes() throws {
    let document = SmallTIFF.bytes(["2025:04:08 06:41:05", ""])
    let stated = try draft(
      #"{"channel":"fax","direction":"outbound","time":"2025-03-01T09:30:00+03:00","to":{"number":"0312 555 02 12","name":"Kuzey İnşaat"},"file":"fax/sipariş.tif","subject":"Sipariş"}"#,
      account: Self.fax, files: ["fax/sipariş.tif": document])
    guard case .faxCaptured(let fax) = stated.payload else { throw Unexpected() }
    #expect(fax.direction == .outbound && fax.from.e164 == Self.fax && fax.to.e164 == "+903125550212")
    #expect(fax.to.name == "Kuzey İnşaat" && fax.subject == "Sipariş" && fax.documentName == "sipariş.tif")
    #expect(fax.pages == 2 && fax.mediaType == "image/tiff" && fax.timeOrigin == .stated && fax.zoneMinutes == 180)
    #expect(try bytes(stated.attachments.first) == document)
    let original = try JSONSerialization.jsonObject(with: Data(bytes(stated.content))) as? [String: Any]
    #expect((original?["document"] as? [String: Any])?["size"] as? Int == document.count)
    #expect((original?["record"] as? String)?.contains("sipariş.tif") == true, "the line of the source is kept")
    #expect(fax.sighting.defects.isEmpty)
    let unstated = try draft(
      #"{"channel":"fax","direction":"inbound","from":"0312 555 02 12","file":"a.tif"}"#, account: Self.fax,
      files: ["a.tif": Array(document.dropLast(1))])
    guard case .faxCaptured(let read) = unstated.payload else { throw Unexpected() }
    #expect(read.timeOrigin == .document && read.transmittedAtUs != 0 && !read.hasZoneMinutes)
    #expect(read.sighting.defects == ["The document is damaged: a page of it can't be read to its end."])
  }

  @Test(
    "a fax without a document that is one, or without any time, is refused with the reason",
    arguments: [
      (#""time":"2025-03-01T09:30:00Z","data":"aGFsbG8=","name":"a.tif""#, "neither TIFF nor PDF"),
      (#""data":"SUkqAA==","name":"a.tif""#, "states a time"),
    ])
  func noFax(members: String, reason: String) throws {
    let error = #expect(throws: IntakeError.self) {
      try draft(#"{"channel":"fax","direction":"inbound","from":"+903125550212",\#(members)}"#, account: Self.fax)
    }
    #expect(
      error?.code == .notARecord && error?.reason.contains(reason) == true && error?.reason.contains("a.tif") == true)
  }

  @Test("each member of a note; it belongs to its author, whatever the account")
  func notes() throws {
    let draft = try draft(
      #"{"channel":"note","author":"Aylin Ersoy","time":"2025-09-17T11:00:00+02:00","medium":"visit","place":"Hamburg","purpose":"Preisliste","text":"Bis 15. November.","with":[{"name":"Jörg Behrens","identity":"einkauf@lindenau.example"},"0532 555 01 42","Uwe Petersen"],"files":[{"name":"plan.pdf","type":"application/pdf","data":"aGk="}],"follow_up":{"due":"2025-11-15","responsible":["Aylin Ersoy","Deniz Yalçın"],"text":"Liste senden"}}"#,
      account: Self.line)
    guard case .noteRecorded(let note) = draft.payload else { throw Unexpected() }
    #expect(note.author == "Aylin Ersoy" && note.sighting.owner == "Selin Karadağ" && note.sighting.account.isEmpty)
    #expect(note.medium == .visit && note.place == "Hamburg" && note.purpose == "Preisliste")
    #expect(note.text == "Bis 15. November." && note.heldAtUs == 1_758_099_600_000_000 && note.zoneMinutes == 120)
    #expect(note.participants.map(\.identity) == ["einkauf@lindenau.example", "+905325550142", ""])
    #expect(note.participants.map(\.name) == ["Jörg Behrens", "", "Uwe Petersen"])
    #expect(note.followUp.due == "2025-11-15" && note.followUp.responsible == ["Aylin Ersoy", "Deniz Yalçın"])
    #expect(note.followUp.text == "Liste senden" && note.attachmentNames == ["plan.pdf"])
    #expect(try draft.attachments.map { try bytes($0) } == [Array("hi".utf8)])
    let own = try RecordDraft(account: "", owner: "").draft(
      FoundRecord(
        form: .record, path: "/n", offset: 0, content: [], channel: .note, time: 1, text: "a", author: "Selin"))
    guard case .noteRecorded(let typed) = own.payload else { throw Unexpected() }
    #expect(typed.sighting.owner == "Selin" && own.content == nil && typed.medium == .other && !typed.hasFollowUp)
  }

  @Test("where a record was found: in a backup, in a list, or typed by somebody")
  func sources() throws {
    var record = FoundRecord(
      form: .androidBackup, path: "/yedek.xml", offset: 42, content: [1], channel: .textMessage, outbound: true,
      time: 0,
      to: [.init(identity: "+905325550142")], text: "a", defects: ["Odd."])
    let drafts = RecordDraft(account: Self.line, owner: "")
    let backup = try #require(try drafts.draft(record).payload.sighting)
    #expect(backup.file.format == .smsBackup && backup.file.path == "/yedek.xml" && backup.file.offset == 42)
    #expect(backup.defects == ["Odd."])
    let typed = try #require(try drafts.draft(record, form: FormSource.with { $0.user = "selin" }).payload.sighting)
    #expect(typed.source == .form(FormSource.with { $0.user = "selin" }))
    record.time = nil
    #expect(throws: IntakeError.self) { try drafts.draft(record) }
    record.time = 0
    let error = #expect(throws: IntakeError.self) { try RecordDraft(account: "", owner: "").draft(record) }
    #expect(error?.reason.contains("--account") == true)
  }

  private struct Unexpected: Error {}
}
