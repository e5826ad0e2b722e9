import Archive
import ArchiveEvents
import EventLog
import Foundation
import Testing
import Views

@Suite("Timelines")
struct TimelineTests {
  private func query(_ address: String, limit: Int = 1_000, oldestFirst: Bool = false) throws -> TimelineQuery {
    TimelineQuery(address: try #require(CorrespondentAddress(address)), limit: limit, oldestFirst: oldestFirst)
  }

  /// What a timeline must be, worked out in the plainest way.
  private struct Expected {
    let position: UInt64
    let seconds: Int
    let addresses: Set<String>
  }

  /// Mails between a few people, many of one second, some late, some without a date.
  private static func mails(_ count: Int, seed: UInt64) -> [Mail] {
    var random = NumberedGenerator(seed)
    func pick(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    let people = (0..<12).map { "Kisi\($0)@\($0 % 2 == 0 ? "Musteri" : "tedarikci").example" }
    return (0..<count).map { number in
      var mail = Mail("m\(number)")
      mail.from = people[pick(people.count)]
      mail.to = (0..<1 + pick(3)).map { _ in people[pick(people.count)] }
      mail.cc = (0..<pick(3)).map { _ in people[pick(people.count)].uppercased() }
      switch pick(10) {
      case 0: mail.received = 1_600_000_000 + pick(1_000)
      case 1: mail.date = -3_000_000 + pick(100)
      default: mail.date = 1_600_000_000 + pick(1_000)
      }
      return mail
    }
  }

  @Test("every page of every correspondent is what a naive computation gives", arguments: [1, 2] as [UInt64])
  func naive(seed: UInt64) throws {
    let archive = try ScratchArchive()
    let mails = Self.mails(400, seed: seed)
    try archive.take(mails)
    let expected = mails.enumerated().map { index, mail in
      Expected(
        position: UInt64(index + 1), seconds: mail.date ?? mail.received ?? 0,
        addresses: Set(([mail.from] + mail.to + mail.cc).map { $0.lowercased() }))
    }
    try archive.withTimelines { view, _ in
      var addresses: [String] = []
      try view.forEachAddress {
        addresses.append($0); return true
      }
      #expect(Set(addresses) == Set(expected.flatMap(\.addresses)) && addresses == addresses.sorted())
      for address in addresses {
        let own = expected.filter { $0.addresses.contains(address) }
          .sorted { ($0.seconds, $0.position) < ($1.seconds, $1.position) }
        let positions = own.map(\.position)
        let oldest = try view.page(query(address, oldestFirst: true))
        #expect(oldest.map(\.position.rawValue) == positions)
        #expect(oldest.map(\.time) == own.map { Timestamp(secondsSinceEpoch: Int64($0.seconds)) })
        #expect(try view.page(query(address)).map(\.position.rawValue) == positions.reversed())
        try checkRanges(view, address, own)
        try checkPages(view, address, positions)
      }
      #expect(try view.totals().items == 400)
      #expect(try view.totals().bytes == UInt64(mails.map(\.bytes.count).reduce(0, +)))
    }
  }

  private func checkRanges(_ view: View<TimelineProjection>, _ address: String, _ own: [Expected]) throws {
    for (since, until) in [(1_600_000_200, 1_600_000_700), (1_600_000_500, nil), (nil, 1_600_000_500), (0, 0)]
      as [(Int?, Int?)]
    {
      let wanted = own.filter { $0.seconds >= since ?? .min && $0.seconds < until ?? .max }.map(\.position)
      for oldestFirst in [false, true] {
        var query = try query(address, oldestFirst: oldestFirst)
        query.since = since.map { Timestamp(secondsSinceEpoch: Int64($0)) }
        query.until = until.map { Timestamp(secondsSinceEpoch: Int64($0)) }
        #expect(try view.page(query).map(\.position.rawValue) == (oldestFirst ? wanted : wanted.reversed()))
      }
    }
  }

  /// Page by page, many items of one second among them: none lost, none twice.
  private func checkPages(_ view: View<TimelineProjection>, _ address: String, _ positions: [UInt64]) throws {
    for oldestFirst in [false, true] {
      var query = try query(address, limit: 7, oldestFirst: oldestFirst)
      var found: [UInt64] = []
      while case let page = try view.page(query), let last = page.last {
        #expect(page.count <= 7)
        found += page.map(\.position.rawValue)
        query.cursor = TimelineCursor(last)
      }
      #expect(found == (oldestFirst ? positions : positions.reversed()))
    }
  }

  @Test("a mail that arrives late lands at its own time")
  func late() throws {
    let archive = try ScratchArchive()
    try archive.take([Mail("a", date: 1_000), Mail("c", date: 3_000), Mail("d", date: 4_000)])
    try archive.take([Mail("b", date: 2_000)])
    try archive.withTimelines { view, _ in
      let page = try view.page(query("deniz@musteri.example", oldestFirst: true))
      #expect(page.map(\.time.microseconds) == [1_000, 2_000, 3_000, 4_000].map { $0 * 1_000_000 })
      #expect(page.map(\.position.rawValue) == [1, 4, 2, 3])
    }
  }

  @Test("a mail without a date stands where it was received, else where it was recorded, and says which")
  func withoutDate() throws {
    let archive = try ScratchArchive()
    var received = Mail("a")
    received.received = 1_500_000_000
    try archive.take([received, Mail("b"), Mail("c", date: 1_400_000_000)])
    try archive.withTimelines { view, opened in
      let page = try view.page(query("deniz@musteri.example", oldestFirst: true))
      #expect(page.map(\.timeSource) == [.dateField, .receivedField, .recorded])
      #expect(page[1].time == Timestamp(secondsSinceEpoch: 1_500_000_000))
      #expect(page[2].time == (try opened.log.event(at: page[2].position)?.recordedAt))
    }
  }

  @Test("an entry tells who, to whom, what, how large, and in which direction")
  func card() throws {
    let archive = try ScratchArchive()
    var mail = Mail("a", date: 1_700_000_000)
    mail.from = "=?utf-8?q?Deniz_Y=C4=B1lmaz?= <Deniz@Musteri.example>"
    mail.subject = "=?utf-8?q?G=C3=BCz_teklifi?="
    mail.cc = ["satis@firma.example"]
    var sent = Mail("b", date: 1_700_000_001)
    (sent.from, sent.to) = ("info@firma.example", ["deniz@musteri.example"])
    try archive.take([mail, sent])
    try archive.withTimelines { view, opened in
      let page = try view.page(query("DENIZ@musteri.EXAMPLE"))
      let entry = try #require(page.last)
      #expect(page.map(\.direction) == [.outbound, .inbound])
      #expect(entry.subject == "Güz teklifi")
      #expect(entry.from.map(\.name) == ["Deniz Yılmaz"] && entry.from.map(\.address) == ["Deniz@Musteri.example"])
      #expect(entry.to.map(\.address) == ["info@firma.example", "satis@firma.example"] && entry.recipientCount == 2)
      #expect(entry.size == UInt64(mail.bytes.count))
      #expect(entry.messageID == "a@musteri.example")
      #expect(entry.account == "info@firma.example" && entry.folder == "INBOX")
      #expect(try view.position(of: entry.item) == entry.position)
      #expect(try view.entry(at: entry.position) == entry)
      #expect(try view.items(beginningWith: Array(entry.item.bytes.prefix(12)), limit: 5) == [entry.item])
    }
  }

  @Test("10,000 recipients: all find the mail in their timeline; the card shows the first and counts all")
  func manyRecipients() throws {
    let archive = try ScratchArchive()
    var mail = Mail("a", date: 1_700_000_000)
    mail.to = (0..<9_999).map { "Uye Numara \($0) <uye\($0)@dernek.example>" }
    // Large enough for its header not to be read in one piece with the rest.
    mail.body = String(repeating: "Sayın üyemiz, genel kurul çağrısı.\r\n", count: 40_000)
    try archive.take([mail])
    try archive.withTimelines { view, _ in
      for number in [0, 1, 5_000, 9_998] {
        let page = try view.page(query("uye\(number)@dernek.example"))
        #expect(page.count == 1 && page.first?.recipientCount == 9_999 && page.first?.to.count == 50)
      }
      #expect(try view.totals().addresses == 10_000)
    }
  }

  @Test("beyond 10,000 participants the card says how many are left out; those twice among them count once")
  func tooManyRecipients() throws {
    let archive = try ScratchArchive()
    var mail = Mail("a", date: 1_700_000_000)
    mail.to = (0..<10_002).map { "uye\($0)@dernek.example" } + ["uye10001@dernek.example", "UYE3@dernek.example"]
    try archive.take([mail, Mail("b", date: 1_700_000_001)])
    try archive.withTimelines { view, _ in
      let last = try #require(try view.page(query("uye9998@dernek.example")).first)
      #expect(last.unindexedCount == 3 && last.recipientCount == 10_004)
      #expect(try view.page(query("uye9999@dernek.example")).isEmpty)
      #expect(try view.page(query("deniz@musteri.example")).map(\.unindexedCount) == [0, 3])
    }
  }

  @Test(
    "an address is found however its capitals are written, Turkish ones too",
    arguments: [
      ("INFO@FIRMA.EXAMPLE", "info@firma.example"), ("ŞÜKRÜ@ÖRNEK.EXAMPLE", "şükrü@örnek.example"),
      ("ÇAĞRI@örnek.example", "çağrı@örnek.example"), ("İLETİŞİM@firma.example", "iletişim@firma.example"),
      ("  İnfo@Firma.example ", "info@firma.example"),
    ])
  func capitals(written: String, sought: String) throws {
    // I stays i: in addresses it is the ASCII letter, whatever the language.
    let isDotless = sought.contains("ı")
    #expect((CorrespondentAddress(written) == CorrespondentAddress(sought)) == !isDotless)
    let archive = try ScratchArchive()
    var mail = Mail("a", date: 1_700_000_000)
    mail.from = "<\(written.trimmingCharacters(in: .whitespaces))>"
    try archive.take([mail])
    try archive.withTimelines { view, _ in
      let found = try [written, sought].map { try view.page(query($0)).count }
      #expect(found == [1, isDotless ? 0 : 1])
    }
  }

  @Test("an address that never occurred, and one that cannot be", arguments: ["nobody@firma.example", "x"])
  func unknown(address: String) throws {
    let archive = try ScratchArchive()
    try archive.take([Mail("a", date: 1)])
    #expect(try archive.withTimelines { view, _ in try view.page(query(address)) }.isEmpty)
    for impossible in ["", "   ", "a\0b@c", String(repeating: "a", count: 500) + "@b.example"] {
      #expect(CorrespondentAddress(impossible) == nil)
    }
  }

  @Test("further sightings are told with the item and counted by account, not shown as items")
  func sightings() throws {
    let archive = try ScratchArchive()
    var copy = Mail("a", date: 1_700_000_000)
    copy.account = "satis@firma.example"
    copy.owner = "Burak"
    let original = Mail("a", date: 1_700_000_000)
    try archive.with { opened in
      _ = try opened.log.appendAndWait([original.draft, copy.draft, original.draft("moved")])
    }
    try archive.withTimelines { view, _ in
      let page = try view.page(query("deniz@musteri.example"))
      let entry = try #require(page.first)
      #expect(page.count == 1)
      #expect(try view.sightings(ofItemAt: entry.position).map(\.rawValue) == [2, 3])
      let totals = try view.totals()
      #expect(totals.items == 1)
      #expect(totals.accounts.map(\.account) == ["info@firma.example", "satis@firma.example"])
      #expect(totals.accounts.map(\.owner) == ["Ayşe", "Burak"])
      #expect(totals.accounts.map(\.items) == [1, 0] && totals.accounts.map(\.sightings) == [1, 1])
    }
  }
}
