import Intake
import Testing

/// The specifications: RFC 6350, RFC 2426 and vCard 2.1.
@Suite struct VCardReadingTests {
  @Test func everyMemberIsFilled() throws {
    let card = try ReadCards.vcard(
      "FN:Dr. Selin Karadağ", "N:Karadağ;Selin;Ayşe,Nur;Dr.;", "ORG:Meltem Yapı;Satış;İhracat", "TITLE:Müdür",
      "ROLE:Satış", "EMAIL:selin@meltem-yapi.example", "TEL;TYPE=WORK,VOICE:+90 232 555 01 10",
      "TEL;TYPE=WORK,FAX:+90 232 555 01 11", "CATEGORIES:Bayi,Yurt dışı", "NICKNAME:Selo,Selin Hanım",
      "ADR;TYPE=WORK:;;Liman Cad. 4;İzmir;;35210;Türkiye", "ADR;TYPE=HOME:;;Gül Sok. 9;Urla;;;", "BDAY:19800322",
      "NOTE:bir\\niki\\, üç", "URL:https://meltem-yapi.example", "TZ:+03:00", "UID:urn:uuid:1", "GENDER:F")
    #expect(card.kind == .person)
    #expect(card.name == "Dr. Selin Karadağ")
    #expect(card.organisation == "Meltem Yapı")
    #expect(card.title == "Müdür")
    #expect(card.addresses == ["selin@meltem-yapi.example"])
    #expect(card.numberTexts == ["+90 232 555 01 10/work", "+90 232 555 01 11/work/fax"])
    #expect(card.categories == ["Bayi", "Yurt dışı"])
    #expect(
      card.fields == [
        "family-name": "Karadağ", "given-name": "Selin", "additional-names": "Ayşe Nur", "prefix": "Dr.",
        "department": "Satış; İhracat", "role": "Satış", "nickname": "Selo\nSelin Hanım",
        "address": "Liman Cad. 4, İzmir, 35210, Türkiye", "address-home": "Gül Sok. 9, Urla",
        "birthday": "1980-03-22", "note": "bir\niki, üç", "url": "https://meltem-yapi.example", "time-zone": "+03:00",
        "uid": "urn:uuid:1", "gender": "F",
      ])
    #expect(card.defects.isEmpty)
  }

  @Test(arguments: [
    (["N:Aksoy;Derya;;;", "ORG:Kuzey"], "Derya Aksoy"), (["ORG:Kuzey İnşaat;Satış"], "Kuzey İnşaat"),
    (["EMAIL:d@kuzey.example"], "d@kuzey.example"), (["TEL:0312 555 02 12"], "0312 555 02 12"),
    (["FN:", "N:;Derya;;;"], "Derya"), (["FN:Derya\\nAksoy "], "Derya Aksoy"),
  ])
  func aNameIsFoundWhereNoneIsStated(lines: [String], name: String) throws {
    let text = (["BEGIN:VCARD", "VERSION:3.0"] + lines + ["END:VCARD"]).joined(separator: "\n")
    #expect(try ReadCards(text).names == [name])
  }

  @Test(arguments: [
    ("4.0", "KIND:org", ContactCard.Kind.organisation), ("4.0", "KIND:group", .group),
    ("4.0", "KIND:Individual", .person),
    ("3.0", "X-ABShowAs:COMPANY", .organisation), ("3.0", "X-ADDRESSBOOKSERVER-KIND:group", .group),
    ("3.0", "ORG:Liman A.Ş.", .organisation), ("3.0", "ORG:Başka", .person),
    ("3.0", "N:Liman;;;;\r\nORG:Liman A.Ş.", .person),
  ])
  func kinds(version: String, line: String, kind: ContactCard.Kind) throws {
    #expect(try ReadCards.vcard("FN:Liman A.Ş.", line, version: version).kind == kind)
  }

  @Test func preferredAddressesComeFirst() throws {
    let card = try ReadCards.vcard(
      "FN:x", "EMAIL:d@x.example", "EMAIL;PREF=20:c@x.example", "EMAIL;PREF=2:b@x.example",
      "EMAIL;TYPE=home,pref:a@x.example", "EMAIL:e@x.example", version: "4.0")
    #expect(card.addresses == ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"])
  }

  @Test func valuesMayBeURIs() throws {
    let card = try ReadCards.vcard(
      "FN:x", "TEL;VALUE=uri;TYPE=\"work,voice\":tel:+44-20-7946-0123;ext=12", "TEL;VALUE=uri:fax:+44-20-7946-0124",
      "EMAIL:mailto:derya%2Baksoy@kuzey.example?subject=x", "PHOTO:data:image/png;base64,iVBORw0K",
      "LOGO;VALUE=uri:https://kuzey.example/a,b;c.png", "KEY:data:application/pgp-keys,%41b", version: "4.0")
    #expect(card.numberTexts == ["+44-20-7946-0123;ext=12/work", "+44-20-7946-0124//fax"])
    #expect(card.addresses == ["derya+aksoy@kuzey.example"])
    #expect(
      card.documents == [
        ContactCard.Document(
          name: "photo.png", mediaType: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]),
        ContactCard.Document(name: "key.asc", mediaType: "application/pgp-keys", bytes: [UInt8]("Ab".utf8)),
      ])
    #expect(card.fields["logo"] == "https://kuzey.example/a,b;c.png")
  }

  @Test func foldedLinesAreJoined() throws {
    let card = try ReadCards.vcard("F", " N:Der", "\tya ", "  Ak", " soy", "NOTE;TYPE=a", " ;TYPE=b:x", " y")
    #expect(card.name == "Derya  Aksoy")
    #expect(card.fields["note"] == "xy")
  }

  @Test func inVersion21TheBlankOfTheFoldingIsText() throws {
    let card = try ReadCards.vcard("N:Aksoy;Derya", "NOTE:bir", " iki", version: "2.1")
    #expect(card.fields["note"] == "bir iki")
  }

  @Test func foldingMayCutCharacters() throws {
    let bytes = [UInt8]("BEGIN:VCARD\nVERSION:3.0\nFN:Ay\u{15F}".utf8)
    let cut = bytes.dropLast() + [UInt8]("\n ".utf8) + bytes.suffix(1) + [UInt8]("e\nEND:VCARD".utf8)
    #expect(try ReadCards(Array(cut)).names == ["Ayşe"])
  }

  @Test func backslashes() throws {
    let card = try ReadCards.vcard(
      "FN:a\\, b\\; c\\\\d", "ORG:x\\;y;z", "NOTE:\\N\\t\\:\\\"\\\\n", "CATEGORIES:a\\,b,c", "URL:http\\://x.example")
    #expect(card.name == "a, b; c\\d")
    #expect(card.organisation == "x;y")
    #expect(card.fields["department"] == "z")
    #expect(card.fields["note"] == "\\t:\"\\n")
    #expect(card.categories == ["a,b", "c"])
    #expect(card.fields["url"] == "http://x.example")
  }

  @Test func groupsOfOtherCards() throws {
    let card = try ReadCards.vcard(
      "KIND:group", "FN:Bayiler", "MEMBER:urn:uuid:1", "MEMBER:mailto:b@x.example", version: "4.0")
    #expect(card.kind == .group)
    #expect(card.fields["members"] == "urn:uuid:1\nmailto:b@x.example")
  }

  @Test func placesAreThoseOfTheFile() throws {
    let text = "BEGIN:VCARD\r\nFN:a\r\nNOTE:x\r\n y\r\n\r\nEND:VCARD\r\n\r\nBEGIN:VCARD\nFN:b\nEND:VCARD\n"
    let read = try ReadCards(text)
    #expect(read.cards.map(\.line) == [1, 8])
    #expect(read.cards.map(\.offset) == [0, 46])
    #expect(try ReadCards(utf16File(text)).cards.map(\.offset) == [2, 94])
  }
}
