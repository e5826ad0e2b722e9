import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("People and their organisations")
struct AffiliationTests {
  private static let (derya, onur) = ("derya@kuzey.example", "onur@kuzey.example")

  /// A mail from somebody on a day of 2025, at noon of Greenwich.
  private static func mail(_ source: String, from: String, month: Int, day: Int) -> Mail {
    // Days before each month of 2025.
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    var mail = Mail(source, date: 1_735_689_600 + (before[month - 1] + day - 1) * 86_400 + 43_200)
    mail.from = from
    return mail
  }

  /// Mails of Derya in March, June and September (positions 1 to 3), of Onur in September (4), and two organisations.
  private func office() throws -> (office: Office, kuzey: ContactID, lodos: ContactID) {
    let office = try Office()
    try office.add(
      Self.mail("a", from: Self.derya, month: 3, day: 10), Self.mail("b", from: Self.derya, month: 6, day: 30),
      Self.mail("c", from: Self.derya, month: 9, day: 1), Self.mail("d", from: Self.onur, month: 9, day: 2))
    let houses = ["Kuzey İnşaat", "Lodos Otel"].map { office.archive.newContactID(first: nil, name: $0) }
    try office.add(
      Drafts.contact(houses[0], name: "Kuzey İnşaat", kind: .organisation),
      Drafts.contact(houses[1], name: "Lodos Otel", kind: .organisation))
    return (office, houses[0], houses[1])
  }

  @Test("the items of its people stand in an organisation's timeline for the time that they belonged to it")
  func period() throws {
    let (office, kuzey, lodos) = try office()
    let (derya, onur) = (try office.id(Self.derya), try office.id(Self.onur))
    try office.add(
      Drafts.affiliation(derya, kuzey, role: "Satın alma", until: "2025-06-30"),
      Drafts.affiliation(derya, lodos, role: "Satın alma", from: "2025-07-01"), Drafts.affiliation(onur, kuzey))
    #expect(try office.positions(kuzey) == [1, 2, 4], "the last day counts")
    #expect(try office.positions(lodos) == [3] && office.positions(derya) == [1, 2, 3])
    let person = try office.contact(Self.derya)
    #expect(person.affiliations.map(\.name) == ["Kuzey İnşaat", "Lodos Otel"])
    #expect(person.affiliations.map(\.until) == ["2025-06-30", ""])
    #expect(try office.view.contact(kuzey)?.members.map(\.name).sorted() == [Self.derya, Self.onur])
    // A mail that comes in late lands by its own day.
    try office.add(
      Self.mail("e", from: Self.derya, month: 1, day: 5), Self.mail("f", from: Self.derya, month: 7, day: 1))
    #expect(try office.positions(kuzey) == [10, 1, 2, 4] && office.positions(lodos) == [11, 3])
  }

  @Test("a period that is changed moves the items; an affiliation that never was takes them out")
  func changed() throws {
    let (office, kuzey, _) = try office()
    let derya = try office.id(Self.derya)
    try office.add(Drafts.affiliation(derya, kuzey, role: "Satın alma"))
    #expect(try office.positions(kuzey) == [1, 2, 3])
    try office.add(Drafts.affiliation(derya, kuzey, role: "Satın alma", until: "2025-03-31"))
    #expect(try office.positions(kuzey) == [1] && office.contact(Self.derya).affiliations.count == 1)
    // Another role is another affiliation, and so is another first day.
    try office.add(Drafts.affiliation(derya, kuzey, role: "Müdür", from: "2025-09-01"))
    #expect(try office.positions(kuzey) == [1, 3] && office.contact(Self.derya).affiliations.count == 2)
    try office.add(Drafts.affiliation(derya, kuzey, role: "Müdür", from: "2025-09-01", never: true))
    #expect(try office.positions(kuzey) == [1])
    try office.add(Drafts.affiliation(derya, kuzey, role: "Satın alma", never: true))
    #expect(try office.positions(kuzey).isEmpty && office.view.count(.contact(kuzey)) == 0)
    #expect(try office.view.contact(kuzey)?.members == [])
    // Nothing belongs to itself, or to nobody.
    try office.add(Drafts.affiliation(kuzey, kuzey), Drafts.affiliation(derya, .random()))
    #expect(try office.contact(Self.derya).affiliations.isEmpty)
  }

  @Test("an item that concerns an organisation twice stands there once")
  func once() throws {
    let (office, kuzey, _) = try office()
    let (derya, onur) = (try office.id(Self.derya), try office.id(Self.onur))
    try office.add(Drafts.affiliation(derya, kuzey), Drafts.affiliation(onur, kuzey))
    try office.add(Drafts.contact(kuzey, link: [try Office.key("info@kuzey.example")]))
    var mail = Self.mail("g", from: Self.derya, month: 10, day: 1)
    mail.to = [Self.onur, "info@kuzey.example"]
    try office.add(mail)
    #expect(try office.positions(kuzey) == [1, 2, 3, 4, 10] && office.view.count(.contact(kuzey)) == 5)
    try office.add(Drafts.affiliation(derya, kuzey, never: true))
    #expect(try office.positions(kuzey) == [4, 10])
  }

  @Test("the civil day of a meeting is that of the clock on the wall there")
  func zone() throws {
    let (office, kuzey, _) = try office()
    try office.add(Drafts.affiliation(try office.id(Self.onur), kuzey, from: "2025-10-01"))
    // 30 September, 22:30 in Greenwich, is 1 October, 01:30 in İzmir.
    let moment = 1_735_689_600 + 272 * 86_400 + 81_000
    try office.add(
      Drafts.note("Londra", with: [Self.onur], at: moment, zone: 0),
      Drafts.note("İzmir", with: [Self.onur], at: moment, zone: 180))
    #expect(try office.timeline(.contact(kuzey)).map(\.firstWords) == ["İzmir"])
  }

  @Test("what a merged contact belonged to, the kept one belongs to, earlier items included; an un-merge takes it back")
  func mergedMember() throws {
    let (office, kuzey, _) = try office()
    let (derya, onur) = (try office.id(Self.derya), try office.id(Self.onur))
    try office.add(Drafts.affiliation(onur, kuzey, role: "Satın alma"))
    #expect(try office.positions(kuzey) == [4])
    try office.add(Drafts.merge(onur, into: derya))
    #expect(try office.positions(kuzey) == [1, 2, 3, 4])
    #expect(try office.view.contact(kuzey)?.members.map(\.contact) == [derya])
    // Said of the one that both are now.
    try office.add(Drafts.affiliation(derya, kuzey, role: "Müdür", from: "2025-09-01"))
    let members = try #require(try office.view.contact(kuzey)?.members)
    #expect(members.map(\.contact) == [derya, derya] && Set(members.map(\.role)) == ["Satın alma", "Müdür"])
    try office.add(Drafts.unmerge(onur, from: derya))
    #expect(try office.positions(kuzey) == [3, 4])
    #expect(try Set(office.view.contact(kuzey)?.members.map(\.contact) ?? []) == [derya, onur])
  }

  @Test("two organisations that are one have the people of both, each once")
  func mergedOrganisation() throws {
    let (office, kuzey, lodos) = try office()
    let (derya, onur) = (try office.id(Self.derya), try office.id(Self.onur))
    try office.add(
      Drafts.affiliation(derya, kuzey), Drafts.affiliation(derya, lodos), Drafts.affiliation(onur, lodos))
    let before = try WholeView(office.view).timelines
    try office.add(Drafts.merge(lodos, into: kuzey))
    #expect(try office.positions(kuzey) == [1, 2, 3, 4] && office.positions(lodos) == [1, 2, 3, 4])
    #expect(
      try office.view.contact(kuzey)?.members.map(\.contact).sorted { $0.description < $1.description }
        == [derya, derya, onur].sorted { $0.description < $1.description })
    #expect(try office.view.contacts(ContactQuery("derya")).first?.organisations == ["Kuzey İnşaat"])
    try office.add(Drafts.unmerge(lodos, from: kuzey))
    #expect(try WholeView(office.view).timelines == before)
    #expect(try office.positions(kuzey) == [1, 2, 3])
  }

  @Test("an organisation may belong to another one")
  func group() throws {
    let (office, kuzey, group) = try office()
    try office.add(Drafts.contact(kuzey, link: [try Office.key(Self.onur)]), Drafts.affiliation(kuzey, group))
    #expect(try office.positions(kuzey) == [4] && office.positions(group) == [4])
    #expect(try office.view.contact(group)?.members.map(\.name) == ["Kuzey İnşaat"])
  }
}
