import Intake
import Testing

/// The headings of the programs that people export from.
@Suite struct CSVHeadingsTests {
  @Test func outlookInEnglish() throws {
    let card = try one([
      ("Title", "Dr."), ("First Name", "Derya"), ("Middle Name", "Ayşe"), ("Last Name", "Aksoy"), ("Suffix", "Jr."),
      ("Company", "Kuzey İnşaat"), ("Department", "Satın Alma"), ("Job Title", "Müdür"),
      ("Business Street", "Liman Cad. 4"), ("Business City", "Ankara"), ("Business Postal Code", "06500"),
      ("Business Country/Region", "Türkiye"), ("Home Street", "Gül Sok. 9"), ("Business Fax", "1"),
      ("Business Phone", "2"), ("Business Phone 2", "3"), ("Home Phone", "4"), ("Mobile Phone", "5"), ("Pager", "6"),
      ("Categories", "Bayi;VIP"), ("E-mail Address", "d@kuzey.example"), ("E-mail Type", "SMTP"),
      ("E-mail Display Name", "Derya"), ("E-mail 2 Address", "derya@ev.example"), ("Notes", "n"), ("Web Page", "w"),
    ])
    #expect(card.name == "Dr. Derya Ayşe Aksoy Jr.")
    #expect(card.organisation == "Kuzey İnşaat")
    #expect(card.title == "Müdür")
    #expect(card.addresses == ["d@kuzey.example", "derya@ev.example"])
    #expect(card.numberTexts == ["1/work/fax", "2/work", "3/work", "4/home", "5/cell", "6/pager"])
    #expect(card.categories == ["Bayi", "VIP"])
    #expect(card.fields["address"] == "Liman Cad. 4, Ankara, 06500, Türkiye")
    #expect(card.fields["address-home"] == "Gül Sok. 9")
    #expect(card.fields["department"] == "Satın Alma")
    #expect(card.fields["note"] == "n")
    #expect(card.fields["url"] == "w")
    #expect(card.kind == .person)
  }

  @Test func outlookInTurkish() throws {
    let card = try one([
      ("Unvan", "Sn."), ("Ad", "Derya"), ("İkinci Ad", "Ayşe"), ("Soyadı", "Aksoy"), ("Şirket", "Kuzey İnşaat"),
      ("Bölüm", "Satın Alma"), ("İş Unvanı", "Müdür"), ("İş Adresi Cadde", "Liman Cad. 4"),
      ("İş Adresi Şehir", "Ankara"), ("İş Adresi Posta Kodu", "06500"), ("Ev Adresi Sokak", "Gül Sok. 9"),
      ("İş Faksı", "1"), ("İş Telefonu", "2"), ("İş Telefonu 2", "3"), ("Ev Telefonu", "4"), ("Cep Telefonu", "5"),
      ("Kategoriler", "Bayi"), ("E-posta Adresi", "d@kuzey.example"), ("E-posta 2 Adresi", "derya@ev.example"),
      ("Notlar", "n"), ("Web Sayfası", "w"), ("Doğum Günü", "22.03.1980"),
    ])
    #expect(card.name == "Sn. Derya Ayşe Aksoy")
    #expect(card.organisation == "Kuzey İnşaat")
    #expect(card.title == "Müdür")
    #expect(card.addresses == ["d@kuzey.example", "derya@ev.example"])
    #expect(card.numberTexts == ["1/work/fax", "2/work", "3/work", "4/home", "5/cell"])
    #expect(card.fields["address"] == "Liman Cad. 4, Ankara, 06500")
    #expect(card.fields["address-home"] == "Gül Sok. 9")
    #expect(card.fields["department"] == "Satın Alma")
    #expect(card.fields["birthday"] == "22.03.1980")
  }

  @Test func googleOldAndNew() throws {
    let old = try one([
      ("Name", "Derya Aksoy"), ("Given Name", "Derya"), ("Family Name", "Aksoy"),
      ("Group Membership", "* myContacts ::: Bayi"),
      ("E-mail 1 - Type", "* Work"), ("E-mail 1 - Value", "d@kuzey.example ::: d2@kuzey.example"),
      ("Phone 1 - Type", "Work Fax"), ("Phone 1 - Value", "1 ::: 2"), ("Phone 2 - Type", "Mobile"),
      ("Phone 2 - Value", "3"), ("Address 1 - Type", "Home"), ("Address 1 - Formatted", "Gül Sok. 9\nUrla"),
      ("Address 1 - Street", "Gül Sok. 9"), ("Organization 1 - Name", "Kuzey"), ("Organization 1 - Title", "Müdür"),
      ("Website 1 - Value", "w"),
    ])
    #expect(old.name == "Derya Aksoy")
    #expect(old.addresses == ["d@kuzey.example", "d2@kuzey.example"])
    #expect(old.numberTexts == ["1/work/fax", "2/work/fax", "3/cell"])
    #expect(old.categories == ["Bayi"])
    #expect(old.fields["address-home"] == "Gül Sok. 9, Urla")
    #expect(old.organisation == "Kuzey")
    #expect(old.title == "Müdür")
    let new = try one([
      ("First Name", "Derya"), ("Last Name", "Aksoy"), ("Organization Name", "Kuzey"), ("Organization Title", "Müdür"),
      ("Organization Department", "Satış"), ("Labels", "Bayi ::: * myContacts"), ("E-mail 1 - Label", "* Work"),
      ("E-mail 1 - Value", "d@kuzey.example"), ("Phone 1 - Label", "Şantiye"), ("Phone 1 - Value", "1"),
    ])
    #expect(new.name == "Derya Aksoy")
    #expect(new.numberTexts == ["1/Şantiye"])
    #expect(new.fields["department"] == "Satış")
    #expect(new.title == "Müdür")
    #expect(new.categories == ["Bayi"])
  }

  @Test func thunderbird() throws {
    let card = try one([
      ("First Name", "Derya"), ("Last Name", "Aksoy"), ("Display Name", "Derya Aksoy"), ("Nickname", "D"),
      ("Primary Email", "d@kuzey.example"), ("Secondary Email", "derya@ev.example"), ("Work Phone", "1"),
      ("Home Phone", "2"), ("Fax Number", "3"), ("Pager Number", "4"), ("Mobile Number", "5"),
      ("Home Address", "Gül Sok. 9"), ("Home City", "Urla"), ("Work Address", "Liman Cad. 4"), ("Work City", "Ankara"),
      ("Job Title", "Müdür"), ("Department", "Satış"), ("Organization", "Kuzey"), ("Web Page 1", "w"), ("Notes", "n"),
    ])
    #expect(card.name == "Derya Aksoy")
    #expect(card.addresses == ["d@kuzey.example", "derya@ev.example"])
    #expect(card.numberTexts == ["1/work", "2/home", "3//fax", "4/pager", "5/cell"])
    #expect(card.fields["address-home"] == "Gül Sok. 9, Urla")
    #expect(card.fields["address"] == "Liman Cad. 4, Ankara")
  }

  @Test(arguments: [
    "E-POSTA", "e posta", "Eposta", "E-Posta Adresi", "E-MAIL", "email", "e_mail", "E-Mail Address", "İş E-postası",
    " \"E-posta\" ", "Elektronik Posta",
  ])
  func headingsAreComparedFolded(heading: String) throws {
    let cell = heading.contains("\"") ? heading : "\"\(heading)\""
    #expect(try ReadCards("Adı;\(cell)\nx;a@x.example\n").cards.first?.addresses == ["a@x.example"])
  }

  @Test(arguments: [
    ("İŞ FAKSI", "1/work/fax"), ("Is Faksi", "1/work/fax"), ("iş faksı", "1/work/fax"), ("FAKS", "1//fax"),
    ("CEP TELEFONU", "1/cell"), ("GSM", "1/cell"), ("Tel.", "1/"), ("TELEFON NUMARASI", "1/"),
  ])
  func numbersOfTurkishHeadings(heading: String, number: String) throws {
    #expect(try ReadCards("Kişi,\(heading)\nx,1\n").cards.first?.numberTexts == [number])
  }

  @Test func aTableOfUnknownColumnsIsRefusedWhole() throws {
    let read = try ReadCards("\n\nSku;Fiyat;Notlar\n1;2;3\n4;5;6\n")
    #expect(read.cards.isEmpty)
    #expect(read.errors == [CardError(code: .noKnownColumn, offset: 2, line: 3, reason: "")])
    #expect(read.errors.first?.reason.contains("Ad Soyad") == true)
    #expect(read.errors.first?.reason.contains("E-mail") == true)
    let packed = try ReadCards([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08])
    #expect(packed.errors.map(\.code) == [.noKnownColumn])
    #expect(packed.errors.first?.reason.contains("spreadsheet") == true)
  }

  private func one(_ cells: [(String, String)]) throws -> ContactCard {
    func line(_ cells: [String]) -> String { cells.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n" }
    let read = try ReadCards(line(cells.map(\.0)) + line(cells.map(\.1)))
    #expect(read.errors.isEmpty)
    #expect(read.cards.count == 1)
    return try #require(read.cards.first)
  }
}
