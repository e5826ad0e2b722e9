import Intake
import Testing

@Suite struct VCardHostileTests {
  @Test func missingEndsAreNoted() throws {
    let read = try ReadCards("BEGIN:VCARD\nVERSION:3.0\nFN:a\nBEGIN:VCARD\nVERSION:3.0\nFN:b\n")
    #expect(read.names == ["a", "b"])
    #expect(read.cards.allSatisfy { $0.defects == ["the line END:VCARD is missing"] })
  }

  @Test func textOutsideOfCardsIsReportedOnce() throws {
    let read = try ReadCards(
      "\u{FEFF}hello\nworld\nBEGIN:VCARD\nVERSION:4.0\nFN:a\nEND:VCARD\n\nEND:VCARD\nx\nBEGIN:VCARD\nFN:b\nEND:VCARD\n")
    #expect(read.names == ["a", "b"])
    #expect(read.errors.map(\.code) == [.outsideOfCards, .outsideOfCards])
    #expect(read.errors.map(\.line) == [1, 8])
  }

  @Test func oddLinesAreDefectsAndTheRestIsRead() throws {
    let card = try ReadCards.vcard(
      "FN:a", "no colon here", ":no name", "X Y:z", "TEL;TYPE=\"open:1", "EMAIL:nobody", "TEL:2", version: "9.9")
    #expect(card.numberTexts == ["1/open", "2/"])
    #expect(card.defects.count == 5)
    #expect(card.defects.first == "“9.9” is no known version; read as version 4.0")
    #expect(card.defects.contains("line 4 is no property: “no colon here”"))
    #expect(card.defects.contains("“nobody” is no mail address; it was left out"))
  }

  @Test func cardsOfNobodyAreRefused() throws {
    let read = try ReadCards("BEGIN:VCARD\nVERSION:4.0\nNOTE:x\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:a\nEND:VCARD\n")
    #expect(read.names == ["a"])
    #expect(read.errors == [CardError(code: .nothingToContact, offset: 0, line: 1, reason: "")])
    #expect(
      read.errors.first?.description
        == "line 1, byte 0: this card has neither name nor address nor number; there is nobody to file.")
  }

  @Test func bytesOfNothing() throws {
    let read = try ReadCards("BEGIN:VCARD\nVER\u{0}SION:3.0\nFN:a\u{0}b\nTEL:\u{0}\nEND:VC\u{0}ARD")
    #expect(read.names == ["ab"])
    #expect(read.cards.first?.numbers.isEmpty == true)
    #expect(try ReadCards("").errors.map(\.code) == [.empty])
    #expect(try ReadCards(" \r\n\u{0}").errors.map(\.code) == [.empty])
  }

  @Test func tooManyValuesRefuseTheCard() throws {
    let many = String(repeating: "TEL:1\n", count: CardLimits.values + 1)
    let list = "CATEGORIES:" + String(repeating: "a,", count: CardLimits.values) + "b\n"
    for lines in [many, list] {
      let read = try ReadCards("BEGIN:VCARD\nFN:a\n\(lines)END:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD")
      #expect(read.names == ["b"])
      #expect(read.errors.map(\.code) == [.tooManyValues])
    }
  }

  @Test func longTextIsLeftOut() throws {
    let long = String(repeating: "x", count: CardLimits.field + 1)
    let card = try ReadCards.vcard("FN:a", "NOTE:\(long)", "URL:u")
    #expect(card.fields == ["url": "u"])
    #expect(card.defects.count == 1)
  }

  @Test func deepCardsEnd() throws {
    let open = String(repeating: "BEGIN:VCARD\nVERSION:2.1\nFN:a\nAGENT:\n", count: 500)
    let read = try ReadCards(open)
    #expect(read.cards.count == 500)
    #expect(read.errors.isEmpty)
    var text = "x"
    for _ in 0..<12 {
      text = "BEGIN:VCARD\nVERSION:3.0\nFN:a\nAGENT:\(text)\nEND:VCARD".replacing("\\", with: "\\\\").replacing(
        "\n", with: "\\n")
    }
    let inline = try ReadCards("BEGIN:VCARD\nVERSION:3.0\nFN:a\nAGENT:\(text)\nEND:VCARD")
    #expect(inline.cards.count == 8)
    #expect(inline.cards.last?.defects.last?.contains("deeper") == true)
  }

  @Test func defectsAreBounded() throws {
    let card = try ReadCards.vcard("FN:a", String(repeating: "x\r\n", count: 5_000))
    #expect(card.defects.count == 101)
    #expect(card.defects.last == "there are 4900 more defects")
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["\r", "BEGIN:VCARD\nAGENT:\n", " \n", "=\n", "a;", "\"", "\\", "A=\n "])
  func timeIsLinear(piece: String) throws {
    let body = String(repeating: piece, count: (1 << 17) / piece.utf8.count)
    for head in ["FN:", "NOTE;ENCODING=QUOTED-PRINTABLE:", "PHOTO;BASE64:", ""] {
      let read = try ReadCards("BEGIN:VCARD\nVERSION:2.1\nTEL:1\n\(head)\(body)\nEND:VCARD\n", .vcard)
      #expect(read.cards.count + read.errors.count > 0)
    }
  }

  @Test func namesOfDocumentsLeadNowhere() throws {
    let card = try ReadCards.vcard(
      "FN:a", "PHOTO;X-FILENAME=\"../../x.jpg\":data:image/jpeg;base64,AAAA",
      "PHOTO;X-FILENAME=\"..\":data:image/jpeg;base64,AAAA", version: "4.0")
    #expect(card.documents.map(\.name) == [".._.._x.jpg", "photo-2.jpg"])
  }

  @Test func errorsOfTheReceiverEndTheReading() throws {
    struct Stop: Error {}
    var count = 0
    #expect(throws: Stop.self) {
      try ContactCardFile.read(
        [UInt8]("BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD".utf8), format: .auto, charset: nil,
        found: { _ in
          count += 1
          throw Stop()
        }, failed: { _ in })
    }
    #expect(count == 1)
  }
}
