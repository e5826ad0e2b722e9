import Archive
import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing
import Views

@Suite("Meeting notes")
struct NoteTests {
  private static let start = 1_735_689_600

  /// A note at position 3, with a contact by id, one by address, one by number and one by bare name.
  private func office() throws -> (office: Office, note: Position, derya: ContactID) {
    let office = try Office()
    var mail = Mail("m", date: Self.start)
    mail.from = "Derya Aksoy <derya@kuzey.example>"
    try office.add(mail)
    let derya = try office.id("derya@kuzey.example")
    try office.add(Drafts.contact(derya, name: "Derya Aksoy"))
    let note = try office.add(
      Drafts.note(
        "Kapıda buluştuk.\nFiyatı konuştuk.",
        with: [derya.description, "onur@kuzey.example", "+90 532 555 01 42", "Rıza Bey"], at: Self.start + 60,
        followUp: Drafts.due("2025-01-15", ["Selin Karadağ", "Murat Tezel"], "Teklif gönder"),
        files: [("plan.pdf", Array("%PDF-1.7".utf8))]))
    return (office, try #require(note.first), derya)
  }

  private func amendment(_ office: Office, _ note: Position, _ fill: (inout NoteAmended) -> Void) throws -> EventDraft {
    let item = try #require(try office.archive.log.event(at: note)?.itemReference)
    var event = NoteAmended()
    event.itemID = Data(item.id.bytes)
    event.author = "Murat Tezel"
    fill(&event)
    return EventDraft(
      .noteAmended(event), attachments: event.attachmentNames.map { .bytes(Array("dosya \($0)".utf8)) }, item: item)
  }

  @Test("a note stands in the timeline of everybody who took part, however they are named, and of its author")
  func participants() throws {
    let (office, note, derya) = try office()
    #expect(try office.positions(derya) == [1, note.rawValue])
    for who in ["onur@kuzey.example", "+905325550142", "RIZA BEY"] {
      #expect(try office.positions(who) == [note.rawValue], "\(who)")
    }
    #expect(try office.positions(.owner("Selin Karadağ")) == [note.rawValue])
    #expect(try office.contact("Rıza Bey").name == "Rıza Bey")
    let entry = try office.entry(note)
    #expect(entry.channel == .note && entry.medium == "visit" && entry.author == "Selin Karadağ")
    #expect(entry.firstWords == "Kapıda buluştuk. Fiyatı konuştuk." && entry.timeSource == .stated)
    #expect(entry.recipientCount == 4 && entry.to.count == 4)
    #expect(entry.followUp?.due == "2025-01-15" && entry.followUp?.text == "Teklif gönder")
    #expect(entry.followUp?.responsible == ["Selin Karadağ", "Murat Tezel"])
    #expect(entry.files.map(\.name) == ["plan.pdf"] && entry.files.map(\.mediaType) == ["application/pdf"])
    #expect(entry.fileCount == 1)
    let event = try #require(try office.archive.log.event(at: note))
    #expect(try office.archive.log.content(event.attachments[0]) == Array("%PDF-1.7".utf8))
  }

  @Test("a note with a merged contact moves with it")
  func merged() throws {
    let (office, note, derya) = try office()
    let onur = try office.id("onur@kuzey.example")
    try office.add(Drafts.merge(derya, into: onur))
    #expect(try office.positions(onur) == [1, note.rawValue])
    // Named by the id of the one that was merged.
    let second = try #require(
      try office.add(Drafts.note("Yine", with: [derya.description], at: Self.start + 90)).first)
    try office.add(Drafts.unmerge(derya, from: onur))
    #expect(try office.positions(onur) == [note.rawValue])
    #expect(try office.positions(derya) == [1, note.rawValue, second.rawValue])
  }

  @Test("an amendment shows in the timeline; what the note said before stays readable")
  func amended() throws {
    let (office, note, derya) = try office()
    let before = try #require(try office.archive.log.event(at: note))
    let amendments = try office.add(
      amendment(office, note) { $0.text = "Fiyat 425 lira oldu." },
      amendment(office, note) {
        $0.purpose = "Çerçeve anlaşma"
        $0.followUp = Drafts.due("2025-02-01", ["Murat Tezel"])
      })
    let entry = try office.entry(note)
    #expect(entry.firstWords == "Fiyat 425 lira oldu." && entry.subject == "Çerçeve anlaşma")
    #expect(entry.followUp?.due == "2025-02-01" && entry.followUp?.responsible == ["Murat Tezel"])
    #expect(entry.author == "Selin Karadağ" && entry.time == Timestamp(secondsSinceEpoch: Int64(Self.start + 60)))
    #expect(try office.view.amendments(ofItemAt: note) == amendments)
    #expect(try office.view.totals().items == 2 && office.positions(derya).count == 2, "it is no further item")
    // The log has each word that was ever said.
    let texts = try ([note] + amendments).compactMap { try office.archive.log.event(at: $0)?.payload?.event }.map {
      switch $0 {
      case .noteRecorded(let note): note.text
      case .noteAmended(let amended): amended.text + amended.purpose
      default: ""
      }
    }
    #expect(texts == ["Kapıda buluştuk.\nFiyatı konuştuk.", "Fiyat 425 lira oldu.", "Çerçeve anlaşma"])
    #expect(try office.archive.log.event(at: note)?.envelope.sealedPayload == before.envelope.sealedPayload)
    let all = try WholeView(office.view)
    try office.rebuild()
    #expect(try WholeView(office.view) == all && office.view.amendments(ofItemAt: note) == amendments)
  }

  @Test("a follow-up is withdrawn; files and people are added, nobody twice")
  func withdrawn() throws {
    let (office, note, derya) = try office()
    let position = try #require(
      try office.add(
        amendment(office, note) {
          $0.followUpWithdrawn = true
          $0.attachmentNames = ["tutanak.pdf"]
          $0.attachmentTypes = ["application/pdf"]
          $0.participantsAdded = ["hakan@kuzey.example", "onur@kuzey.example", derya.description].map(Drafts.attendee)
        }
      ).first)
    let entry = try office.entry(note)
    #expect(entry.followUp == nil && entry.firstWords.hasPrefix("Kapıda"))
    #expect(entry.files.map(\.name) == ["plan.pdf", "tutanak.pdf"] && entry.fileCount == 2)
    #expect(try office.positions("hakan@kuzey.example") == [note.rawValue])
    #expect(entry.to.count == 5 && entry.recipientCount == 5, "two of the three were there before")
    let event = try #require(try office.archive.log.event(at: position))
    #expect(try office.archive.log.content(event.attachments[0]) == Array("dosya tutanak.pdf".utf8))
  }

  @Test("amendments of what is no note, or of nothing, change nothing that a timeline shows")
  func amendedMail() throws {
    let (office, _, derya) = try office()
    let before = try office.timeline(.contact(derya))
    var stray = try amendment(office, .first) { $0.purpose = "Değiştirildi" }
    try office.add(stray)
    stray.item = nil
    stray.payload = .noteAmended(
      NoteAmended.with {
        $0.itemID = Data(ItemID.random().bytes)
        $0.text = "Yok"
      })
    try office.add(stray)
    #expect(try office.timeline(.contact(derya)) == before)
  }

  @Test("the follow-up, and a thousand participants, of a note that came from a file")
  func manyPeople() throws {
    let office = try Office()
    let people = (0..<1_000).map { "kisi\($0)@fuar.example" }
    let note = try #require(try office.add(Drafts.note("Fuar", with: people, at: Self.start)).first)
    let entry = try office.entry(note)
    #expect(entry.recipientCount == 1_000 && entry.to.count == 50)
    #expect(try office.positions("kisi999@fuar.example") == [note.rawValue])
    let more = (0..<100).map { Drafts.attendee("konuk\($0)@fuar.example") }
    try office.add(amendment(office, note) { $0.participantsAdded = more })
    let after = try office.entry(note)
    #expect(after.recipientCount == 1_100 && after.to.count == 50, "the card shows the first ones still")
    #expect(try office.positions("konuk99@fuar.example") == [note.rawValue])
  }
}
