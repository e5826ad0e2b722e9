import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Accounts and their owners")
struct OwnerTests {
  private static func mail(_ source: String, account: String, owner: String, at seconds: Int = 0) -> Mail {
    var mail = Mail(source, date: 1_735_689_600 + seconds)
    (mail.account, mail.owner) = (account, owner)
    return mail
  }

  @Test("an owner's timeline spans accounts and channels")
  func owner() throws {
    let office = try Office()
    try office.add(
      Self.mail("a", account: "info@firma.example", owner: "Selin Karadağ", at: 1).draft,
      Self.mail("b", account: "depo@firma.example", owner: "Hakan Uslu", at: 2).draft,
      Drafts.message("c", from: "+905325550142", at: 1_735_689_603),
      Drafts.fax("d.tif", from: "+905325550142", at: 1_735_689_604, account: "+902325550111"),
      Drafts.note("e", with: ["+905325550142"], at: 1_735_689_605),
      Drafts.note("f", with: ["+905325550142"], at: 1_735_689_606, author: "Hakan Uslu"))
    #expect(try office.positions(.owner("Selin Karadağ")) == [1, 3, 4, 5])
    #expect(try office.positions(.owner("Hakan Uslu")) == [2, 6])
    #expect(try office.view.owners() == ["Hakan Uslu", "Selin Karadağ"])
    #expect(try office.positions(.owner("selin karadağ")).isEmpty && office.positions(.owner("Kimse")).isEmpty)
    var query = TimelineQuery(.owner("Selin Karadağ"))
    query.channels = [.fax, .note]
    #expect(try office.view.page(query).map(\.position.rawValue) == [5, 4])
  }

  @Test("whoever takes over an account has its whole history; whoever answered for it before keeps what was there then")
  func succession() throws {
    let office = try Office()
    let account = "aylin@firma.example"
    try office.add(Self.mail("a", account: account, owner: "Aylin Ersoy", at: 1))
    try office.add(Drafts.account(account, owner: "Deniz Yalçın"))
    try office.add(Self.mail("b", account: account, owner: "Deniz Yalçın", at: 2))
    #expect(try office.positions(.account(account)) == [1, 3])
    #expect(try office.positions(.owner("Aylin Ersoy")) == [1] && office.positions(.owner("Deniz Yalçın")) == [1, 3])
    let known = try #require(try office.view.account(account))
    #expect(known.owner == "Deniz Yalçın" && known.items == 2 && known.kind == .mailbox)
  }

  @Test("an owner who is named after the import has what came before, and goes on having what comes")
  func namedLater() throws {
    let office = try Office()
    let (account, other) = ("info@firma.example", "depo@firma.example")
    let copy = Self.mail("b", account: other, owner: "", at: 2)
    try office.add(Self.mail("a", account: account, owner: "", at: 1), copy)
    try office.add(Drafts.account(account, owner: "Selin Karadağ"))
    #expect(try office.positions(.owner("Selin Karadağ")) == [1])
    // Also what an import takes in under somebody else's name, and what turns out to lie in the mailbox too.
    try office.add(Self.mail("c", account: account, owner: "Murat Tezel", at: 3))
    var again = copy
    again.account = account
    try office.add(again.draft("again"))
    #expect(try office.positions(.owner("Selin Karadağ")) == [1, 2, 4])
    #expect(try office.positions(.owner("Murat Tezel")) == [4])
    #expect(try office.view.count(.owner("Selin Karadağ")) == 3)
    // She leaves: the successor has all of it at once, she keeps it, and has nothing of what comes.
    try office.add(Drafts.account(account, owner: "Deniz Yalçın"))
    try office.add(Self.mail("d", account: account, owner: "", at: 4))
    #expect(try office.positions(.owner("Deniz Yalçın")) == [1, 2, 4, 7])
    #expect(try office.positions(.owner("Selin Karadağ")) == [1, 2, 4])
    // Nobody in between.
    try office.add(Drafts.account(account, owner: ""))
    try office.add(Self.mail("e", account: account, owner: "", at: 5))
    try office.add(Drafts.account(account, owner: "Selin Karadağ"))
    #expect(try office.positions(.owner("Deniz Yalçın")) == [1, 2, 4, 7])
    #expect(try office.positions(.owner("Selin Karadağ")) == [1, 2, 4, 7, 9])
    let all = try WholeView(office.view)
    try office.rebuild()
    #expect(try WholeView(office.view) == all)
  }

  @Test("an item that was seen in a second mailbox stands in that one's timeline too, and once in the contact's")
  func sighting() throws {
    let office = try Office()
    let original = Self.mail("a", account: "info@firma.example", owner: "Selin Karadağ")
    try office.add(original)
    var copy = original
    (copy.account, copy.owner) = ("muhasebe@firma.example", "Murat Tezel")
    try office.add(copy.draft("copy"))
    // The same place again adds nothing.
    try office.add(copy.draft("copy"))
    for account in ["info@firma.example", "muhasebe@firma.example"] {
      #expect(try office.positions(.account(account)) == [1])
    }
    #expect(try office.positions(.owner("Murat Tezel")) == [1])
    #expect(try office.positions(original.from) == [1] && office.view.count(.identity(Office.key(original.from))) == 1)
    #expect(try office.view.sightings(ofItemAt: .first).map(\.rawValue) == [2])
    let accounts = try office.view.accounts()
    #expect(accounts.map(\.items) == [1, 0] && accounts.map(\.sightings) == [0, 1])
    #expect(accounts.allSatisfy { !$0.isDeclared })
    // A sighting can be what tells that an address is ours.
    try office.add(Self.mail("b", account: "info@firma.example", owner: "", at: 5))
    var sent = Self.mail("c", account: "info@firma.example", owner: "", at: 6)
    (sent.from, sent.to) = ("depo@firma.example", ["derya@kuzey.example"])
    let position = try #require(try office.add(sent).first)
    #expect(try office.entry(position).direction == .inbound)
    sent.account = "depo@firma.example"
    try office.add(sent.draft("again"))
    #expect(try office.entry(position).direction == .outbound)
  }

  @Test(
    "accounts are listed by name with what was last said of them; an account's timeline is empty before its first item")
  func list() throws {
    let office = try Office()
    try office.add(
      Drafts.account("satis@firma.example", owner: "Selin", aliases: ["teklif@firma.example"]),
      Drafts.account("+902325550110", owner: "Selin"), Drafts.account("satis@firma.example", owner: "Selin Karadağ"))
    let accounts = try office.view.accounts()
    #expect(accounts.map(\.name) == ["+902325550110", "satis@firma.example"])
    #expect(accounts.map(\.owner) == ["Selin", "Selin Karadağ"] && accounts.map(\.kind) == [.phone, .mailbox])
    #expect(accounts[1].aliases.isEmpty && accounts.allSatisfy { $0.isDeclared && $0.items == 0 })
    #expect(try office.positions(.account("satis@firma.example")).isEmpty)
    #expect(try office.view.account("kimse@firma.example") == nil)
  }
}
