import Crypto
import Foundation
import Testing

/// `record note`, `record sms` and `record fax`, as a user types them.
@Suite struct RecordTests {
  /// An office with a mailbox, a line, a fax line, and a customer who wrote once.
  static func office() throws -> Workspace {
    let space = try Workspace()
    _ = try space.evrak("accounts", "add", "+90 232 555 01 10", "--owner", "Selin Karadağ")
    _ = try space.evrak("accounts", "add", "0232 555 01 11", "--kind", "fax", "--region", "TR")
    _ = try space.evrak("accounts", "add", "info@meltem.example", "--owner", "Selin Karadağ")
    _ = try space.evrak(
      "contact", "add", "Derya Aksoy", "--mail", "derya@kuzey.example", "--phone", "0532 555 01 40", "--category",
      "Müşteri")
    return space
  }

  static let documents = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Fixtures/company/fax/documents").standardizedFileURL.path

  /// Prints what it recorded as one object with item and position, and gives those.
  private func recorded(_ space: Workspace, _ arguments: String...) throws -> (item: String, position: Int) {
    let result = try space.evrak.run(["record"] + arguments + ["--json"])
    #expect(result.status == 0, "\(result.errors)")
    let object = try #require(try result.objects().first)
    return (try #require(object["item"] as? String), try #require(object["position"] as? Int))
  }

  private func shown(_ space: Workspace, _ item: String) throws -> [String: Any] {
    try #require(try space.evrak("show", item, "--json").objects().first)
  }

  @Test func aNoteIsOnFileWithAllThatWasSaid() throws {
    let space = try Self.office()
    let plan = try space.write("plan.pdf", "%PDF-1.7")
    let (item, position) = try recorded(
      space, "note", "--with", "derya aksoy", "--with", "onur@kuzey.example", "--with", "0532 555 01 42", "--medium",
      "visit", "--place", "Yalı Evleri", "--purpose", "Teslimat", "--text", "Fiyatı konuştuk.", "--time",
      "2026-03-01T09:30:00+03:00", "--file", plan, "--follow-up", "2026-03-15", "--responsible", "Ayşe Yılmaz",
      "--follow-up-text", "Plan gönder", "--by", "Selin Karadağ")
    #expect(position == 5 && item.count == 32)
    for who in ["derya@kuzey.example", "+905325550140", "onur@kuzey.example", "+905325550142", "Selin Karadağ"] {
      let entry = try #require(try space.evrak("timeline", who, "--json").objects().first, "\(who)")
      #expect(entry["item"] as? String == item && entry["medium"] as? String == "visit")
      #expect(entry["date"] as? String == "2026-03-01T09:30:00+03:00" && entry["author"] as? String == "Selin Karadağ")
    }
    let note = try shown(space, item)
    #expect(note["text"] as? String == "Fiyatı konuştuk.")
    let due = try #require((note["note"] as? [String: Any])?["follow_up"] as? [String: Any])
    #expect(due["due"] as? String == "2026-03-15" && due["responsible"] as? [String] == ["Ayşe Yılmaz"])
    #expect(try space.evrak("show", item, "--part", "1").bytes == Data("%PDF-1.7".utf8))
    // For people: one line with id and position.
    let spoken = try space.evrak("record", "note", "--with", "derya aksoy", "--text", "Aradı.", "--medium", "phone")
    #expect(spoken.lines.count == 1 && spoken.output.hasSuffix("at position 6.\n"))
  }

  @Test func anAmendmentLeavesTheEarlierTextReadable() throws {
    let space = try Self.office()
    let (item, position) = try recorded(
      space, "note", "--with", "derya aksoy", "--text", "Teslim 15 Mart.", "--follow-up", "2026-03-10")
    let amended = try recorded(
      space, "note", "--amends", String(position), "--text", "Teslim 20 Mart oldu.", "--with", "onur@kuzey.example",
      "--follow-up", "2026-03-20", "--by", "Murat Tezel")
    #expect(amended.item == item || amended.position == position + 1)
    let entry = try #require(try space.evrak("timeline", "onur@kuzey.example", "--json").objects().first)
    #expect(entry["first_words"] as? String == "Teslim 20 Mart oldu." && entry["item"] as? String == item)
    let whole = try space.evrak("show", item).output
    #expect(
      whole.contains("Teslim 15 Mart.") && whole.contains("Teslim 20 Mart oldu.") && whole.contains("Murat Tezel"))
    _ = try recorded(space, "note", "--amends", item, "--no-follow-up")
    let plan = try space.write("plan.pdf", "%PDF-1.7")
    _ = try recorded(space, "note", "--amends", item, "--file", plan)
    #expect(try space.evrak("show", item).output.contains("\nFile 1: plan.pdf (application/pdf, 8 bytes)\n"))
    #expect(try space.evrak("show", item, "--part", "1").output == "%PDF-1.7")
    let last = try #require(try space.evrak("timeline", "derya aksoy", "--json").objects().first)
    #expect(last["follow_up"] is NSNull)
    #expect((try shown(space, item)["amendments"] as? [Any])?.count == 3)
  }

  @Test func aTextMessageHasBothEndsAndItsDirection() throws {
    let space = try Self.office()
    let (item, _) = try recorded(
      space, "sms", "--account", "0232 555 01 10", "--from", "0532 555 01 42", "--text", "Araç geldi 👍", "--time",
      "2026-03-01T10:00:00+03:00")
    let photo = try space.write("foto.jpg", "jpeg")
    let sent = try recorded(
      space, "sms", "--account", "+902325550110", "--to", "Derya Aksoy", "--to", "+905325550142", "--text",
      "Teşekkürler",
      "--file", photo, "--time", "2026-03-01T10:05:00+03:00")
    let entries = try space.evrak("timeline", "+905325550142", "--json", "--oldest").objects()
    #expect(entries.compactMap { $0["item"] as? String } == [item, sent.item])
    #expect(entries.compactMap { $0["direction"] as? String } == ["inbound", "outbound"])
    #expect(entries.compactMap { $0["account"] as? String } == ["+902325550110", "+902325550110"])
    #expect(try space.evrak("timeline", "Selin Karadağ", "--json").lines.count == 2, "the owner of the line")
    #expect(try space.evrak("show", sent.item, "--part", "1").output == "jpeg")
    #expect(try shown(space, item)["text"] as? String == "Araç geldi 👍")
    let short = try recorded(space, "sms", "--account", "+902325550110", "--from", "3340", "--text", "Kodunuz 1")
    #expect(
      try space.evrak("timeline", "3340", "--json").objects().compactMap { $0["item"] as? String } == [short.item])
  }

  @Test func aFaxTellsPagesAndTimeOfItsDocument() throws {
    let space = try Self.office()
    let documents = Self.documents
    let whole = documents + "/2024-05-13-davet-2024-17.tif"
    let (item, position) = try recorded(
      space, "fax", whole, "--account", "+902325550111", "--from", "0312 555 02 12", "--subject", "Davet")
    let entry = try #require(try space.evrak("timeline", "0312 555 02 12", "--json").objects().first)
    #expect(entry["pages"] as? Int == 3 && entry["date_source"] as? String == "document")
    #expect(entry["direction"] as? String == "inbound" && entry["subject"] as? String == "Davet")
    let document = try Data(contentsOf: URL(fileURLWithPath: whole))
    #expect(try space.evrak("show", item, "--part", "1").bytes == document)
    // The original states the digest of the document, so that a proof binds it.
    let digest = SHA256.hash(data: document).map { String(format: "%02x", $0) }.joined()
    #expect(try space.evrak("show", item, "--raw").output.contains("\"sha256\":\"\(digest)\""))
    // The same once more adds nothing, and says where it is.
    let again = try space.evrak(
      "record", "fax", whole, "--account", "+902325550111", "--from", "0312 555 02 12", "--subject", "Davet")
    #expect(again.status == 0 && again.output.contains("position \(position)"))
    // The same document to somebody else is another fax.
    let other = try recorded(space, "fax", whole, "--account", "+902325550111", "--to", "0232 555 03 21")
    #expect(other.position != position)
    let sent = try #require(try space.evrak("timeline", "0232 555 03 21", "--json").objects().first)
    #expect(sent["direction"] as? String == "outbound" && sent["item"] as? String == other.item)
    let locked = try space.evrak(
      "record", "fax", documents + "/2025-02-10-sozlesme.pdf", "--account", "+902325550111", "--to", "derya aksoy")
    #expect(locked.status == 0 && locked.errors.contains("protected by a password"))
    #expect(try space.evrak("timeline", "derya aksoy", "--channel", "fax").output.contains("pages not counted"))
  }

  @Test func aFaxGoesToTheFaxOfAContactAndAMessageToItsTelephone() throws {
    let space = try Self.office()
    let offer = Self.documents + "/2024-05-13-davet-2024-17.tif"
    _ = try space.evrak(
      "contact", "add", "Kuzey İnşaat", "--organisation", "--phone", "0312 555 02 10", "--fax", "0312 555 02 12")
    let fax = try recorded(space, "fax", offer, "--account", "+902325550111", "--to", "Kuzey İnşaat")
    let sms = try recorded(space, "sms", "--account", "+902325550110", "--to", "Kuzey İnşaat", "--text", "Fakslandı")
    func ends(_ item: String) throws -> [String] {
      let entry = try shown(space, item)["entry"] as? [String: Any]
      return (entry?["to"] as? [[String: Any]] ?? []).compactMap { $0["address"] as? String }
    }
    #expect(try ends(fax.item) == ["+903125550212"] && ends(sms.item) == ["+903125550210"])
    _ = try space.evrak("contact", "link", "Kuzey İnşaat", "--fax", "0312 555 02 13")
    let refused = try space.evrak("record", "fax", offer, "--account", "+902325550111", "--to", "Kuzey İnşaat")
    #expect(refused.status == 66 && refused.errors.contains("(+90 312 555 02 12, +90 312 555 02 13)"))
    // Who has no fax of his own may have one number for all.
    _ = try recorded(space, "fax", offer, "--account", "+902325550111", "--to", "Derya Aksoy")
  }

  static let mistakes: [ImportTests.Mistake] = [
    .init("record note --text Selam", 64), .init("record note --with derya@kuzey.example", 64),
    .init("record note --with nobody --text Selam", 66), .init("record note --with kimse@ --text Selam", 66),
    .init("record note --with derya@kuzey.example --text a --follow-up 2026-02-30", 64),
    .init("record note --with derya@kuzey.example --text a --follow-up tomorrow", 64),
    .init("record note --with derya@kuzey.example --text a --responsible Selin", 64),
    .init("record note --with derya@kuzey.example --text a --time yesterday", 64),
    .init("record note --with derya@kuzey.example --text a --time 2026-03-01T25:00", 64),
    .init("record note --with derya@kuzey.example --text a --medium fax", 64),
    .init("record note --with derya@kuzey.example --file /no/such/file", 66),
    .init("record note --with derya@kuzey.example --text a --no-follow-up", 64),
    .init("record note --amends 99 --text a", 66), .init("record note --amends 1 --text a", 66),
    .init("record sms --account +902325550110 --text a", 64),
    .init("record sms --account +902325550110 --from 12345678901234567890 --text a", 64),
    .init("record sms --account +90 --from +905325550140 --text a", 64),
    .init("record sms --account 0232 --from +905325550140 --text a", 64),
    .init("record sms --account info@meltem.example --from +905325550140 --text a", 64),
    .init("record sms --account +902325550110 --from +905325550140", 64),
    .init("record sms --account +902325550110 --from nobody@kuzey.example --text a", 66),
    .init("record sms --account +902325550110 --from +905325550140 --to +905325550141 --text a", 64),
    .init("record sms --account +902325550110 --from 05325550140 --text a --region XX", 64),
    .init("record sms --account +902325550110 --from +902325550110 --text a", 64),
    .init("record fax /no/such.tif --account +902325550111 --from +903125550212", 66),
    .init("record fax /etc/hostname --account +902325550111 --from +903125550212", 65),
    .init("record fax /etc/hostname --account +902325550111", 64),
  ]

  @Test func mistakesGetOneSentenceAndChangeNothing() throws {
    let space = try Self.office()
    for mistake in Self.mistakes {
      let result = try space.evrak.run(mistake.arguments)
      #expect(result.status == mistake.status, "\(mistake): \(result.errors)")
      #expect(result.errors.hasPrefix("evrak: "), "\(mistake)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(mistake): \(result.errors)")
      #expect(result.output.isEmpty, "\(mistake)")
    }
    #expect(try space.evrak("events", "--json").lines.count == 4)
  }

  @Test func onlyNotesCanBeAmended() throws {
    let space = try Self.office()
    let (item, _) = try recorded(
      space, "sms", "--account", "+902325550110", "--from", "0532 555 01 42", "--text", "Araç geldi")
    let result = try space.evrak("record", "note", "--amends", item, "--text", "Gelmedi")
    #expect(result.status == 64 && result.errors.contains("no meeting note"))
  }
}
