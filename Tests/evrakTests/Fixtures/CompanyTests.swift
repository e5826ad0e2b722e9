import Foundation
import Testing

/// The two years of the invented company, taken in as a user would, and what `Fixtures/company/README.md` says of them.
@Suite("The invented company", CompanyArchive())
struct CompanyTests {
  private func company() throws -> Company { try #require(Company.current) }

  private func subjects(_ entries: [[String: Any]]) -> [String] { entries.compactMap { $0["subject"] as? String } }

  @Test(
    "each source gives what its list says",
    arguments: [
      ("info", 49, 12, 1), ("aylin.ersoy", 106, 4, 0), ("muhasebe", 51, 21, 0), ("depo", 33, 22, 0),
      ("mobile", 46, 0, 1), ("office", 25, 0, 0), ("fax", 15, 0, 0), ("notes", 30, 0, 0),
    ])
  func sources(name: String, captured: Int, sightings: Int, rejected: Int) throws {
    let counts = try #require(try company().imports[name])
    #expect(counts["captured"] == captured && counts["sightings"] == sightings && counts["rejected"] == rejected)
    #expect(counts["duplicates"] == 0)
  }

  @Test("239 mails, 71 text messages, 15 faxes and 30 notes")
  func channels() throws {
    let events = try company().space.evrak("events", "--json").objects().compactMap { $0["type"] as? String }
    let counts = Dictionary(events.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts["email.captured"] == 239 && counts["text-message.captured"] == 71)
    #expect(counts["fax.captured"] == 15 && counts["note.recorded"] == 30)
    #expect(counts["account.changed"] == 7 && counts["item.sighted"] == 59)
    #expect(try company().space.evrak("verify").status == 0)
  }

  @Test("the frame agreement with Kuzey İnşaat runs over mail, messages, a call and faxes")
  func frameAgreement() throws {
    let mails = try company().timeline(
      "satinalma@kuzey-insaat.example", "--since", "2025-09-26", "--until", "2025-10-17")
    let calls = try company().timeline("+905325550142", "--since", "2025-09-26", "--until", "2025-10-17")
    let faxes = try company().timeline("0312 555 02 12", "--since", "2025-10-14", "--until", "2025-10-17")
    #expect(
      mails.contains { $0["channel"] as? String == "email" }
        && mails.contains { $0["direction"] as? String == "outbound" })
    #expect(calls.contains { $0["channel"] as? String == "sms" })
    #expect(faxes.compactMap { $0["pages"] as? Int } == [2, 1])
    let notes = try company().timeline(
      "Selin Karadağ", "--channel", "note", "--since", "2025-10-02", "--until", "2025-10-03")
    #expect(notes.compactMap { $0["medium"] as? String } == ["phone"])
  }

  @Test("the fax that broke off, the locked contract, and the one whose document tells its time")
  func damagedFaxes() throws {
    let faxes = try company().timeline("+902325550111")
    #expect(faxes.count == 15 && faxes.allSatisfy { $0["channel"] as? String == "fax" })
    func fax(_ name: String) throws -> [String: Any] {
      try #require(faxes.first { (($0["files"] as? [[String: Any]])?.first?["name"] as? String) == name })
    }
    func defects(_ fax: [String: Any]) throws -> String {
      let position = try #require(fax["position"] as? Int)
      return try company().space.evrak("show", String(position)).output
    }
    let broken = try fax("2025-10-15-kesik.tif")
    #expect(try broken["pages"] as? Int == 1 && defects(broken).contains("can't be read to its end"))
    let locked = try fax("2025-02-10-sozlesme.pdf")
    #expect(try locked["pages"] as? Int == 0 && defects(locked).contains("protected by a password"))
    let notice = try fax("2025-04-08-yuk-ihbari.tif")
    #expect(
      notice["date_source"] as? String == "document" && (notice["date"] as? String)?.hasPrefix("2025-04-08") == true)
    // The password came by text message seventeen minutes later.
    let sent = try #require(locked["date"] as? String)
    #expect(sent.hasPrefix("2025-02-10"))
  }

  @Test("the forged notice bears the true invoice's Message-ID: both are shown, the later one is marked")
  func forged() throws {
    let mails = try company().timeline("muhasebe@meltem-yapi.example", "--since", "2025-03-01", "--until", "2025-04-01")
    let forged = try #require(mails.first { ($0["subject"] as? String)?.contains("IBAN değişikliği") == true })
    let marked = try #require(
      try company().timeline("Murat Tezel").first { ($0["position"] as? Int) == (forged["position"] as? Int) })
    let invoice = mails.first {
      $0["message_id"] as? String == forged["message_id"] as? String
        && $0["position"] as? Int != forged["position"] as? Int
    }
    #expect(invoice != nil)
    let marks = [marked, try #require(invoice)].compactMap { $0["same_message_id_as"] as? Int }
    #expect(marks.count == 1, "the one that was taken in later names the other")
    let from = try #require((forged["from"] as? [[String: Any]])?.first?["address"] as? String)
    let theirs = try company().timeline(from).compactMap { $0["position"] as? Int }
    #expect([forged, invoice].allSatisfy { theirs.contains($0?["position"] as? Int ?? 0) }, "neither hides the other")
  }

  @Test("sixty recipients each have the invitation in their timeline")
  func sixty() throws {
    let mails =
      try company().timeline("aylin.ersoy@meltem-yapi.example") + company().timeline("info@meltem-yapi.example")
    let invitation = try #require(
      mails.first { $0["subject"] as? String == "Yapı Fuarı 2025'te buluşalım: salon 4, stand B12" })
    #expect(invitation["recipients"] as? Int == 60)
    let shown = try #require(invitation["to"] as? [[String: Any]]).compactMap { $0["address"] as? String }
    for address in [shown.first, shown.last].compactMap({ $0 }) {
      #expect(
        subjects(try company().timeline(address)).contains("Yapı Fuarı 2025'te buluşalım: salon 4, stand B12"),
        "\(address)")
    }
  }

  @Test("1601 comes first and 9999 last")
  func extremes() throws {
    let depot = try company().timeline("depo@meltem-yapi.example")
    #expect(
      (depot.first?["date"] as? String)?.hasPrefix("1601-") == true
        && depot.first?["subject"] as? String == "Tarama 0001")
    let aylin = try company().timeline("aylin.ersoy@meltem-yapi.example")
    #expect((aylin.last?["date"] as? String)?.hasPrefix("9999-") == true)
    let dates = aylin.compactMap { $0["date"] as? String }
    #expect(dates.count == aylin.count && dates.count > 106)
  }

  @Test("the address of Çınar Peyzaj is one, in UTF-8 and in its xn-- form")
  func internationalised() throws {
    let one = try company().timeline("bilgi@çınar-peyzaj.example")
    let other = try company().timeline("bilgi@xn--nar-peyzaj-n6a20g.example")
    #expect(!one.isEmpty && one.compactMap { $0["position"] as? Int } == other.compactMap { $0["position"] as? Int })
    #expect(try company().space.evrak("contacts", "okan çınar", "--json").objects().count >= 1)
  }

  @Test("a letter that lies in two mailboxes byte for byte is one item, seen twice")
  func sightings() throws {
    let events = try company().space.evrak("events", "--json").objects()
    let sighted = try #require(
      events.first { $0["type"] as? String == "item.sighted" && $0["account"] as? String != "info@meltem-yapi.example" }
    )
    let item = try #require(sighted["item"] as? String)
    let shown = try #require(try company().space.evrak("show", item, "--json").objects().first)
    #expect((shown["sightings"] as? [Any])?.count ?? 0 >= 2)
  }

  @Test("a thread of several people: the buyer has changed, the thread has not")
  func thread() throws {
    let entries = try company().timeline("satinalma@kuzey-insaat.example", "--channel", "email")
    let threads = Dictionary(grouping: entries) { $0["thread"] as? Int ?? 0 }.values
    let longest = try #require(threads.max { $0.count < $1.count })
    #expect(longest.count >= 4)
    let senders = Set(
      longest.flatMap { ($0["from"] as? [[String: Any]] ?? []).compactMap { $0["address"] as? String } })
    #expect(senders.count >= 2 && Set(longest.compactMap { $0["direction"] as? String }) == ["inbound", "outbound"])
  }

  @Test("an alphanumeric sender and a short code are contacts by their names")
  func senders() throws {
    for sender in ["KORFEZBANK", "EGEKARGO", "3340"] {
      let found = try company().timeline(sender)
      #expect(!found.isEmpty && found.allSatisfy { $0["channel"] as? String == "sms" }, "\(sender)")
    }
  }
}
