import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Journaled mail in timelines")
struct JournalTimelineTests {
  private static func journal(of message: Mail, recipients: String, hasField: Bool = true) -> Mail {
    var journal = Mail("journal-\(message.source)", date: 1_800_000_000)
    journal.from = "journal@firma.example"
    journal.to = ["arsiv@firma.example"]
    journal.subject = message.subject
    if hasField { journal.subject += "\r\nX-MS-Journal-Report:" }
    journal.subject += "\r\nContent-Type: multipart/mixed; boundary=\"journal\""
    journal.body = """
      --journal\r
      Content-Type: text/plain; charset=utf-8\r
      \r
      Sender: sevkiyat@firma.example\r
      Subject: \(message.subject)\r
      Message-Id: <\(message.source)@musteri.example>\r
      \(recipients)\r
      \r
      --journal\r
      Content-Type: message/rfc822\r
      \r
      \(String(decoding: message.bytes, as: UTF8.self))\r
      --journal--\r

      """
    return journal
  }

  private func positions(_ view: View<TimelineProjection>, _ address: String) throws -> [UInt64] {
    try view.page(TimelineQuery(address: try #require(CorrespondentAddress(address)), limit: 10))
      .map(\.position.rawValue)
  }

  @Test("A journaled mail stands with all who got it, at its own time, with its own subject")
  func unwrapped() throws {
    let archive = try ScratchArchive()
    var message = Mail("m1", date: 1_700_000_000)
    (message.from, message.to) = ("info@firma.example", ["deniz@musteri.example"])
    let recipients =
      "To: deniz@musteri.example\r\nBcc: gizli@musteri.example\r\nTo: uye@firma.example, Expanded: hepsi@firma.example"
    try archive.take([Self.journal(of: message, recipients: recipients), Mail("plain", date: 1_700_000_500)])
    try archive.withTimelines { view, _ in
      #expect(try positions(view, "deniz@musteri.example") == [2, 1])
      for address in ["gizli@musteri.example", "uye@firma.example", "sevkiyat@firma.example"] {
        #expect(try positions(view, address) == [1], "\(address)")
      }
      // Nobody can hide a mail from those whom it passed between by writing it like a journal.
      #expect(try positions(view, "journal@firma.example") == [1])
      let entry = try #require(try view.entry(at: .first))
      #expect(entry.time == Timestamp(secondsSinceEpoch: 1_700_000_000) && entry.subject == "Teklif")
      #expect(entry.from.map(\.address) == ["info@firma.example"])
      #expect(
        entry.to.map(\.address) == ["deniz@musteri.example", "gizli@musteri.example", "uye@firma.example"])
    }
  }

  @Test("What only looks like a journal is listed as it came")
  func lookalike() throws {
    let archive = try ScratchArchive()
    let message = Mail("m1", date: 1_700_000_000)
    try archive.take([Self.journal(of: message, recipients: "To: kurban@musteri.example", hasField: false)])
    try archive.withTimelines { view, _ in
      let (named, carrier) = try (
        positions(view, "kurban@musteri.example"), positions(view, "journal@firma.example")
      )
      #expect(named == [] && carrier == [1])
    }
  }
}
