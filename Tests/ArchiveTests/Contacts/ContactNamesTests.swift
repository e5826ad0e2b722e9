import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Names of contacts")
struct ContactNamesTests {
  /// Mails from one address under these names, in order.
  private static func mails(_ names: [String], address: String = "derya@kuzey.example") -> [EventDraft] {
    names.enumerated().map { index, name in
      var mail = Mail("\(address)-\(index)", date: 1_735_689_600 + index)
      mail.from = name.isEmpty ? address : "\"\(name)\" <\(address)>"
      return mail.draft
    }
  }

  @Test(
    "the best display name that was seen",
    arguments: [
      (["Derya Aksoy", "D. Aksoy", "Derya Aksoy"], "Derya Aksoy"),
      // One that a program shouted, or an address, gives way to a person's own spelling.
      (["DERYA AKSOY", "Derya Aksoy"], "Derya Aksoy"),
      (["derya@kuzey.example", "derya aksoy"], "derya aksoy"),
      (["derya@baska.example", "Derya Aksoy"], "Derya Aksoy"),
      // Of equals the first.
      (["Derya Aksoy", "Derya Aksoy Demir"], "Derya Aksoy"),
      (["Derya Aksoy", "Derya Aksoy Demir", "Derya Aksoy Demir"], "Derya Aksoy Demir"),
      (["", "", "4711"], "derya@kuzey.example"),
      (["", "", "Derya Aksoy"], "Derya Aksoy"),
    ])
  func best(names: [String], shown: String) throws {
    let office = try Office()
    try office.add(Self.mails(names))
    #expect(try office.contact("derya@kuzey.example").name == shown)
    try office.rebuild()
    #expect(try office.contact("derya@kuzey.example").name == shown)
  }

  @Test("a name that somebody gave outranks all that were seen, and those are still told")
  func given() throws {
    let office = try Office()
    try office.add(Self.mails(["D. Aksoy", "D. Aksoy", "Aksoy, Derya"]))
    try office.add(Drafts.contact(try office.id("derya@kuzey.example"), name: "Derya Aksoy"))
    let contact = try office.contact("derya@kuzey.example")
    #expect(contact.name == "Derya Aksoy" && !contact.isAutomatic)
    #expect(contact.identities.map(\.names) == [["D. Aksoy", "Aksoy, Derya"]])
    try office.add(Drafts.contact(contact.id, name: ""))
    #expect(try office.contact("derya@kuzey.example").name == "D. Aksoy")
  }

  @Test("a hundred names under one address: a few are kept, the most frequent among them")
  func manyNames() throws {
    let office = try Office()
    let names = (0..<100).flatMap { ["Fuar Davetlisi \($0)", $0 % 3 == 0 ? "Derya Aksoy" : "Misafir \($0)"] }
    try office.add(Self.mails(names))
    let contact = try office.contact("derya@kuzey.example")
    #expect(contact.name == "Derya Aksoy")
    #expect((1...20).contains(contact.identities[0].names.count) && contact.identities[0].names[0] == "Derya Aksoy")
  }

  // MARK: Finding

  private func office() throws -> Office {
    let office = try Office()
    for (name, address) in [
      ("Derya Aksoy", "derya@kuzey.example"), ("IŞIK İNŞAAT", "bilgi@isik.example"),
      ("Işık İnşaat A.Ş.", "muhasebe@isik.example"), ("Şükrü Çağlayan", "sukru@çınar.example"),
      ("Aksel Derin", "aksel@posta.example"), ("José García-Ruiz", "jose@posta.example"),
    ] {
      try office.add(Self.mails([name], address: address))
    }
    try office.add(Drafts.message("Selam", from: "+905325550142", at: 1_735_689_600, name: "Onur Bilgin"))
    try office.add(Drafts.message("Kargonuz", from: "EGEKARGO", at: 1_735_689_601))
    try office.add(Drafts.note("Saha", with: ["Cengiz Bey"], at: 1_735_689_602))
    return office
  }

  @Test(
    "a contact is found by the beginning of any word of its name, case, accents and the four İ I ı i apart",
    arguments: [
      ("derya", ["Derya Aksoy"]), ("Aksoy", ["Derya Aksoy"]), ("derya ak", ["Derya Aksoy"]), ("eriya", []),
      ("AKS", ["Aksel Derin", "Derya Aksoy"]), ("der", ["Aksel Derin", "Derya Aksoy"]),
      ("isik", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]), ("IŞIK", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]),
      ("ışık", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]), ("İŞİK", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]),
      ("insaat", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]), ("sukru", ["Şükrü Çağlayan"]), ("CAGLAYAN", ["Şükrü Çağlayan"]),
      ("jose garcia", ["José García-Ruiz"]), ("ruiz", ["José García-Ruiz"]), ("egekargo", ["EGEKARGO"]),
      ("EGE", ["EGEKARGO"]), ("Cengiz B", ["Cengiz Bey"]), ("bey", ["Cengiz Bey"]),
    ])
  func words(query: String, found: [String]) throws {
    let office = try office()
    let names = try office.view.contacts(ContactQuery(query)).map(\.name)
    #expect(Set(names) == Set(found) && names.count == found.count)
  }

  @Test("by the beginning of a number as its country dials it", arguments: ["0532 555", "532 555 01", "+90532555"])
  func dialled(query: String) throws {
    let office = try office()
    let found = try office.view.contacts(ContactQuery(query, region: "TR"))
    #expect(found.map(\.name).contains("Onur Bilgin"))
  }

  @Test(
    "by the beginning of an address or number, or by a domain",
    arguments: [
      ("derya@", ["Derya Aksoy"]), ("DERYA@KUZEY", ["Derya Aksoy"]),
      ("@isik.example", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]),
      ("isik.example", ["IŞIK İNŞAAT", "Işık İnşaat A.Ş."]), ("@çınar.example", ["Şükrü Çağlayan"]),
      ("+90532", ["Onur Bilgin"]), ("0532 555 01 42", ["Onur Bilgin"]), ("+905325550143", []), ("@example", []),
    ])
  func addresses(query: String, found: [String]) throws {
    let office = try office()
    let names = try office.view.contacts(ContactQuery(query, region: "TR")).map(\.name)
    #expect(Set(names) == Set(found) && names.count == found.count)
  }

  @Test("the list is cut at its limit, and narrowed by kind and category")
  func narrowed() throws {
    let office = try office()
    let (one, two) = (try office.id("derya@kuzey.example"), try office.id("bilgi@isik.example"))
    try office.add(
      Drafts.contact(one, kind: .person, add: ["müşteri"]), Drafts.contact(two, kind: .organisation, add: ["müşteri"]))
    let view = office.view
    #expect(try view.contacts(ContactQuery(category: "müşteri")).map(\.id) == [one, two])
    #expect(try view.contacts(ContactQuery(kind: .organisation)).map(\.id) == [two])
    #expect(try view.contacts(ContactQuery("aksoy", kind: .organisation)).isEmpty)
    #expect(try view.contacts(ContactQuery(limit: 3)).count == 3)
    try office.add(Drafts.contact(two, remove: ["müşteri"]))
    #expect(try view.contacts(ContactQuery(category: "müşteri")).map(\.id) == [one])
  }

  @Test("a name that was changed is found by the new one and no longer by the old one")
  func renamed() throws {
    let office = try office()
    let id = try office.id("derya@kuzey.example")
    try office.add(Drafts.contact(id, name: "Derya Demir"))
    #expect(try office.view.contacts(ContactQuery("demir")).map(\.id) == [id])
    try office.add(Drafts.contact(id, name: "Derya Kaya"))
    #expect(try office.view.contacts(ContactQuery("demir")).isEmpty)
    #expect(
      try office.view.contacts(ContactQuery("aksoy")).map(\.id) == [id], "the name that was seen leads there still")
  }
}
