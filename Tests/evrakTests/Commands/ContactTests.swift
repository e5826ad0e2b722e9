import Foundation
import Testing

/// `contacts` and `contact …`, end to end.
@Suite struct ContactTests {
  /// Three mails of two people with one domain, one of a namesake.
  private func office() throws -> Workspace {
    let space = try Workspace()
    let senders = ["derya@kuzey.com.tr", "onur@kuzey.com.tr", "derya.aksoy@posta.example"]
    for (number, address) in senders.enumerated() {
      let name = number == 1 ? "Onur Bilgin" : "Derya Aksoy"
      _ = try space.write(
        "mail/\(number).eml",
        Workspace.mail(number, from: address).replacing("Ayşe Yılmaz", with: name))
    }
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example", "--owner", "Selin")
    return space
  }

  private func contact(_ space: Workspace, _ arguments: String...) throws -> [String: Any] {
    let result = try space.evrak.run(["contact"] + arguments + ["--json"])
    #expect(result.status == 0, "\(arguments): \(result.errors)")
    return try result.objects().first ?? [:]
  }

  private func values(_ contact: [String: Any]) -> [String] {
    (contact["identities"] as? [[String: Any]] ?? []).compactMap { $0["value"] as? String }
  }

  @Test func unknownAddressesBecomeContactsThatAreFound() throws {
    let space = try office()
    #expect(try space.evrak("contacts", "--json").lines.count == 4)
    for query in ["onur", "BİLGİN", "onur@", "onur@kuzey.com.tr"] {
      let found = try space.evrak("contacts", query, "--json").objects()
      #expect(found.compactMap { $0["name"] as? String } == ["Onur Bilgin"], "\(query)")
    }
    #expect(try space.evrak("contacts", "@kuzey.com.tr", "--json").lines.count == 2)
    #expect(try space.evrak("contacts", "aksoy").output.contains("derya@kuzey.com.tr, 1 item"))
    #expect(try space.evrak("contacts", "kimse").status == 66)
  }

  @Test func aContactIsAddedChangedAndShown() throws {
    let space = try office()
    let added = try contact(
      space, "add", "Kuzey İnşaat", "--organisation", "--domain", "kuzey.com.tr", "--phone", "+90 312 555 02 10",
      "--category", "Müşteri", "--field", "address=Ankara")
    #expect(added["kind"] as? String == "organisation" && values(added) == ["+903125550210", "kuzey.com.tr"])
    let contract = try space.write("sözleşme.pdf", "%PDF")
    let edited = try contact(
      space, "edit", "kuzey insaat", "--name", "Kuzey İnşaat A.Ş.", "--remove-category", "Müşteri", "--category",
      "Bayi",
      "--field", "address=", "--document", contract)
    #expect(edited["contact"] as? String == added["contact"] as? String)
    #expect(edited["name"] as? String == "Kuzey İnşaat A.Ş." && edited["categories"] as? [String] == ["Bayi"])
    #expect((edited["fields"] as? [String: Any])?.isEmpty == true)
    #expect(try space.evrak("contact", "document", "0312 555 02 10", "1", "--region", "TR").output == "%PDF")
    let history = try space.evrak("contact", "show", "Kuzey İnşaat A.Ş.", "--history").output
    #expect(
      history.contains("name Kuzey İnşaat;") && history.contains("no category Müşteri")
        && history.contains("no address"))
    #expect(try space.evrak("contacts", "--kind", "organisation", "--json").lines.count == 1)
  }

  @Test func addressesAreLinkedAndUnlinkedWithTheirItems() throws {
    let space = try office()
    let linked = try contact(
      space, "link", "onur bilgin", "--mail", "derya.aksoy@posta.example", "--phone", "+905325550142")
    #expect(linked["items"] as? Int == 2 && values(linked).count == 3)
    #expect(try space.evrak("timeline", "onur bilgin", "--json").lines.count == 2)
    // Now it is somebody's: taking it takes a word more.
    let refused = try space.evrak("contact", "link", "derya@kuzey.com.tr", "--phone", "+905325550142")
    #expect(refused.status == 73 && refused.errors.contains("--move"))
    _ = try contact(space, "link", "derya@kuzey.com.tr", "--phone", "+905325550142", "--move")
    let left = try contact(space, "unlink", "onur bilgin", "--mail", "derya.aksoy@posta.example")
    #expect(left["items"] as? Int == 1 && values(left) == ["onur@kuzey.com.tr"])
    #expect(try space.evrak("timeline", "derya.aksoy@posta.example", "--json").lines.count == 1)
    #expect(try space.evrak("contact", "unlink", "onur bilgin", "--mail", "derya@kuzey.com.tr").status == 66)
  }

  @Test func aMergeIsUndoneExactly() throws {
    let space = try office()
    let (kept, other) = ("derya@kuzey.com.tr", "derya.aksoy@posta.example")
    let before = try [kept, other].map { try space.evrak("timeline", $0, "--json").output }
    let merged = try contact(space, "merge", kept, other, "--reason", "aynı telefon")
    #expect(merged["items"] as? Int == 2 && (merged["merged"] as? [String])?.count == 1)
    #expect(try space.evrak("timeline", other, "--json").lines.count == 2)
    #expect(try space.evrak("contact", "show", kept, "--history").output.contains("aynı telefon"))
    let parted = try contact(space, "unmerge", kept, other)
    #expect(values(parted) == [other])
    #expect(try [kept, other].map { try space.evrak("timeline", $0, "--json").output } == before)
    #expect(try space.evrak("contact", "merge", kept, kept).status == 64)
    #expect(try space.evrak("contact", "unmerge", kept, kept).status == 64)
  }

  @Test func proposalsWaitForAPerson() throws {
    let space = try office()
    let proposed = try space.evrak("contacts", "--proposals", "--json").objects()
    #expect(proposed.compactMap { $0["proposal"] as? String } == ["merge", "organisation"])
    #expect(proposed.last?["domain"] as? String == "kuzey.com.tr" && proposed.last?["organisation"] is NSNull)
    let words = try space.evrak("contacts", "--proposals").output
    #expect(words.contains("evrak contact merge") && words.contains("evrak contact add NAME --organisation"))
    _ = try contact(space, "unmerge", "derya@kuzey.com.tr", "derya.aksoy@posta.example")
    _ = try contact(space, "add", "Kuzey İnşaat", "--organisation", "--domain", "kuzey.com.tr")
    #expect(try space.evrak("contacts", "--proposals").output.contains("evrak contact affiliate @kuzey.com.tr"))
    let house = try contact(space, "affiliate", "@kuzey.com.tr", "Kuzey İnşaat", "--role", "Satın alma")
    #expect((house["members"] as? [Any])?.count == 2 && house["items"] as? Int == 2)
    #expect(try space.evrak("contacts", "--proposals").output == "Nothing is proposed.\n")
  }

  @Test func anOrganisationHasTheItemsOfItsPeopleForTheirTime() throws {
    let space = try office()
    _ = try contact(space, "add", "Kuzey İnşaat", "--organisation")
    // The mails are of 3 March 2026.
    _ = try contact(space, "affiliate", "onur bilgin", "Kuzey İnşaat", "--role", "Alım", "--until", "2026-03-02")
    #expect(try space.evrak("timeline", "Kuzey İnşaat", "--json").lines.isEmpty)
    let changed = try contact(space, "affiliate", "onur bilgin", "Kuzey İnşaat", "--until", "2026-03-03")
    #expect((changed["members"] as? [[String: Any]])?.compactMap { $0["role"] as? String } == ["Alım"])
    #expect(try space.evrak("timeline", "Kuzey İnşaat", "--json").lines.count == 1)
    _ = try contact(space, "affiliate", "onur bilgin", "Kuzey İnşaat", "--remove")
    #expect(try space.evrak("timeline", "Kuzey İnşaat", "--json").lines.isEmpty)
  }

  @Test func contactsComeInWithAPreviewAndGoOut() throws {
    let space = try office()
    let card = """
      BEGIN:VCARD
      VERSION:4.0
      FN:Onur Bilgin
      EMAIL:onur@kuzey.com.tr
      TEL;TYPE=cell:0532 555 01 42
      ORG:Kuzey İnşaat
      END:VCARD

      """
    let file = try space.write("kişiler.vcf", card)
    let before = try space.evrak("events", "--json").lines.count
    let preview = try space.evrak("contact", "import", file, "--region", "TR", "--preview")
    #expect(preview.status == 0 && preview.output.contains("changed: Onur Bilgin"))
    #expect(preview.output.contains("link: +90 532 555 01 42") && preview.output.contains("Would be new 0, changed 1"))
    #expect(try space.evrak("events", "--json").lines.count == before)
    _ = try space.evrak("contact", "import", file, "--region", "TR")
    #expect(try space.evrak("timeline", "0532 555 01 42", "--region", "TR", "--json").lines.count == 1)
    let again = try space.evrak("contact", "import", file, "--region", "TR", "--json").objects()
    #expect(again.last?["unchanged"] as? Int == 1 && again.last?["changed"] as? Int == 0)
    let table = try space.evrak("contact", "export", "--named", "--format", "csv")
    #expect(table.output.contains("Onur Bilgin") && table.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let cards = try space.evrak("contact", "export", "onur", "--format", "vcard").output
    #expect(cards.contains("EMAIL") && cards.contains("+905325550142"))
    let broken = try space.evrak("contact", "import", try space.write("bozuk.vcf", "\n\n"))
    #expect(broken.status == 65 && broken.errors.contains("bozuk.vcf"))
  }

  @Test func aFaxNumberStaysOneOnDisplayAndOnItsWayOutAndInAgain() throws {
    let space = try office()
    func faxes(_ contact: [String: Any]) -> [String] {
      (contact["identities"] as? [[String: Any]] ?? []).filter { $0["fax"] as? Bool == true }
        .compactMap { $0["value"] as? String }
    }
    _ = try contact(
      space, "add", "Kuzey İnşaat", "--organisation", "--phone", "+90 312 555 02 10", "--fax", "+90 312 555 02 12")
    let shown = try space.evrak("contact", "show", "Kuzey İnşaat").output
    #expect(shown.contains("\nNumber: +90 312 555 02 10\nFax: +90 312 555 02 12\n"))
    for format in ["vcard", "csv"] {
      let exported = try space.evrak("contact", "export", "kuzey", "--format", format).output
      let file = try space.write("kuzey.\(format)", exported)
      let other = try Workspace()
      let result = try other.evrak("contact", "import", file)
      #expect(result.status == 0 && result.output.contains("link, a fax: +90 312 555 02 12"), "\(result.output)")
      #expect(faxes(try contact(other, "show", "Kuzey İnşaat")) == ["+903125550212"], "\(format)")
      #expect(try other.evrak("contact", "import", file, "--json").objects().last?["unchanged"] as? Int == 1)
    }
    // Whoever links it last says what it is.
    #expect(faxes(try contact(space, "link", "Kuzey İnşaat", "--phone", "+90 312 555 02 12")).isEmpty)
    #expect(
      faxes(try contact(space, "link", "Kuzey İnşaat", "--fax", "+90 312 555 02 10")) == ["+903125550210"])
    // Who learns from a card that a number is a fax keeps that against a card that does not say so.
    let card = "BEGIN:VCARD\nVERSION:4.0\nFN:Onur Bilgin\nEMAIL:onur@kuzey.com.tr\nTEL%:+905325550142\nEND:VCARD\n"
    for (type, found) in [("", []), (";TYPE=fax", ["+905325550142"]), ("", ["+905325550142"])] {
      let file = try space.write("onur.vcf", card.replacing("%", with: type))
      _ = try space.evrak("contact", "import", file)
      #expect(faxes(try contact(space, "show", "onur@kuzey.com.tr")) == found)
    }
  }

  @Test func whatWasMergedIsNamedAndSetFreeByItsName() throws {
    let space = try office()
    _ = try contact(space, "merge", "derya@kuzey.com.tr", "onur@kuzey.com.tr")
    let shown = try space.evrak("contact", "show", "derya@kuzey.com.tr", "--history").output
    #expect(shown.contains("\nMerged in: Onur Bilgin (") && shown.contains("merged Onur Bilgin ("))
    #expect(values(try contact(space, "unmerge", "derya@kuzey.com.tr", "Onur Bilgin")) == ["onur@kuzey.com.tr"])
  }

  @Test func hintsOfRefusalsLeadOn() throws {
    let space = try office()
    _ = try space.evrak("accounts", "edit", "info@meltem.example", "--owner", "Selin Karadağ")
    _ = try contact(space, "add", "Kuzey İnşaat", "--organisation", "--domain", "kuzey.com.tr")
    let taken = try space.evrak("contact", "add", "Başka", "--organisation", "--domain", "kuzey.com.tr")
    #expect(taken.status == 73 && taken.errors.contains("`evrak contact edit @kuzey.com.tr`"))
    #expect(try space.evrak("contact", "edit", "@kuzey.com.tr", "--category", "Müşteri").status == 0)
    let domain = try space.evrak("timeline", "@posta.example")
    #expect(domain.status == 66 && domain.errors.contains("`evrak contacts @posta.example`"))
    #expect(try space.evrak("contacts", "@posta.example", "--json").lines.count == 1)
    let owner = try space.evrak("contact", "show", "Selin Karadağ")
    #expect(owner.status == 66 && owner.errors.contains("`evrak timeline`"))
    // Who begins so comes before who has it in the middle of the name.
    _ = try contact(space, "add", "Emre Kuzey", "--mail", "emre@baska.example")
    let half = try space.evrak("contact", "show", "kuzey").errors
    #expect(half.contains("did you mean Kuzey İnşaat (@kuzey.com.tr) or Emre Kuzey (emre@baska.example)?"), "\(half)")
  }

  @Test func aNamesakeIsSaidAndANamelessContactIsNotMade() throws {
    let space = try office()
    #expect(try space.evrak("contact", "add", "Şükrü Çağlayan").errors.isEmpty)
    let second = try space.evrak("contact", "add", "Sukru Caglayan", "--mail", "sukru@baska.example")
    #expect(second.status == 0 && second.errors.contains("There is one of the name"))
    #expect(try space.evrak("contact", "add", " ").status == 64)
    #expect(try space.evrak("contact", "edit", "onur@kuzey.com.tr", "--name", "").status == 64)
  }

  @Test func anExportInJSONIsWhatShowPrints() throws {
    let space = try office()
    let all = try space.evrak("contact", "export", "--json").lines
    #expect(all.count == 4)
    #expect(try all.contains(space.evrak("contact", "show", "onur@kuzey.com.tr", "--json").lines[0]))
  }

  static let mistakes: [ImportTests.Mistake] = [
    .init("contact show nobody", 66), .init("contact show onur@kuzey.com", 66), .init("contact show derya", 66),
    .init("contact add X --mail nobody", 64), .init("contact add X --phone 12", 64),
    .init("contact add X --phone 05325550142x", 64), .init("contact add X --domain kuzey", 64),
    .init("contact add X --field title", 64), .init("contact add X --mail onur@kuzey.com.tr", 73),
    .init("contact edit onur", 64), .init("contact edit onur --person --organisation", 64),
    .init("contact link onur", 64), .init("contact merge onur nobody", 66),
    .init("contact affiliate onur derya@kuzey.com.tr", 64),
    .init("contact affiliate onur onur --from 2026-13-01", 64),
    .init("contact affiliate onur onur --from 2026-02-01 --until 2026-01-01", 64),
    .init("contact import /no/such.vcf", 66), .init("contact import /no/such.vcf --charset yok", 64),
    .init("contact import /no/such.vcf --charset utf-8", 66), .init("contact edit onur --mail a@b.example", 64),
    .init("contact document onur 1", 66),
    .init("contact export --category yok", 66), .init("contacts --limit 0", 64),
    .init("contacts onur --region Turkey", 64),
  ]

  @Test func mistakesGetOneSentence() throws {
    let space = try office()
    let before = try space.evrak("events", "--json").lines.count
    for mistake in Self.mistakes {
      let result = try space.evrak.run(mistake.arguments)
      #expect(result.status == mistake.status, "\(mistake): \(result.errors)")
      #expect(result.errors.hasPrefix("evrak: ") && result.errors.split(separator: "\n").count == 1, "\(mistake)")
    }
    #expect(try space.evrak("events", "--json").lines.count == before)
  }
}
