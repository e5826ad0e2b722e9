import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Directions and our own addresses")
struct DirectionTests {
  private static let customer = "derya@kuzey.example"

  private static func mail(
    _ source: String, from: String, to: [String], account: String = "info@firma.example"
  ) -> Mail {
    var mail = Mail(source, date: 1_735_689_600)
    (mail.from, mail.to, mail.account) = (from, to, account)
    return mail
  }

  @Test(
    "outbound is what one of us sent, internal what stayed among us, all else inbound",
    arguments: [
      ("derya@kuzey.example", ["info@firma.example"], .inbound),
      ("INFO@Firma.Example", ["derya@kuzey.example"], .outbound),
      ("info@firma.example", ["depo@firma.example"], .internal),
      ("info@firma.example", ["depo@firma.example", "derya@kuzey.example"], .outbound),
      // A note to oneself.
      ("info@firma.example", ["info@firma.example"], .internal),
      ("info@firma.example", ["info@firma.example", "derya@kuzey.example"], .outbound),
      ("derya@kuzey.example", ["derya@kuzey.example"], .inbound),
      // To people who are not disclosed.
      ("info@firma.example", [], .outbound), ("", ["info@firma.example"], .inbound),
    ] as [(String, [String], Direction)])
  func mails(from: String, to: [String], direction: Direction) throws {
    let office = try Office()
    try office.add(Drafts.account("depo@firma.example"))
    let position = try #require(try office.add(Self.mail("a", from: from, to: to)).first)
    #expect(try office.entry(position).direction == direction)
    #expect(try office.positions(.account("info@firma.example")) == [2])
  }

  @Test("an alias, or a whole domain, is ours as the account is")
  func aliases() throws {
    let office = try Office()
    try office.add(
      Drafts.account("info@firma.example", aliases: ["satis@firma.example", "@sube.example", "bilgi@çınar.example"]))
    let positions = try office.add(
      Self.mail("a", from: "satis@firma.example", to: [Self.customer]),
      Self.mail("b", from: "kim@sube.example", to: [Self.customer]),
      Self.mail("c", from: "kim@alt.sube.example", to: [Self.customer]),
      Self.mail("d", from: "kim@sube.example", to: ["satis@firma.example"]),
      Self.mail("e", from: "bilgi@xn--nar-1la48a.example", to: [Self.customer]))
    #expect(
      try positions.map { try office.entry($0).direction } == [.outbound, .outbound, .inbound, .internal, .outbound])
  }

  @Test("an account that becomes known late gives earlier items another direction, and one that goes takes it back")
  func later() throws {
    let office = try Office()
    try office.add(
      Self.mail("a", from: "depo@firma.example", to: [Self.customer]),
      Self.mail("b", from: "info@firma.example", to: ["depo@firma.example"]),
      Self.mail("c", from: "kim@sube.example", to: [Self.customer]))
    func directions() throws -> [Direction] {
      try (1...3).map { try office.entry(#require(Position($0))).direction }
    }
    #expect(try directions() == [.inbound, .outbound, .inbound])
    // Its first capture makes the mailbox ours.
    try office.add(Self.mail("d", from: Self.customer, to: ["depo@firma.example"], account: "depo@firma.example"))
    #expect(try directions() == [.outbound, .internal, .inbound])
    try office.add(Drafts.account("info@firma.example", aliases: ["@sube.example"]))
    #expect(try directions() == [.outbound, .internal, .outbound])
    var query = TimelineQuery(.identity(try Office.key(Self.customer)), oldestFirst: true)
    query.directions = [.outbound]
    #expect(try office.view.page(query).map(\.position.rawValue) == [1, 3])
    try office.add(Drafts.account("info@firma.example"))
    #expect(try directions() == [.outbound, .internal, .inbound])
    #expect(try office.view.page(query).map(\.position.rawValue) == [1])
    let all = try WholeView(office.view)
    try office.rebuild()
    #expect(try WholeView(office.view) == all)
  }

  @Test("a retired account is ours still, and says that it is retired")
  func retired() throws {
    let office = try Office()
    try office.add(Self.mail("a", from: "info@firma.example", to: [Self.customer]))
    try office.add(Drafts.account("info@firma.example", owner: "Selin Karadağ", retired: true))
    #expect(try office.entry(.first).direction == .outbound)
    let account = try #require(try office.view.account("info@firma.example"))
    #expect(account.isRetired && account.isDeclared && account.owner == "Selin Karadağ" && account.items == 1)
    try office.add(Drafts.account("info@firma.example", owner: "Selin Karadağ"))
    #expect(try office.view.account("info@firma.example")?.isRetired == false)
  }

  @Test("messages and faxes go by our lines, unless the source says which direction it was")
  func lines() throws {
    let office = try Office()
    let (line, number) = (Drafts.office, "+905325550142")
    let positions = try office.add([
      Drafts.message("a", from: number, at: 1), Drafts.message("b", to: [number], at: 2),
      Drafts.message("c", to: ["+905325550111"], at: 3),
      Drafts.message("d", from: number, to: [line], at: 4, direction: .outbound),
      Drafts.fax("e.tif", to: number, at: 5),
    ])
    #expect(
      try positions.map { try office.entry($0).direction } == [.inbound, .outbound, .outbound, .outbound, .outbound])
    try office.add(Drafts.account(line, aliases: ["+905325550111"]))
    #expect(try office.entry(positions[2]).direction == .internal)
    #expect(try office.entry(positions[3]).direction == .outbound, "what the source said stands")
  }

  @Test("a meeting note has no direction, and no account")
  func note() throws {
    let office = try Office()
    let position = try #require(try office.add(Drafts.note("Saha", with: [Self.customer], at: 1)).first)
    let entry = try office.entry(position)
    #expect(entry.direction == .unspecified && entry.account.isEmpty)
    #expect(try office.view.accounts().isEmpty)
  }
}
