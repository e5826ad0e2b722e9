import Intake
import Testing

/// What programs and telephones write that no specification asks for.
@Suite struct VCardHabitsTests {
  @Test func quotedPrintableOfVersion21() throws {
    let card = try ReadCards.vcard(
      "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Karada=C4=9F;Selin=3B Ay=", "=C5=9Fe;;;",
      "ORG;QUOTED-PRINTABLE;CHARSET=iso-8859-9:=DDnci \\;Yap=FD;Sat=FD=FE", "NOTE;ENCODING=quoted-printable:bir=0D=0A=",
      "iki\\n", "TEL;WORK;FAX:0232 555 01 11", "EMAIL;INTERNET;PREF:s@inci.example", version: "2.1")
    #expect(card.name == "Selin; Ayşe Karadağ")
    #expect(card.organisation == "İnci ;Yapı")
    #expect(card.fields["department"] == "Satış")
    #expect(card.fields["note"] == "bir\niki\\n")
    #expect(card.numberTexts == ["0232 555 01 11/work/fax"])
    #expect(card.addresses == ["s@inci.example"])
  }

  @Test func aSoftBreakBeforeTheEndDoesNotSwallowIt() throws {
    let read = try ReadCards("BEGIN:VCARD\nFN;QUOTED-PRINTABLE:a=\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD")
    #expect(read.names == ["a", "b"])
  }

  @Test(arguments: [
    "PHOTO;JPEG;BASE64:/9j/\n AAEC\n\nTEL:1", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/A\n AEC\nTEL:1",
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\n  /9j/\n  AAEC\n\n\nTEL:1", "PHOTO;ENCODING=BASE64;JPEG:/9j/\nAAEC\n\nTEL:1",
    "PHOTO:data:image/jpeg;base64\\,/9j/AAEC\nTEL:1",
    "PHOTO;ENCODING=B;MEDIATYPE=image/jpeg:/9j/\r\r\n AAEC\r\r\nTEL:1",
    "PHOTO;ENCODING=b:/9j/AAEC\nTEL:1",
  ])
  func picturesInBase64(lines: String) throws {
    let card = try #require(try ReadCards("BEGIN:VCARD\nVERSION:2.1\nFN:x\n\(lines)\nEND:VCARD").cards.first)
    #expect(
      card.documents == [
        ContactCard.Document(name: "photo.jpg", mediaType: "image/jpeg", bytes: [0xFF, 0xD8, 0xFF, 0x00, 0x01, 0x02])
      ])
    #expect(card.numberTexts == ["1/"])
  }

  @Test func labelsOfApple() throws {
    let card = try ReadCards.vcard(
      "FN:x", "item1.TEL:1", "item1.X-ABLabel:_$!<AssistantPhone>!$_", "item2.TEL;type=WORK:2",
      "item2.X-ABLabel:Depo Faksı", "item3.EMAIL;type=INTERNET:a@x.example", "item3.X-ABLabel:Depo",
      "item4.X-ABDATE:1999-05-06", "item4.X-ABLabel:_$!<Anniversary>!$_", "item5.X-ABRELATEDNAMES:Deniz",
      "item5.X-ABLabel:_$!<Spouse>!$_", "item6.TEL: ", "item6.X-ABLabel:leer", "TEL:3")
    #expect(card.numberTexts == ["1/AssistantPhone", "2/Depo Faksı/fax", "3/"])
    #expect(card.addresses == ["a@x.example"])
    #expect(card.fields["anniversary"] == "1999-05-06")
    #expect(card.fields["spouse"] == "Deniz")
  }

  @Test func propertiesOfOtherPrograms() throws {
    let card = try ReadCards.vcard(
      "FN:x", "X-EMAIL2:b@x.example", "EMAIL;X400:/c=tr", "X-MS-TEL;VOICE;CALLBACK:1", "X-FAX:2",
      "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C5=9Eantiye=20A):3", "TEL;MOBILE:4",
      "X-SKYPE-USERNAME:derya",
      "X-MS-IMADDRESS:d@im.example", "X-EVOLUTION-SPOUSE:Deniz", "X-MS-MANAGER:Ali", "IMPP:xmpp:d@im.example",
      version: "2.1")
    #expect(card.addresses == ["b@x.example"])
    #expect(card.numberTexts == ["1/callback", "2//fax", "3/Şantiye A", "4/cell"])
    #expect(card.fields["instant-message"] == "skype:derya\nd@im.example\nxmpp:d@im.example")
    #expect(card.fields["spouse"] == "Deniz")
    #expect(card.fields["manager"] == "Ali")
  }

  @Test func agentsAreCardsOfTheirOwn() throws {
    let old = try ReadCards(
      """
      BEGIN:VCARD
      VERSION:2.1
      N:Aksoy;Derya
      AGENT:
      BEGIN:VCARD
      VERSION:2.1
      N:Uslu;Hakan
      TEL:1
      END:VCARD
      TEL:2
      END:VCARD
      """)
    #expect(old.names == ["Derya Aksoy", "Hakan Uslu"])
    #expect(old.cards.map(\.numberTexts) == [["2/"], ["1/"]])
    #expect(old.cards.map(\.line) == [1, 5])
    #expect(old.cards.first?.fields["agent"] == "Hakan Uslu")
    let inline = try ReadCards(
      "BEGIN:VCARD\nVERSION:3.0\nFN:a\nAGENT:BEGIN:VCARD\\nFN:b\\, c\\nTEL:+1\\nEND:VCARD\\n\nEND:VCARD\n")
    #expect(inline.names == ["a", "b, c"])
    #expect(inline.cards.map(\.line) == [1, 4])
    #expect(inline.cards.first?.fields["agent"] == "b, c")
    #expect(try ReadCards.vcard("FN:a", "AGENT;VALUE=uri:cid:x@y").fields["agent"] == "cid:x@y")
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
  func lineEnds(newline: String) throws {
    let lines = [
      "BEGIN:VCARD", "VERSION:3.0", "FN:Der", " ya", "TEL:1", "END:VCARD", "begin:vCard", "FN:b", "End:vcard",
    ]
    let read = try ReadCards(lines.joined(separator: newline))
    #expect(read.names == ["Derya", "b"])
    #expect(read.cards.first?.numberTexts == ["1/"])
    #expect(read.errors.isEmpty)
  }

  @Test(
    arguments: [
      ([0xDE, 0x69, 0x72, 0x69, 0x6E], nil, "Şirin"), ([0xDE, 0x69], "iso-8859-1", "Þi"),
      ([0xC5, 0x9E, 0x69], "windows-1252", "Şi"), ([0xDE, 0x69], "utf-8", "Şi"), ([0xDE, 0x69], "no-such-one", "Şi"),
    ] as [([UInt8], String?, String)])
  func charsets(bytes: [UInt8], charset: String?, name: String) throws {
    let head = [UInt8]("BEGIN:VCARD\nFN\(charset.map { ";CHARSET=\($0)" } ?? ""):".utf8)
    let read = try ReadCards(head + bytes + [UInt8]("\nEND:VCARD".utf8))
    #expect(read.names == [name])
  }

  @Test func damagedUTF8StaysUTF8() throws {
    let card = try ReadCards.vcard(
      "FN:x", "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=9Eirin G=C3=BCl=C5", version: "2.1")
    #expect(card.organisation == "Şirin Gül\u{FFFD}")
    #expect(card.defects.count == 1)
  }

  @Test func theCallersCharsetIsForWhatStatesNone() throws {
    let bytes = [UInt8]("BEGIN:VCARD\nFN:".utf8) + [0xEA, 0xF3] + [UInt8]("\nEND:VCARD".utf8)
    #expect(try ReadCards(bytes, charset: "windows-1251").names == ["ку"])
  }
}
