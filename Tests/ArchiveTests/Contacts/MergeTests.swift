import Archive
import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing
import Views

@Suite("Merging contacts")
struct MergeTests {
  private static let people = ["zeynep@tunali.example", "zeynep.tunali@posta.example", "z.tunali@okul.example"]

  /// Three contacts with two mails each: positions 1 and 4, 2 and 5, 3 and 6.
  private func office() throws -> (Office, [ContactID]) {
    let office = try Office()
    for number in 0..<6 {
      var mail = Mail("m\(number)", date: 1_735_689_600 + number)
      mail.from = Self.people[number % 3]
      try office.add(mail)
    }
    return (office, try Self.people.map { try office.id($0) })
  }

  @Test("the kept one has all items, and either id leads to it")
  func merge() throws {
    let (office, ids) = try office()
    try office.add(Drafts.merge(ids[1], into: ids[0]))
    for id in ids[...1] { #expect(try office.positions(id) == [1, 2, 4, 5]) }
    let contact = try office.contact(Self.people[1])
    #expect(contact.id == ids[0] && contact.merged == [ids[1]] && contact.items == 4)
    #expect(contact.identities.map(\.key.value) == Array(Self.people[...1]))
    #expect(try office.view.contacts(ContactQuery()).map(\.id).filter { ids.contains($0) } == [ids[0], ids[2]])
    #expect(try office.view.history(of: ids[1]).map(\.rawValue) == [7])
    // What comes later comes to both.
    var mail = Mail("late", date: 1_735_689_000)
    mail.from = Self.people[1]
    try office.add(mail)
    #expect(try office.positions(ids[0]) == [8, 1, 2, 4, 5])
  }

  @Test("a contact that was nothing but an address follows it, with the notes that name it by its id")
  func shell() throws {
    let (office, ids) = try office()
    try office.add(Drafts.note("Saha", with: [ids[1].description], at: 1_735_689_700))
    let other = try office.archive.newContactID(first: nil)
    let event = ContactChanged.with {
      $0.contactID = Data(other.bytes)
      $0.name = "Zeynep Tunalı"
      $0.identitiesLinked = [IdentityKey(mailAddress: Self.people[1])].compactMap { $0?.recorded() }
    }
    try office.add(EventDraft(.contactChanged(event)))
    #expect(try office.positions(other) == [2, 5, 7])
    #expect(try office.view.contact(ids[1])?.id == other, "the old id leads on")
    let all = try WholeView(office.view)
    try office.rebuild()
    #expect(try WholeView(office.view) == all)
  }

  @Test("an un-merge restores each timeline exactly, with what came meanwhile")
  func unmerge() throws {
    let (office, ids) = try office()
    let before = try ids.map { try office.timeline(.contact($0)) }
    try office.add(Drafts.merge(ids[1], into: ids[0]))
    try office.add(Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try ids.map { try office.timeline(.contact($0)) } == before)
    #expect(try office.view.contact(ids[1])?.id == ids[1])
    #expect(try office.view.count(.contact(ids[0])) == 2 && office.view.count(.contact(ids[1])) == 2)
    try office.add(Drafts.merge(ids[0], into: ids[1]))
    var mail = Mail("meanwhile", date: 1_735_700_000)
    mail.from = Self.people[1]
    try office.add(mail)
    // Named the other way round, the two are parted all the same.
    try office.add(Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try office.timeline(.contact(ids[0])) == before[0])
    #expect(try office.positions(ids[1]) == [2, 5, 10])
    let all = try WholeView(office.view)
    try office.rebuild()
    #expect(try WholeView(office.view) == all)
  }

  @Test("a chain of merges: all lead to the last one, and a link taken out takes along what hangs on it")
  func chain() throws {
    let (office, ids) = try office()
    try office.add(Drafts.merge(ids[2], into: ids[1]), Drafts.merge(ids[1], into: ids[0]))
    for id in ids { #expect(try office.positions(id) == [1, 2, 3, 4, 5, 6]) }
    #expect(try Set(office.contact(Self.people[2]).merged) == [ids[1], ids[2]])
    // Merging what is one already changes nothing.
    try office.add(Drafts.merge(ids[2], into: ids[0]), Drafts.merge(ids[0], into: ids[2]))
    #expect(try office.view.contact(ids[2])?.id == ids[0])
    try office.add(Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try office.positions(ids[0]) == [1, 4])
    #expect(try office.positions(ids[1]) == [2, 3, 5, 6] && office.view.contact(ids[2])?.id == ids[1])
    try office.add(Drafts.unmerge(ids[2], from: ids[1]))
    #expect(try ids.map { try office.positions($0) } == [[1, 4], [2, 5], [3, 6]])
  }

  @Test("an item between both stands once in the timeline of the one")
  func between() throws {
    let (office, ids) = try office()
    var mail = Mail("own", date: 1_735_700_000)
    (mail.from, mail.to) = (Self.people[0], [Self.people[1]])
    try office.add(mail)
    try office.add(Drafts.merge(ids[1], into: ids[0]))
    #expect(try office.positions(ids[0]) == [1, 2, 4, 5, 7] && office.view.count(.contact(ids[0])) == 5)
    try office.add(Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try office.positions(ids[0]) == [1, 4, 7] && office.positions(ids[1]) == [2, 5, 7])
  }

  @Test("names, fields, categories and addresses of both, those of the kept one first")
  func details() throws {
    let (office, ids) = try office()
    try office.add(
      Drafts.contact(ids[0], name: "Zeynep Tunalı", kind: .person, add: ["müşteri"]),
      Drafts.contact(ids[1], name: "Zeynep Tunali", add: ["mimar"]), Drafts.merge(ids[1], into: ids[0]))
    let contact = try office.contact(Self.people[1])
    #expect(contact.name == "Zeynep Tunalı" && contact.kind == .person && contact.categories == ["mimar", "müşteri"])
    // What is said of the merged one is said of the kept one, and stays with it.
    try office.add(Drafts.contact(ids[1], add: ["fuar"]), Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try office.contact(Self.people[0]).categories == ["fuar", "müşteri"])
    #expect(try office.contact(Self.people[1]).categories == ["mimar"])
    #expect(try office.contact(Self.people[1]).name == "Zeynep Tunali")
  }

  @Test("an un-merge of what was never one parts nothing else")
  func unrelated() throws {
    let (office, ids) = try office()
    try office.add(Drafts.merge(ids[1], into: ids[0]))
    try office.add(Drafts.unmerge(ids[1], from: ids[2]))
    #expect(try office.positions(ids[1]) == [1, 2, 4, 5], "the merge with another one stands")
    #expect(try office.view.contact(ids[2])?.apart == [ids[1]])
    // Of contacts that nobody knows nothing comes.
    try office.add(Drafts.merge(.random(), into: ids[0]), Drafts.unmerge(ids[0], from: .random()))
    try office.add(Drafts.merge(ids[0], into: ids[0]), Drafts.unmerge(ids[1], from: ids[1]))
    #expect(try office.positions(ids[0]) == [1, 2, 4, 5])
  }

  // MARK: Proposals

  private func namesakes(_ names: [String]) throws -> (Office, [ContactID]) {
    let office = try Office()
    var ids: [ContactID] = []
    for (number, name) in names.enumerated() {
      var mail = Mail("n\(number)", date: 1_735_689_600 + number)
      mail.from = "\"\(name)\" <kisi\(number)@posta\(number).example>"
      try office.add(mail)
      ids.append(try office.id("kisi\(number)@posta\(number).example"))
    }
    return (office, ids)
  }

  @Test(
    "one name of two words at two addresses is proposed for a merge, and nothing comes of it by itself",
    arguments: [
      (["Zeynep Tunalı", "ZEYNEP TUNALI"], true), (["Katrin Lindenau", "Dr. Katrin Lindenau"], true),
      (["Zeynep Tunalı", "Zeynep Tunali"], true), (["Zeynep", "Zeynep"], false),
      (["Zeynep Tunalı", "Zeynep Kaya"], false),
    ])
  func proposal(names: [String], isProposed: Bool) throws {
    let (office, ids) = try namesakes(names)
    let proposals = try office.view.mergeProposals(limit: 10)
    #expect(proposals.map { Set([$0.first.id, $0.second.id]) } == (isProposed ? [Set(ids)] : []))
    #expect(try ids.map { try office.positions($0) } == [[1], [2]])
  }

  @Test("a refused proposal is not made again, an accepted one is done with")
  func decided() throws {
    let (office, ids) = try namesakes(["Zeynep Tunalı", "Zeynep Tunalı", "Zeynep Tunalı"])
    #expect(try office.view.mergeProposals(limit: 10).count == 3)
    #expect(try office.view.mergeProposals(limit: 2).count == 2)
    try office.add(Drafts.unmerge(ids[1], from: ids[0]))
    #expect(try office.view.mergeProposals(limit: 10).count == 2)
    #expect(try office.contact("kisi1@posta1.example").apart == [ids[0]])
    try office.add(Drafts.merge(ids[2], into: ids[0]))
    // The first two are two, and so the third, which is the first, is another than the second.
    #expect(try office.view.mergeProposals(limit: 10).isEmpty)
    try office.rebuild()
    #expect(try office.view.mergeProposals(limit: 10).isEmpty)
    // A person may think better of it.
    try office.add(Drafts.merge(ids[1], into: ids[0]))
    #expect(try office.positions(ids[1]) == [1, 2, 3] && office.contact("kisi1@posta1.example").apart.isEmpty)
  }

  @Test("a name that very many bear tells nothing")
  func common() throws {
    let (office, _) = try namesakes(Array(repeating: "Satış Ekibi", count: 15))
    #expect(try office.view.mergeProposals(limit: 1_000).isEmpty)
  }
}
