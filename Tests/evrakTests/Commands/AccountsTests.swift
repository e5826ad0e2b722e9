import Foundation
import Testing

/// `accounts …`, and imports by account.
@Suite struct AccountsTests {
  private func accounts(_ space: Workspace) throws -> [String: [String: Any]] {
    Dictionary(
      uniqueKeysWithValues: try space.evrak("accounts", "--json").objects().map { ($0["account"] as? String ?? "", $0) }
    )
  }

  @Test func accountsAreAddedChangedAndRetired() throws {
    let space = try Workspace()
    let added = try space.evrak(
      "accounts", "add", "Info@Meltem.Example", "--owner", "Selin", "--alias", "@meltem.example", "--alias",
      "Satis@m.example")
    #expect(added.status == 0 && added.lines.count == 1)
    _ = try space.evrak("accounts", "add", "0232 555 01 11", "--kind", "fax", "--region", "TR", "--json")
    var known = try accounts(space)
    #expect(Set(known.keys) == ["info@meltem.example", "+902325550111"])
    #expect(known["info@meltem.example"]?["aliases"] as? [String] == ["@meltem.example", "satis@m.example"])
    #expect(known["+902325550111"]?["kind"] as? String == "fax")
    _ = try space.evrak(
      "accounts", "edit", "info@meltem.example", "--owner", "Murat", "--remove-alias", "satis@m.example", "--add-alias",
      "teklif@m.example")
    _ = try space.evrak("accounts", "retire", "0232 555 01 11")
    known = try accounts(space)
    #expect(known["info@meltem.example"]?["owner"] as? String == "Murat")
    #expect(known["info@meltem.example"]?["aliases"] as? [String] == ["@meltem.example", "teklif@m.example"])
    #expect(known["+902325550111"]?["retired"] as? Bool == true)
    _ = try space.evrak("accounts", "retire", "+902325550111", "--undo")
    #expect(try accounts(space)["+902325550111"]?["retired"] as? Bool == false)
  }

  @Test func anAliasMakesEarlierMailOutbound() throws {
    let space = try Workspace()
    _ = try space.write("mail/1.eml", Workspace.mail(1, from: "satis@meltem.example"))
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    func direction() throws -> String? {
      try space.evrak("timeline", "info@meltem.example", "--json").objects().first?["direction"] as? String
    }
    #expect(try direction() == "inbound")
    _ = try space.evrak("accounts", "edit", "info@meltem.example", "--add-alias", "satis@meltem.example")
    #expect(try direction() == "internal")
    // An alias leads to the account's timeline.
    #expect(try space.evrak("timeline", "satis@meltem.example", "--json").lines.count == 1)
    _ = try space.evrak("accounts", "edit", "info@meltem.example", "--remove-alias", "satis@meltem.example")
    #expect(try direction() == "inbound")
  }

  @Test func theOwnerOfAnAccountOwnsWhatIsImported() throws {
    let space = try Workspace()
    _ = try space.evrak("accounts", "add", "info@meltem.example", "--owner", "Selin Karadağ")
    _ = try space.write("mail/1.eml", Workspace.mail(1))
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    #expect(try space.evrak("timeline", "selin karadağ", "--json").lines.count == 1)
  }

  @Test func anOwnerNamedLaterHasWhatCameBeforeAndASuccessorHasItAll() throws {
    let space = try Workspace()
    _ = try space.write("mail/1.eml", Workspace.mail(1))
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    _ = try space.evrak("accounts", "add", "info@meltem.example", "--owner", "Selin Karadağ")
    #expect(try space.evrak("timeline", "Selin Karadağ", "--json").lines.count == 1)
    _ = try space.evrak("accounts", "edit", "info@meltem.example", "--owner", "Deniz Yalçın")
    _ = try space.write("mail/2.eml", Workspace.mail(2))
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    #expect(try space.evrak("timeline", "Deniz Yalçın", "--json").lines.count == 2)
    #expect(try space.evrak("timeline", "Selin Karadağ", "--json").lines.count == 1)
  }

  @Test func aMistypedAccountIsRefusedAndBecomesNoneOfOurs() throws {
    let space = try Workspace()
    _ = try space.write("mail/1.eml", Workspace.mail(1))
    // The first one is always new.
    #expect(try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example").status == 0)
    _ = try space.evrak("accounts", "edit", "info@meltem.example", "--add-alias", "satis@meltem.example")
    _ = try space.evrak("accounts", "add", "+90 232 555 01 10")
    let mail = ["import", space.path + "/mail", "--account"]
    let sms = ["record", "sms", "--from", "+905325550140", "--text", "Geldim", "--account"]
    let typed = [
      (mail + ["inof@meltem.example"], "did you mean info@meltem.example?"),
      (mail + ["satis@meltem.example"], "another address of info@meltem.example"),
      (mail + ["kim@baska.example"], "`evrak accounts` lists"),
      (sms + ["+90 232 555 01 11"], "did you mean +902325550110?"),
    ]
    for (arguments, hint) in typed {
      let result = try space.evrak.run(arguments)
      #expect(result.status == 66 && result.errors.contains(hint), "\(result.errors)")
      #expect(result.errors.contains("accounts add") && result.errors.split(separator: "\n").count == 1)
    }
    #expect(Set(try accounts(space).keys) == ["info@meltem.example", "+902325550110"])
    #expect(try space.evrak.run(sms + ["+90 232 555 01 11", "--new-account"]).status == 0)
    #expect(try accounts(space).count == 3)
  }

  static let mistakes: [ImportTests.Mistake] = [
    .init("accounts add nobody", 64), .init("accounts add a@b@", 64), .init("accounts add 12", 64),
    .init("accounts add 05325550142", 64), .init("accounts add info@meltem.example", 73),
    .init("accounts add x@meltem.example --alias @meltem", 64), .init("accounts add x@meltem.example --kind pager", 64),
    .init("accounts edit info@meltem.example", 64), .init("accounts edit x@meltem.example --owner A", 66),
    .init("accounts edit info@meltem.example --remove-alias x@meltem.example", 66),
    .init("accounts retire x@meltem.example", 66),
  ]

  @Test func mistakesGetOneSentence() throws {
    let space = try Workspace()
    _ = try space.evrak("accounts", "add", "info@meltem.example")
    for mistake in Self.mistakes {
      let result = try space.evrak.run(mistake.arguments)
      #expect(result.status == mistake.status, "\(mistake): \(result.errors)")
      #expect(result.errors.hasPrefix("evrak: ") && result.errors.split(separator: "\n").count == 1, "\(mistake)")
    }
    #expect(try space.evrak("events", "--json").lines.count == 1)
  }
}
