import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Ids of contacts")
struct ContactIdentityTests {
  private static let address = "satinalma@kuzey-insaat.example"

  private static func mail(_ number: Int, from: String = address) -> Mail {
    var mail = Mail("m\(number)", date: 1_735_689_600 + number)
    mail.from = from
    return mail
  }

  @Test("the same whichever way a contact is first met, and after a rebuild")
  func firstMetOrFirstAdded() throws {
    let key = try Office.key(Self.address)
    let met = try Office()
    try met.add(Self.mail(1))
    let id = try met.id(Self.address)
    #expect(id == met.archive.newContactID(first: key))
    #expect(try met.contact(Self.address).isAutomatic)
    // What a person then says of it is said of the contact that is there.
    try met.add(Drafts.contact(met.archive.newContactID(first: key), name: "Onur Bilgin", kind: .person))
    #expect(try met.contact(Self.address).id == id && met.contact(Self.address).name == "Onur Bilgin")

    // Added by hand before any mail came.
    let added = try Office()
    let other = added.archive.newContactID(first: key)
    try added.add(Drafts.contact(other, name: "Onur Bilgin", link: [key]))
    try added.add(Self.mail(1))
    #expect(try added.id(Self.address) == other)
    #expect(try added.positions(Self.address) == [2])
    // Nobody who has no key of the archive can compute the id from a guessed address.
    #expect(other != id)
    try added.rebuild()
    #expect(try added.id(Self.address) == other)
  }

  @Test("the same whatever the batches are", arguments: [1, 2, 3, 7, 2_000])
  func batches(size: Int) throws {
    let office = try Office()
    let people = (0..<6).map { "kisi\($0)@musteri.example" }
    var drafts = (0..<30).map { Self.mail($0, from: people[$0 % 6]).draft }
    let keys = try people.map { try Office.key($0) }
    let first = office.archive.newContactID(first: keys[0])
    drafts.insert(Drafts.contact(first, link: [keys[1]]), at: 9)
    drafts.insert(Drafts.contact(first, unlink: [keys[0]]), at: 18)
    try office.add(drafts, batch: size)
    let ids = try people.map { try office.id($0) }
    #expect(ids[1] == first && ids[0] != first)
    #expect(ids[2...] == ArraySlice(keys[2...].map { office.archive.newContactID(first: $0) }))
    let before = try WholeView(office.view)
    try office.rebuild()
    #expect(try people.map { try office.id($0) } == ids)
    #expect(try WholeView(office.view) == before)
  }

  @Test("an address that is unlinked gets another id where its first one names the contact that it leaves")
  func unlinkOfTheFirst() throws {
    let office = try Office()
    let (one, two) = ("onur@kuzey.example", "derya@kuzey.example")
    try office.add(Self.mail(1, from: one), Self.mail(2, from: two))
    let (id, other) = (try office.id(one), try office.id(two))
    try office.add(Drafts.contact(id, link: [try Office.key(two)]))
    #expect(try office.positions(id) == [1, 2])
    try office.add(Drafts.contact(id, unlink: [try Office.key(one)]))
    let fresh = try office.id(one)
    #expect(fresh != id && fresh != other)
    #expect(try office.id(two) == id, "the id stays with what is left")
    #expect(try office.positions(id) == [2] && office.positions(fresh) == [1])
    #expect(try office.contact(one).isAutomatic && office.contact(two).identities.map(\.key) == [Office.key(two)])
    // The empty shell of the linked address is no contact that anybody would look for.
    #expect(try office.view.contacts(ContactQuery(limit: 100)).map(\.id).contains(other) == false)
    try office.rebuild()
    #expect(try office.id(one) == fresh)
    // New mail finds its way.
    try office.add(Self.mail(3, from: one))
    #expect(try office.positions(fresh) == [1, 5])
  }

  @Test("a contact that was made without an address keeps its random id, and may be named by a file again")
  func withoutAddress() throws {
    let office = try Office()
    let named = office.archive.newContactID(first: nil, name: "Kuzey İnşaat")
    #expect(named == office.archive.newContactID(first: nil, name: "Kuzey İnşaat"))
    let random = office.archive.newContactID(first: nil)
    #expect(random != office.archive.newContactID(first: nil) && random != named)
    try office.add(Drafts.contact(random, name: "Poyraz Kimya", kind: .organisation))
    try office.rebuild()
    #expect(try office.view.contact(random)?.name == "Poyraz Kimya")
    #expect(try office.view.contacts(beginningWith: Array(random.bytes.prefix(5)), limit: 9) == [random])
  }

  @Test("an internationalised domain is one, however it is written")
  func internationalisedDomain() throws {
    let office = try Office()
    let spellings = [
      "bilgi@çınar-peyzaj.example", "bilgi@xn--nar-peyzaj-n6a20g.example", "Bilgi@Çınar-PEYZAJ.example",
      "BİLGİ@XN--nar-peyzaj-n6a20g.Example",
    ]
    for (number, address) in spellings.enumerated() { try office.add(Self.mail(number, from: "<\(address)>")) }
    for address in spellings { #expect(try office.positions(address) == [1, 2, 3, 4]) }
    let ascii = spellings[1]
    #expect(try office.contact(ascii).identities.count == 1)
    #expect(
      try office.contact(ascii).identities[0].key.description == "bilgi@çınar-peyzaj.example", "as people read it")
  }

  @Test(
    "a number is one number, however it is written",
    arguments: ["+905325550142", "0532 555 01 42", "532-555-0142", "+90 (532) 555 01 42", "0090 532 555 01 42"])
  func number(written: String) throws {
    let office = try Office()
    try office.add(Drafts.message("Araç geldi", from: "+905325550142", at: 1_735_689_600))
    let key = try #require(IdentityKey(typed: written, region: "TR"))
    #expect(try office.view.contact(key)?.id == office.id("+905325550142"))
    #expect(key.description == "+90 532 555 01 42")
    if !written.hasPrefix("+") { #expect(IdentityKey(typed: written, region: nil) == nil) }
  }
}
