import Archive
import ArchiveEvents
import EventLog
import Intake
import Testing
import Views

@Suite("Taking contacts in from cards")
struct ContactImportTests {
  /// Plans all cards and appends what follows.
  @discardableResult
  private func take(_ cards: [ContactCard], into office: Office) throws -> [ContactImport.Change] {
    let changes = try plan(cards, office)
    try office.add(changes.flatMap(\.drafts))
    return changes
  }

  private func plan(_ cards: [ContactCard], _ office: Office) throws -> [ContactImport.Change] {
    var plan = ContactImport(
      cards, archive: office.archive, view: office.view, region: "TR", author: "Selin Karadağ", origin: "/kisiler.vcf")
    return try cards.map { try plan.plan($0) }
  }

  private static func card(
    _ name: String, _ addresses: [String] = [], _ numbers: [String] = [], of organisation: String = "",
    title: String = ""
  ) -> ContactCard {
    ContactCard(
      name: name, addresses: addresses, numbers: numbers.map { .init(number: $0) }, organisation: organisation,
      title: title)
  }

  /// An office that has had a mail from each of these addresses, under these names.
  private func office(_ senders: [(name: String, address: String)]) throws -> Office {
    let office = try Office()
    for (number, sender) in senders.enumerated() {
      var mail = Mail("m\(number)", date: 1_735_689_600 + number)
      mail.from = "\"\(sender.name)\" <\(sender.address)>"
      try office.add(mail)
    }
    return office
  }

  private static let derya = ContactCard(
    name: "Derya Aksoy", addresses: ["derya@kuzey.example", "derya.aksoy@posta.example"],
    numbers: [.init(number: "0532 555 01 40"), .init(number: "0312 555 02 12", isFax: true)],
    organisation: "Kuzey İnşaat", title: "Satın alma", categories: ["Müşteri"],
    fields: ["note": "Sabah arayın", "url": "https://kuzey.example"],
    documents: [.init(name: "foto.jpg", mediaType: "image/jpeg", bytes: [0xFF, 0xD8, 0xFF])])

  @Test("a plan says all that would change, and writes nothing")
  func preview() throws {
    let office = try office([("D. Aksoy", "derya@kuzey.example")])
    let before = (try WholeView(office.view), try office.archive.log.count())
    let change = try #require(try plan([Self.derya], office).first)
    #expect(change.outcome == .changed, "her address is a contact already")
    for line in [
      "name: Derya Aksoy", "kind: person", "link: derya.aksoy@posta.example", "link: +90 532 555 01 40",
      "title: Satın alma", "note: Sabah arayın", "category: Müşteri", "document: foto.jpg, 3 bytes",
      "new organisation: Kuzey İnşaat", "belongs to: Kuzey İnşaat, Satın alma",
    ] {
      #expect(change.lines.contains(line), "\(line)")
    }
    #expect(change.warnings.isEmpty)
    try office.view.catchUp(with: office.archive.log)
    #expect(try WholeView(office.view) == before.0 && office.archive.log.count() == before.1)
  }

  @Test("what is taken in is what the plan said, and taking it in again changes nothing")
  func again() throws {
    let office = try office([("D. Aksoy", "derya@kuzey.example")])
    let id = try office.id("derya@kuzey.example")
    #expect(try take([Self.derya], into: office).map(\.contact) == [id])
    let contact = try office.contact("0532 555 01 40")
    #expect(contact.id == id && contact.name == "Derya Aksoy" && contact.kind == .person && !contact.isAutomatic)
    #expect(contact.identities.count == 4 && contact.categories == ["Müşteri"])
    #expect(contact.fields == ["note": "Sabah arayın", "url": "https://kuzey.example", "title": "Satın alma"])
    #expect(contact.affiliations.map(\.name) == ["Kuzey İnşaat"] && contact.affiliations.map(\.role) == ["Satın alma"])
    #expect(try office.archive.content(of: #require(contact.documents.first)) == [0xFF, 0xD8, 0xFF])
    #expect(try office.view.history(of: id).count == 2, "the change and the affiliation")
    let count = try office.archive.log.count()
    let second = try take([Self.derya], into: office)
    #expect(second.map(\.outcome) == [.unchanged] && second[0].lines.isEmpty && second[0].drafts.isEmpty)
    #expect(try office.archive.log.count() == count)
  }

  @Test("what a person has named is not renamed by a file; what else the file says is taken in")
  func named() throws {
    let office = try office([("D. Aksoy", "derya@kuzey.example")])
    let id = try office.id("derya@kuzey.example")
    try office.add(Drafts.contact(id, name: "Derya Hanım"))
    try take([Self.derya], into: office)
    let contact = try office.contact("derya@kuzey.example")
    #expect(contact.id == id && contact.name == "Derya Hanım" && contact.categories == ["Müşteri"])
  }

  @Test("a switchboard and a common mailbox go to the organisation that all who state them agree on")
  func shared() throws {
    let office = try office([("Derya Aksoy", "satinalma@kuzey.example")])
    let cards = [
      Self.card("Derya Aksoy", ["satinalma@kuzey.example"], ["0312 555 02 10", "0532 555 01 40"], of: "Kuzey İnşaat"),
      Self.card(
        "Onur Bilgin", ["satinalma@kuzey.example", "onur@kuzey.example"], ["0312 555 02 10"], of: "KUZEY İNŞAAT"),
      // Two who share a number and name different houses.
      Self.card("Okan Çınar", ["okan@cinar.example"], ["0232 555 03 01"], of: "Çınar Peyzaj"),
      Self.card("Zeynep Tunalı", ["zeynep@tunali.example"], ["0232 555 03 01"], of: "Tunalı Mimarlık"),
    ]
    try take(cards, into: office)
    let house = try #require(try office.view.contacts(ContactQuery("kuzey inşaat", kind: .organisation)).first)
    #expect(house.name == "Kuzey İnşaat")
    #expect(Set(house.identities.map(\.value)) == ["satinalma@kuzey.example", "+903125550210"])
    #expect(try office.positions("satinalma@kuzey.example") == [1] && office.id("satinalma@kuzey.example") == house.id)
    #expect(try office.view.contact(house.id)?.members.map(\.name).sorted() == ["Derya Aksoy", "Onur Bilgin"])
    #expect(try office.contact("0532 555 01 40").identities.count == 1)
    #expect(try office.view.contact(Office.key("0232 555 03 01")) == nil, "nobody's, since they do not agree")
    #expect(try take(cards, into: office).allSatisfy { $0.outcome == .unchanged })
  }

  @Test("the same person twice in a file is one contact with what both cards say")
  func twice() throws {
    let office = try Office()
    let changes = try take(
      [
        Self.card("Derya Aksoy", ["derya@kuzey.example"]),
        Self.card("Derya AKSOY", ["derya@kuzey.example", "derya@posta.example"], ["0532 555 01 40"]),
      ], into: office)
    #expect(changes.map(\.outcome) == [.new, .changed] && changes[0].contact == changes[1].contact)
    #expect(try office.contact("derya@posta.example").identities.count == 3)
  }

  @Test("an address or number that is another contact's stays there, and this is said")
  func taken() throws {
    let office = try office([("Derya Aksoy", "derya@kuzey.example")])
    let derya = try office.id("derya@kuzey.example")
    try office.add(Drafts.contact(derya, name: "Derya Aksoy", link: [try Office.key("0532 555 01 40")]))
    let changes = try take([Self.card("Onur Bilgin", ["onur@kuzey.example"], ["0532 555 01 40"])], into: office)
    #expect(changes[0].outcome == .new)
    #expect(changes[0].warnings == ["+90 532 555 01 40 stays with Derya Aksoy; merge the two if they are one"])
    #expect(try office.id("0532 555 01 40") == derya && office.contact("onur@kuzey.example").identities.count == 1)
  }

  @Test("a card that may be either of two contacts is refused with both; one of the card's name is meant")
  func ambiguous() throws {
    let office = try office([("", "derya@kuzey.example"), ("", "derya@posta.example")])
    let (one, two) = (try office.id("derya@kuzey.example"), try office.id("derya@posta.example"))
    try office.add(Drafts.contact(one, name: "D. Aksoy"), Drafts.contact(two, name: "Derya A."))
    let count = try office.archive.log.count()
    let card = Self.card("Derya Aksoy", ["derya@kuzey.example", "derya@posta.example"])
    let refused = try #require(try take([card], into: office).first)
    guard case .refused(let reason) = refused.outcome else {
      Issue.record("\(refused.outcome)")
      return
    }
    #expect(reason.contains("D. Aksoy") && reason.contains("Derya A.") && reason.contains("merge them first"))
    #expect(refused.drafts.isEmpty && refused.contact == nil)
    #expect(try office.archive.log.count() == count)
    try office.add(Drafts.contact(two, name: "DERYA AKSOY"))
    let change = try #require(try take([card], into: office).first)
    #expect(change.contact == two)
    #expect(change.warnings == ["derya@kuzey.example stays with D. Aksoy; merge the two if they are one"])
    try office.add(Drafts.merge(one, into: two))
    #expect(try take([card], into: office).map(\.outcome) == [.unchanged])
  }

  @Test("what is no address or number is said, and the rest of the card is taken in")
  func faulty() throws {
    let office = try Office()
    let change = try take(
      [Self.card("Derya Aksoy", ["derya", "derya@kuzey.example", "@kuzey.example"], ["12", "0532 555 01 40"])],
      into: office)[0]
    #expect(change.warnings.count == 3 && change.outcome == .new)
    #expect(change.warnings[0] == "derya is no mail address" && change.warnings[2].hasPrefix("12: "))
    #expect(
      try office.contact("derya@kuzey.example").identities.map(\.key.value) == ["derya@kuzey.example", "+905325550140"])
  }

  @Test("a card with nothing but a name is the same contact next time; a group is none")
  func nameOnly() throws {
    let office = try Office()
    let cards = [
      Self.card("Kemal Usta"), ContactCard(kind: .organisation, name: "Poyraz Kimya"),
      ContactCard(kind: .group, name: "Ustalar"),
    ]
    let changes = try take(cards, into: office)
    #expect(changes[...1].map(\.outcome) == [.new, .new])
    guard case .refused(let reason) = changes[2].outcome else { return #expect(Bool(false), "a group was taken in") }
    #expect(reason.contains("group"))
    #expect(try take(cards, into: office)[...1].map(\.outcome) == [.unchanged, .unchanged])
    #expect(try office.view.contacts(ContactQuery("poyraz")).map(\.kind) == [.organisation])
  }

  // MARK: Out, and in elsewhere

  private func exported(_ office: Office, documents: Bool) throws -> [ContactCard] {
    try office.view.contacts(ContactQuery(limit: .max)).filter { !$0.isAutomatic }.compactMap {
      try office.view.contact($0.id).map { try office.archive.card($0, includingDocuments: documents) }
    }
  }

  /// What a contact is, but for ids.
  @Test("a card makes no line or mailbox of ours one person's, unless it is known to be that person's")
  func ours() throws {
    let office = try office([("Aylin Ersoy", "ihracat@firma.example")])
    let line = "+902325550110"
    try office.add(
      Drafts.account(line, owner: "Selin Karadağ"), Drafts.account("aylin@firma.example", owner: "Aylin Ersoy"),
      Drafts.account("info@firma.example", owner: "Selin Karadağ", aliases: ["@firma.example"]),
      Drafts.account("ihracat@firma.example", owner: "Deniz Yalçın"), Drafts.account("depo@firma.example"),
      Drafts.message("a", from: "+905325550142", at: 1))
    // Her own mailbox, one that she wrote by, one for which nobody answers, and one that the domain makes ours.
    let addresses = [
      "aylin@firma.example", "ihracat@firma.example", "depo@firma.example", "a.ersoy@firma.example",
      "info@firma.example",
    ]
    let aylin = Self.card("Aylin Ersoy", addresses, ["0232 555 01 10", "0532 555 01 43"])
    let change = try #require(try take([aylin], into: office).first)
    #expect(
      change.warnings.count == 2 && change.warnings.allSatisfy { $0.contains("is ours, not only of Aylin Ersoy") })
    let hers = try office.contact("aylin@firma.example")
    #expect(
      Set(hers.identities.map(\.key.value)) == Set(addresses.dropLast() + ["+905325550143"]))
    #expect(try office.positions(line) == [7] && !office.positions("aylin@firma.example").contains(7))
    // Whoever answers for the line may have it on the card, and so may the firm.
    let others = [
      Self.card("Selin Karadağ", [], ["0232 555 01 10"]),
      ContactCard(kind: .organisation, name: "Firma", addresses: ["info@firma.example"]),
    ]
    #expect(try take(others, into: office).allSatisfy(\.warnings.isEmpty))
    #expect(try office.contact(line).name == "Selin Karadağ" && office.contact("info@firma.example").name == "Firma")
    #expect(try plan([aylin], office).map(\.outcome) == [.unchanged])
  }

  private struct Person: Hashable {
    let kind: Contact.Kind
    let name: String
    let keys: Set<IdentityKey>
    let fields: [String: String]
    let categories: [String]
    let houses: [String]
    let roles: [String]
    let documents: [String]
  }

  private func people(_ office: Office) throws -> Set<Person> {
    Set(
      try office.view.contacts(ContactQuery(limit: .max)).compactMap { try office.view.contact($0.id) }.map {
        Person(
          kind: $0.kind, name: $0.name, keys: Set($0.identities.map(\.key)), fields: $0.fields,
          categories: $0.categories, houses: $0.affiliations.map(\.name), roles: $0.affiliations.map(\.role),
          documents: $0.documents.map(\.name))
      })
  }

  private static let book = [
    derya, card("Onur Bilgin", ["onur@kuzey.example"], ["0532 555 01 42"], of: "Kuzey İnşaat"),
    card("Okan Çınar", ["bilgi@çınar-peyzaj.example"], ["+44 20 7946 0155"]),
    ContactCard(
      kind: .organisation, name: "Kuzey İnşaat", addresses: ["info@kuzey.example"],
      numbers: [.init(number: "0312 555 02 10")],
      organisation: "Kuzey İnşaat", categories: ["Müşteri", "Ankara"]),
  ]

  private func readBack(_ bytes: [UInt8]) throws -> [ContactCard] {
    var cards: [ContactCard] = []
    try ContactCardFile.read(bytes, found: { cards.append($0) }, failed: { Issue.record("\($0)") })
    return cards
  }

  @Test("written as vCards and taken into a new archive, the contacts are the same")
  func vCards() throws {
    let office = try Office()
    try take(Self.book, into: office)
    let copy = try Office()
    try take(readBack(exported(office, documents: true).flatMap { VCardWriter.write($0) }), into: copy)
    #expect(try people(office).count == 4)
    #expect(try people(copy) == people(office))
    let contact = try copy.contact("derya@kuzey.example")
    #expect(try copy.archive.content(of: #require(contact.documents.first)) == [0xFF, 0xD8, 0xFF])
  }

  @Test("written as a table and taken into a new archive, they are the same but for documents")
  func table() throws {
    let office = try Office()
    try take(
      Self.book.map { card in
        var card = card
        card.documents = []
        return card
      }, into: office)
    let copy = try Office()
    try take(readBack(CSVWriter.write(exported(office, documents: false))), into: copy)
    #expect(try people(copy) == people(office))
  }
}
