import Foundation
import Testing

/// `import --format sms|fax|notes`, and `timeline` over all channels.
@Suite struct RecordImportTests {
  private static let messages = (1...9).map { number in
    #"{"direction":"\#(number % 3 == 0 ? "outbound" : "inbound")","time":"2026-03-0\#(number)T09:00:00+03:00","\#(number % 3 == 0 ? "to" : "from")":"0532 555 01 42","text":"İleti \#(number)"}"#
  }

  private static let notes = [
    #"{"channel":"note","author":"Selin","time":"2026-03-04T12:00:00+03:00","medium":"phone","text":"Aradı","with":["+905325550142"]}"#,
    #"{"channel":"note","author":"Selin","time":"2026-03-05","text":"Zamanı yanlış","with":["Onur"]}"#,
  ]

  private static let backup = """
    <?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
    <smses count="2">
      <sms address="0532 555 01 42" date="1772355600000" type="1" body="Telefondan &#55357;&#56397;" contact_name="Onur Bilgin" />
      <sms address="0532 555 01 42" date="1772355700000" type="3" body="Taslak" contact_name="Onur Bilgin" />
    </smses>

    """

  /// Nine messages, one note of two, and one message of a backup: positions 1 to 11.
  private func office() throws -> Workspace {
    let space = try Workspace()
    let log = try space.write("hat.ndjson", Self.messages.joined(separator: "\n") + "\n")
    let first = try space.evrak("import", log, "--format", "sms", "--account", "+902325550110", "--json").objects()
    #expect(first.last?["captured"] as? Int == 9)
    let notes = try space.evrak(
      "import", try space.write("notlar.ndjson", Self.notes.joined(separator: "\n")), "--format", "notes", "--json")
    #expect(notes.status == 65 && notes.errors.contains("RFC 3339"))
    let backup = try space.evrak(
      "import", try space.write("yedek.xml", Self.backup), "--format", "sms", "--account", "+905325550110",
      "--new-account", "--json")
    #expect(backup.status == 65 && backup.errors.contains("draft"))
    return space
  }

  @Test func recordsOfAllChannelsStandInOneTimeline() throws {
    let space = try office()
    let entries = try space.evrak("timeline", "0532 555 01 42", "--json", "--oldest").objects()
    #expect(entries.count == 11)
    let dates = entries.compactMap { $0["date"] as? String }
    #expect(dates.prefix(2) == ["2026-03-01T09:00:00+03:00", "2026-03-01T09:00:00Z"])
    #expect(entries.filter { $0["channel"] as? String == "note" }.count == 1)
    #expect(entries.contains { $0["first_words"] as? String == "Telefondan 👍" })
    // The name in the phone is the contact's.
    #expect(try space.evrak("contacts", "onur bilgin", "--json").lines.count == 1)
    // Again, nothing is added.
    let again = try space.evrak(
      "import", space.path + "/hat.ndjson", "--format", "records", "--account", "+902325550110", "--json"
    ).objects()
    #expect(again.last?["duplicates"] as? Int == 9 && again.last?["captured"] as? Int == 0)
    #expect(try space.evrak("verify").status == 0)
  }

  @Test func aTimelineIsNarrowedAndTurnedOver() throws {
    let space = try office()
    func count(_ options: String...) throws -> Int {
      try space.evrak.run(["timeline", "+905325550142", "--json"] + options).lines.count
    }
    #expect(try count("--channel", "sms") == 10 && count("--channel", "note") == 1)
    #expect(try count("--channel", "sms", "--channel", "note") == 11 && count("--channel", "email") == 0)
    #expect(
      try count("--direction", "outbound") == 3 && count("--direction", "inbound", "--direction", "outbound") == 10)
    #expect(try count("--since", "2026-03-04T00:00:00+03:00", "--until", "2026-03-06T00:00:00+03:00") == 3)
    #expect(try count("--direction", "inbound", "--channel", "sms", "--until", "2026-03-02") == 2)
    #expect(try space.evrak("timeline", "+902325550110", "--json").lines.count == 9, "the line's own")
  }

  @Test(arguments: [false, true]) func pagesGoOnWhereTheLastOneEnded(oldestFirst: Bool) throws {
    let space = try office()
    let order = oldestFirst ? ["--oldest"] : []
    let whole = try space.evrak.run(["timeline", "+905325550142", "--json"] + order).objects()
    var found: [[String: Any]] = []
    var cursor: [String] = []
    while case let page = try space.evrak.run(
      ["timeline", "+905325550142", "--json", "--limit", "4"] + order + cursor
    ).objects(), let last = page.last {
      found += page
      cursor = ["--cursor", try #require(last["cursor"] as? String)]
    }
    #expect(found.compactMap { $0["position"] as? Int } == whole.compactMap { $0["position"] as? Int })
    #expect(found.count == 11)
    // For people, the line on standard error says how to go on.
    let page = try space.evrak.run(["timeline", "+905325550142", "--limit", "4"] + order)
    let hint = try #require(page.errors.split(separator: " ").drop { $0 != "--cursor" }.dropFirst().first)
    let next = try space.evrak.run(
      ["timeline", "+905325550142", "--limit", "4", "--cursor", String(hint), "--json"] + order)
    #expect(try next.objects().first?["position"] as? Int == whole[4]["position"] as? Int)
  }

  static let mistakes: [ImportTests.Mistake] = [
    .init("import FILE --format sms", 64), .init("import FILE --format fax --account nobody", 64),
    .init("import FILE --account +902325550110", 64), .init("import FILE --format pager --account +902325550110", 64),
    .init("timeline +905325550142 --channel pager", 64), .init("timeline +905325550142 --direction up", 64),
    .init("timeline +905325550142 --cursor x", 64), .init("timeline +905325550142 --limit 0", 64),
    .init("timeline +905325550149", 66), .init("timeline +905325550142 --until 2026-02-30", 64),
  ]

  @Test func mistakesGetOneSentence() throws {
    let space = try office()
    for mistake in Self.mistakes {
      let result = try space.evrak.run(mistake.arguments.map { $0 == "FILE" ? space.path + "/hat.ndjson" : $0 })
      #expect(result.status == mistake.status, "\(mistake): \(result.errors)")
      #expect(result.errors.hasPrefix("evrak: ") && result.errors.split(separator: "\n").count == 1, "\(mistake)")
    }
    #expect(try space.evrak("events", "--json").lines.count == 11)
  }

  @Test func documentsOfFaxesAreNoRecordsAndSayWhereTheyComeIn() throws {
    let space = try Workspace()
    let file = try space.write("faks/2025-06-03.pdf", "%PDF-1.7")
    for path in [file, space.path + "/faks"] {
      let result = try space.evrak("import", path, "--format", "fax", "--account", "+902325550111")
      #expect(result.status == 65 && result.errors.contains("`evrak record fax`"), "\(result.errors)")
    }
  }

  @Test func aWrongNumberIsKeptAndSaid() throws {
    let space = try Workspace()
    let line =
      #"{"direction":"inbound","time":"2025-03-01T09:31:00+03:00","from":"+99999999999999999999","text":"x"}"#
    _ = try space.evrak(
      "import", space.write("a.ndjson", line), "--format", "sms", "--account", "+902325550110")
    #expect(try space.evrak("show", "1").output.contains("Defect: “+99999999999999999999”: it is no telephone number"))
  }

  @Test func theEndOfTheYear9999IsShownWholeEastOfGreenwich() throws {
    let space = try Workspace()
    let last =
      "<smses count=\"1\"><sms address=\"+905325550142\" date=\"253402300799000\" type=\"1\" body=\"Son\" /></smses>"
    _ = try space.evrak("import", space.write("a.xml", last), "--format", "sms", "--account", "+902325550110")
    let istanbul = Command(environment: space.evrak.environment.merging(["TZ": "Europe/Istanbul"]) { $1 })
    #expect(try istanbul("timeline", "+905325550142").output.hasPrefix("10000-01-01 02:59  sms"))
    // A timeline and `show` are by the same clock.
    #expect(try istanbul("show", "1").output.contains("\nDate: 10000-01-01T02:59:59+03:00\n"))
  }

  @Test func aLineIsNoMailboxAndAMailboxIsNoLine() throws {
    let space = try office()
    let line = try space.evrak("import", space.path, "--account", "+902325550110")
    #expect(line.status == 64 && line.errors.contains("--format sms"))
    let mailbox = try space.evrak(
      "import", space.path + "/hat.ndjson", "--format", "sms", "--account", "info@meltem.example")
    #expect(mailbox.status == 64 && mailbox.errors.contains("mailbox"))
  }
}
