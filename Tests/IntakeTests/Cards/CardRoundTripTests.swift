import Intake
import Testing

/// What is written comes back, whatever is in it.
@Suite struct CardRoundTripTests {
  @Test func vCardsComeBack() throws {
    for seed in 0..<400 as Range<UInt64> {
      var source = RandomCards(numbers: SeededNumbers(seed: seed), forTables: false)
      let cards = (0..<3).map { _ in source.card() }
      let bytes = cards.flatMap(VCardWriter.write)
      let read = try ReadCards(bytes, .vcard)
      #expect(read.difference(from: cards) == nil, "seed \(seed)")
      #expect(read.cards.flatMap(\.defects) == [], "seed \(seed)")
      checkLines(bytes)
    }
  }

  @Test func tablesComeBack() throws {
    for seed in 0..<400 as Range<UInt64> {
      var source = RandomCards(numbers: SeededNumbers(seed: seed), forTables: true)
      let cards = (0..<3).map { _ in source.card() }
      let read = try ReadCards(CSVWriter.write(cards), .csv)
      #expect(read.difference(from: cards) == nil, "seed \(seed)")
      #expect(read.cards.flatMap(\.defects) == [], "seed \(seed)")
    }
  }

  /// Each length of a name around the places where lines are folded, with characters of one to four bytes.
  @Test(arguments: ["a", "ş", "€", "😀", "\\", ";", " x"]) func foldingCutsNoCharacter(character: String) throws {
    for count in 1...160 {
      let card = ContactCard(name: "x" + String(repeating: character, count: count) + "x")
      let bytes = VCardWriter.write(card)
      let read = try ReadCards(bytes)
      #expect(read.difference(from: [card]) == nil)
      checkLines(bytes)
    }
  }

  @Test func writtenTextCannotBecomeAProperty() throws {
    let evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:evil"
    var card = ContactCard(name: "a", addresses: ["a@x.example"], numbers: [.init(number: "1", label: evil)])
    card.fields = ["note": evil, "uid": evil]
    let read = try ReadCards(VCardWriter.write(card))
    #expect(read.names == ["a"])
    #expect(read.cards.first?.fields["note"] == "x\nEND:VCARD\nBEGIN:VCARD\nFN:evil")
  }

  @Test func theWholeCardIsWrittenAsRFC6350Says() {
    let card = ContactCard(
      kind: .organisation, name: "Kuzey, İnşaat", addresses: ["a@kuzey.example"],
      numbers: [.init(number: "1", isFax: true, label: "work"), .init(number: "2", label: "Depo")],
      organisation: "Kuzey; İnşaat", title: "T", categories: ["a,b", "c"],
      fields: [
        "department": "D", "given-name": "G", "address": "L, 4", "birthday": "1980-03-22", "anniversary": "March",
        "url": "http://x.example/a,b;c", "note": "1\n2", "own-thing": "o", "Not A Name": "lost",
      ],
      documents: [.init(name: "photo.png", mediaType: "image/png", bytes: [1, 2, 3])])
    let expected = [
      "BEGIN:VCARD", "VERSION:4.0", "KIND:org", "FN:Kuzey\\, İnşaat", "N:;G;;;", "ORG:Kuzey\\; İnşaat;D", "TITLE:T",
      "EMAIL:a@kuzey.example", "TEL;TYPE=work,fax:1", "item2.TEL:2", "item2.X-ABLabel:Depo", "CATEGORIES:a\\,b,c",
      "BDAY:19800322", "ANNIVERSARY;VALUE=text:March", "ADR:;;L\\, 4;;;;", "URL:http://x.example/a,b;c", "NOTE:1\\n2",
      "X-EVRAK-OWN-THING:o", "PHOTO;X-FILENAME=\"photo.png\":data:image/png;base64,AQID", "END:VCARD", "",
    ]
    #expect(String(decoding: VCardWriter.write(card), as: UTF8.self) == expected.joined(separator: "\r\n"))
  }

  @Test func moreThanTheColumnsHoldGoesIntoTheLastOne() throws {
    let card = ContactCard(
      name: "a", addresses: (1...5).map { "a\($0)@x.example" }, numbers: (1...4).map { .init(number: "\($0)") })
    let layout = CSVWriter.Layout(addresses: 2, numbers: 2)
    let read = try ReadCards(CSVWriter.header(layout) + CSVWriter.row(card, layout))
    #expect(read.difference(from: [card]) == nil)
  }

  /// Lines of at most 75 octets, each of them valid in UTF-8.
  private func checkLines(_ bytes: [UInt8]) {
    #expect(bytes.suffix(2) == [0x0D, 0x0A])
    for line in bytes.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = line.last == 0x0D ? line.dropLast() : line
      guard text.count > 75 || String(validating: text, as: UTF8.self) == nil else { continue }
      Issue.record("a line of \(text.count) octets: \(String(decoding: text, as: UTF8.self))")
    }
  }
}
