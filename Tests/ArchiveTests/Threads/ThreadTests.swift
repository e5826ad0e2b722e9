import Archive
import ArchiveEvents
import EventLog
import SwiftProtobuf
import Testing
import Views

@Suite("Threads")
struct ThreadTests {
  /// A mail by its Message-ID and those of the mails that it answers.
  struct Letter: Sendable {
    let id: String
    var references: [String] = []
    var inReplyTo: String?
    var from = "derya@kuzey.example"
    var body = "Merhaba"

    var draft: EventDraft {
      var lines = ["From: \(from)", "To: info@firma.example", "Subject: \(id)", "Date: 1 Jan 2025 10:00:00 +0000"]
      if !id.isEmpty { lines.append("Message-ID: <\(id)@kuzey.example>") }
      if !references.isEmpty {
        lines.append("References: " + references.map { "<\($0)@kuzey.example>" }.joined(separator: "\r\n "))
      }
      if let inReplyTo { lines.append("In-Reply-To: <\(inReplyTo)@kuzey.example>") }
      let event = EmailCaptured.with {
        $0.sighting.account = "info@firma.example"
        $0.sighting.file.format = .eml
        $0.sighting.file.path = "/mail/\(id)-\(from)-\(body).eml"
      }
      return EventDraft(
        .emailCaptured(event), content: .bytes(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)))
    }
  }

  /// Which letters are together, whatever the thread is called.
  private func groups(_ letters: [Letter], _ office: Office) throws -> Set<Set<String>> {
    let positions = try office.add(letters.map(\.draft), batch: 2)
    var groups: [Position: Set<String>] = [:]
    for (letter, position) in zip(letters, positions) {
      groups[try office.entry(position).thread, default: []].insert(letter.id)
    }
    // A thread goes by its first item in the log.
    for (thread, group) in groups {
      #expect(try positions.first { try group.contains(office.entry($0).subject) } == thread)
    }
    return Set(groups.values)
  }

  private func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  @Test("letters come together in whatever order they arrive")
  func order() throws {
    let letters = [
      Letter(id: "teklif"), Letter(id: "cevap", references: ["teklif"], inReplyTo: "teklif"),
      // Programs that write but one of the two fields.
      Letter(id: "soru", inReplyTo: "cevap"), Letter(id: "sipariş", references: ["teklif", "cevap", "soru"]),
      Letter(id: "başka"),
    ]
    for arrival in permutations(letters) {
      let office = try Office()
      #expect(try groups(arrival, office) == [["teklif", "cevap", "soru", "sipariş"], ["başka"]])
    }
  }

  @Test("two that answer a letter which nobody has are one thread, and the letter joins them when it comes")
  func missing() throws {
    let office = try Office()
    try office.add(
      Letter(id: "a", references: ["kayıp"]).draft, Letter(id: "b").draft,
      Letter(id: "c", references: ["başka", "kayıp"]).draft)
    #expect(try (1...3).map { try office.entry(#require(Position($0))).thread.rawValue } == [1, 2, 1])
    try office.add(Letter(id: "kayıp").draft)
    #expect(try office.entry(#require(Position(4))).thread.rawValue == 1)
  }

  @Test("a letter that answers two threads makes them one; all their letters say so")
  func joined() throws {
    let office = try Office()
    try office.add(
      [
        Letter(id: "a"), Letter(id: "b"), Letter(id: "c"), Letter(id: "a2", inReplyTo: "a"),
        Letter(id: "c2", inReplyTo: "c"),
      ]
      .map(\.draft))
    func threads() throws -> [UInt64] {
      try (1...(office.view.totals().items)).map { try office.entry(#require(Position($0))).thread.rawValue }
    }
    #expect(try threads() == [1, 2, 3, 1, 3])
    try office.add(Letter(id: "bc", references: ["c", "b"]).draft)
    #expect(try threads() == [1, 2, 2, 1, 2, 2])
    try office.add(
      Letter(id: "abc", references: ["a2"], inReplyTo: "c2").draft, Letter(id: "c3", inReplyTo: "c2").draft)
    #expect(try threads() == [1, 1, 1, 1, 1, 1, 1, 1])
    try office.rebuild()
    #expect(try threads() == [1, 1, 1, 1, 1, 1, 1, 1])
  }

  @Test("a very long list of references: its first and its last ones are followed")
  func manyReferences() throws {
    let office = try Office()
    try office.add(Letter(id: "ilk").draft, Letter(id: "son").draft, Letter(id: "orta").draft)
    let between = (0..<5_000).map { $0 == 2_500 ? "orta" : "x\($0)" }
    try office.add(Letter(id: "uzun", references: ["ilk"] + between + ["son"]).draft)
    #expect(try (1...4).map { try office.entry(#require(Position($0))).thread.rawValue } == [1, 1, 3, 1])
  }

  @Test("a forged Message-ID hides nothing: two items, both in their timelines, the later one marked")
  func forged() throws {
    let office = try Office()
    let forger = "muhasebe@p0yraz.example"
    let positions = try office.add(
      Letter(id: "fatura", from: "muhasebe@poyraz.example").draft,
      Letter(id: "fatura", from: forger, body: "Yeni IBAN").draft,
      Letter(id: "fatura", from: forger, body: "Acil, yeni IBAN").draft)
    let entries = try positions.map { try office.entry($0) }
    #expect(entries.map(\.sameMessageID) == [nil, positions[0], positions[0]])
    #expect(entries.map(\.messageID) == Array(repeating: "fatura@kuzey.example", count: 3))
    #expect(try office.positions("muhasebe@poyraz.example") == [1] && office.positions(forger) == [2, 3])
    #expect(try office.view.totals().items == 3)
    // The same bytes in another mailbox are no other item.
    var copy = Letter(id: "fatura", from: forger, body: "Yeni IBAN").draft
    guard case .emailCaptured(var event) = copy.payload else { return }
    event.sighting.account = "muhasebe@firma.example"
    copy.payload = .emailCaptured(event)
    try office.add(copy)
    #expect(try office.view.totals().items == 3)
  }

  @Test("a mail without a Message-ID is a thread of its own, unless it answers one")
  func withoutID() throws {
    let office = try Office()
    try office.add(
      Letter(id: "", body: "bir").draft, Letter(id: "", body: "iki").draft, Letter(id: "a").draft,
      Letter(id: "", inReplyTo: "a").draft)
    #expect(try (1...4).map { try office.entry(#require(Position($0))).thread.rawValue } == [1, 2, 3, 3])
    #expect(try (1...4).allSatisfy { try office.entry(#require(Position($0))).sameMessageID == nil })
  }

  @Test("messages between the same numbers over one line are one conversation, whoever writes")
  func conversation() throws {
    let office = try Office()
    let (onur, derya) = ("+905325550142", "+905325550140")
    let positions = try office.add([
      Drafts.message("a", from: onur, at: 1), Drafts.message("b", to: [onur], at: 2),
      Drafts.message("c", from: derya, at: 3), Drafts.message("d", from: onur, at: 4),
      Drafts.message("e", to: [onur, derya], at: 5),
      Drafts.message("f", from: derya, to: [Drafts.office, onur], at: 6),
      Drafts.message("g", from: onur, to: ["+905325550110"], at: 7, account: "+905325550110"),
      Drafts.fax("h.tif", from: onur, at: 8), Drafts.fax("i.tif", from: onur, at: 9),
    ])
    #expect(try positions.map { try office.entry($0).thread.rawValue } == [1, 1, 3, 1, 5, 5, 7, 8, 9])
  }
}
