import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Timelines while items arrive")
struct ArrivingItemsTests {
  private static let (onur, number) = ("onur@kuzey.example", "+905325550142")
  private static let start = 1_735_689_600

  private static func mail(_ source: String, at minute: Int) -> Mail {
    var mail = Mail(source, date: start + minute * 60)
    mail.from = onur
    return mail
  }

  /// Onur's mails in the minutes 10, 20 … 200, and his number.
  private func office() throws -> (Office, ContactID) {
    let office = try Office()
    try office.add((1...20).map { Self.mail("m\($0)", at: $0 * 10).draft })
    let id = try office.id(Self.onur)
    try office.add(Drafts.contact(id, name: "Onur Bilgin", link: [try Office.key(Self.number)]))
    return (office, id)
  }

  private func minutes(_ entries: [TimelineEntry]) -> [Int] {
    entries.map { (Int($0.time.microseconds / 1_000_000) - Self.start) / 60 }
  }

  @Test("items of all channels that come in late land at their own time, in every timeline that they concern")
  func late() throws {
    let (office, id) = try office()
    try office.add(
      Drafts.message("Geldik", from: Self.number, at: Self.start + 15 * 60),
      Drafts.fax("plan.tif", from: Self.number, at: Self.start + 25 * 60, account: "+902325550111"),
      Drafts.note("Şantiye", with: [id.description], at: Self.start + 35 * 60))
    let timeline = try office.timeline(.contact(id))
    #expect(minutes(timeline).prefix(7) == [10, 15, 20, 25, 30, 35, 40])
    #expect(timeline.prefix(6).map(\.channel) == [.email, .textMessage, .email, .fax, .email, .note])
    #expect(try office.positions(Self.number) == timeline.map(\.position.rawValue))
    #expect(minutes(try office.timeline(.owner("Selin Karadağ"))) == [15, 25, 35])
    #expect(minutes(try office.timeline(.account("+902325550111"))) == [25])
  }

  @Test("a cursor goes on where its page ended, whatever arrives before and behind it", arguments: [true, false])
  func cursor(oldestFirst: Bool) throws {
    let (office, id) = try office()
    var query = TimelineQuery(.contact(id), limit: 5, oldestFirst: oldestFirst)
    let first = try office.view.page(query)
    #expect(minutes(first) == (oldestFirst ? [10, 20, 30, 40, 50] : [200, 190, 180, 170, 160]))
    query.cursor = TimelineCursor(try #require(first.last))
    // Before the cursor, at its very time, and behind it.
    let edge = oldestFirst ? 50 : 160
    try office.add([5, 45, edge, 55, 155, 165, 205].map { Self.mail("late\($0)", at: $0).draft })
    let second = try office.view.page(query)
    // What arrived at the edge stands there by its position, which is the higher one.
    #expect(minutes(second) == (oldestFirst ? [50, 55, 60, 70, 80] : [155, 150, 140, 130, 120]))
    // By way of its text, as a command line has it.
    query.cursor = TimelineCursor(TimelineCursor(second[4]).description)
    let rest = try office.view.page(query)
    #expect(minutes(rest) == (oldestFirst ? [90, 100, 110, 120, 130] : [110, 100, 90, 80, 70]))
  }

  @Test("a cursor survives that the entry which it names leaves the timeline")
  func cursorOfWhatIsGone() throws {
    let (office, id) = try office()
    try office.add(Drafts.message("Alo", from: Self.number, at: Self.start + 65 * 60))
    var query = TimelineQuery(.contact(id), limit: 7, oldestFirst: true)
    let first = try office.view.page(query)
    #expect(minutes(first).last == 65)
    query.cursor = TimelineCursor(try #require(first.last))
    try office.add(Drafts.contact(id, unlink: [try Office.key(Self.number)]))
    #expect(minutes(try office.view.page(query)).first == 70)
  }

  @Test("a cursor is read as it was printed, and nothing else is one")
  func text() throws {
    for microseconds in [0, 1, -1, .min, .max, 1_735_689_600_000_000] as [Int64] {
      let cursor = TimelineCursor(time: Timestamp(microseconds: microseconds), position: .first)
      #expect(TimelineCursor(cursor.description) == cursor)
    }
    for text in ["", ".", "1", "1.", ".1", "1.0", "1.2.3", "g.1", "1 .1", String(repeating: "1", count: 17) + ".1"] {
      #expect(TimelineCursor(text) == nil, "\(text)")
    }
  }

  @Test("the first and the last time that there are")
  func extremes() throws {
    let office = try Office()
    for (number, seconds) in [-11_644_473_600, 253_402_300_799, 0, -1].enumerated() {
      try office.add(Drafts.message("\(number)", from: Self.number, at: seconds))
    }
    #expect(try office.positions(Self.number) == [1, 4, 3, 2])
    let contact = try office.contact(Self.number)
    #expect(
      contact.first?.wholeSeconds == "1601-01-01T00:00:00Z" && contact.last?.wholeSeconds == "9999-12-31T23:59:59Z")
  }
}
