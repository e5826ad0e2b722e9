import Intake
import Testing

/// RFC 4180, and what Excel and people make of it.
@Suite struct CSVReadingTests {
  @Test(arguments: [",", ";", "\t"]) func separators(separator: String) throws {
    let rows = [
      ["Ad Soyad", "E-posta", "Telefon", "Şirket"], ["Derya Aksoy", "d@kuzey.example", "0312 555 02 12", "Kuzey"],
    ]
    let read = try ReadCards(rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n"))
    #expect(read.errors.isEmpty)
    let card = try #require(read.cards.first)
    #expect(card.name == "Derya Aksoy")
    #expect(card.addresses == ["d@kuzey.example"])
    #expect(card.numberTexts == ["0312 555 02 12/"])
    #expect(card.organisation == "Kuzey")
    #expect(card.defects.isEmpty)
    #expect((card.line, card.offset) == (2, UInt64(rows[0].joined(separator: separator).utf8.count + 2)))
  }

  @Test(arguments: ["sep=;\r\n", "\"sep=;\"\n", "SEP=;\n"]) func excelStatesTheSeparator(line: String) throws {
    let read = try ReadCards(line + "Name;\"E-mail\"\na,b;c@x.example\n")
    #expect(read.names == ["a,b"])
    #expect(read.cards.first?.line == 3)
  }

  @Test func quotedFieldsHoldSeparatorsMarksAndLines() throws {
    let read = try ReadCards(
      "Name,Notes,E-mail\n\"Aksoy, \"\"Derya\"\"\",\"bir\r\niki\n\nüç\", \"d@x.example\" \nb,\"x\"y,b@x.example\nc,a\"b\",c@x.example\n"
    )
    #expect(read.names == ["Aksoy, \"Derya\"", "b", "c"])
    #expect(read.cards.map { $0.fields["note"] } == ["bir\niki\n\nüç", "xy", "a\"b\""])
    #expect(read.cards.map(\.addresses) == [["d@x.example"], ["b@x.example"], ["c@x.example"]])
    #expect(read.cards.map(\.line) == [2, 6, 7])
    #expect(read.cards.map(\.defects.count) == [0, 1, 0])
  }

  @Test func separatorsInQuotesDoNotDecide() throws {
    let read = try ReadCards("\"Name, of the person\";\"E-mail\";\"Phone\"\n\"a,b,c\";d@x.example;1\n")
    #expect(read.cards.first?.addresses == ["d@x.example"])
    #expect(read.cards.first?.numberTexts == ["1/"])
  }

  @Test func charsets() throws {
    let text = "Adı Soyadı;Şirket\r\nŞule Iğdır;Çınar\r\n"
    // Ş Ğ İ ş ğ ı have places of their own in windows-1254; the others are those of ISO 8859-1.
    let letters: [Unicode.Scalar: UInt8] = ["Ş": 0xDE, "ı": 0xFD, "ğ": 0xF0, "Ç": 0xC7]
    let turkish = text.unicodeScalars.map { letters[$0] ?? UInt8($0.value) }
    let files: [([UInt8], String?)] = [
      (Array(text.utf8), nil), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), "windows-1252"), (turkish, nil),
      (turkish, "iso-8859-9"), (turkish, "no-such-charset"),
      (utf16File(text), nil), (utf16File(text, isBig: true), nil),
    ]
    for (file, charset) in files {
      let read = try ReadCards(file, charset: charset)
      #expect(read.names == ["Şule Iğdır"])
      #expect(read.cards.first?.organisation == "Çınar")
    }
    #expect(try ReadCards([UInt8]("Name\n".utf8) + [0xEA, 0xF3], charset: "windows-1251").names == ["ку"])
  }

  @Test func aStatedCharsetHoldsForTheWholeTable() throws {
    // The first name is Chinese in GBK and also valid in UTF-8; the second tells that the file is not UTF-8.
    let file = [UInt8]("Name\n".utf8) + [0xC1, 0xAA, 0xCD, 0xA8, 0x0A, 0xD6, 0xD0, 0x0A]
    #expect(try ReadCards(file, charset: "gbk").names == ["联通", "中"])
  }

  @Test func rowsOfOtherLengthsAreReadAsFarAsTheyGo() throws {
    let read = try ReadCards("Name,E-mail,Phone\na\nb,b@x.example,1,2,3\nc,c@x.example,1,,\n\n,,\n")
    #expect(read.names == ["a", "b", "c"])
    #expect(read.errors.isEmpty)
    #expect(
      read.cards.map(\.defects) == [
        ["the row has 1 columns, the headings 3"], ["the row has 5 columns, the headings 3"], [],
      ])
  }

  @Test func rowsOfNobodyAreRefused() throws {
    let read = try ReadCards("Name,E-mail,Notes\n,,only a note\na,,\n,no address,\n")
    #expect(read.names == ["a"])
    #expect(read.errors.map(\.code) == [.nothingToContact, .nothingToContact])
    #expect(read.errors.map(\.line) == [2, 4])
    #expect(read.errors.map(\.offset) == [18, 36])
  }

  @Test(arguments: [
    ("a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
    ("a@x.example,b@x.example", ["a@x.example", "b@x.example"]),
    ("a@x.example ::: b@x.example", ["a@x.example", "b@x.example"]),
    ("Derya <a@x.example>", ["a@x.example"]), ("mailto:a@x.example", ["a@x.example"]),
    ("\"\"\"a,b\"\"@x.example\"", ["\"a,b\"@x.example"]), ("nobody", []),
  ])
  func addressesOfOneCell(cell: String, addresses: [String]) throws {
    let quoted = cell.hasPrefix("\"") ? cell : "\"\(cell)\""
    #expect(try ReadCards("Name,E-mail\nx,\(quoted)\n").cards.first?.addresses == addresses)
  }
}
