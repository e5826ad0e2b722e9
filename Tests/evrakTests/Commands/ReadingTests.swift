import Foundation
import Testing

@Suite struct ReadingTests {
  private func filled(_ count: Int = 12) throws -> Workspace {
    let space = try Workspace()
    for number in 1...count { _ = try space.write("mail/\(number).eml", Workspace.mail(number)) }
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example", "--owner", "Deniz")
    return space
  }

  @Test func aMailToMoreThanCanBeFollowedSaysSo() throws {
    let space = try Workspace()
    let everybody = (0..<10_001).map { "uye\($0)@dernek.example" }.joined(separator: ",\n ")
    _ = try space.write(
      "mail/1.eml", Workspace.mail(1).replacing("To: info@meltem.example", with: "To: \(everybody)"))
    _ = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example")
    #expect(try space.evrak("show", "1").output.contains("\nNot indexed: 2 of those whom it names"))
    #expect(try space.evrak("show", "1", "--json").objects().first?["not_indexed"] as? Int == 2)
    let line = try space.evrak("timeline", "uye0@dernek.example").output
    #expect(line.contains("(not in the timelines of 2 of them)"))
  }

  @Test func timelineIsNewestFirstAndCompareAddressesWithoutCase() throws {
    let space = try filled()
    let entries = try space.evrak("timeline", "AYSE@Kuzey.Example", "--json", "--limit", "100").objects()
    #expect(entries.count == 12)
    let dates = entries.compactMap { $0["date"] as? String }
    #expect(dates == dates.sorted(by: >))
    #expect(entries.allSatisfy { $0["direction"] as? String == "inbound" })
    let oldest = try space.evrak("timeline", "ayse@kuzey.example", "--json", "--oldest", "--limit", "2").objects()
    #expect(oldest.compactMap { $0["date"] as? String } == Array(dates.sorted().prefix(2)))
  }

  @Test func periodsAreHalfOpen() throws {
    let space = try filled()
    let none = try space.evrak("timeline", "ayse@kuzey.example", "--since", "2026-03-04", "--json")
    #expect(none.status == 0 && none.lines.isEmpty)
    let all = try space.evrak(
      "timeline", "ayse@kuzey.example", "--since", "2026-03-03T10:00:00+03:00", "--until", "2026-03-03T10:00:05+03:00",
      "--json")
    #expect(try all.objects().allSatisfy { ($0["date"] as? String ?? "") < "2026-03-03T10:00:05" })
    #expect(!all.lines.isEmpty)
  }

  @Test func aMistypedAddressGetsASuggestion() throws {
    let space = try filled(1)
    let result = try space.evrak("timeline", "ayşe@kuzey.exampel")
    #expect(result.status == 66)
    let close = try space.evrak("timeline", "ayse@kuzey.exampel")
    #expect(close.errors.contains("did you mean ayse@kuzey.example"))
  }

  @Test func theOriginalComesBackByteForByte() throws {
    let space = try Workspace()
    let original = Workspace.mail(7) + "\r\nodd \u{7f} bytes\r"
    let file = try space.write("mail/7.eml", original)
    _ = try space.evrak("import", file, "--account", "info@meltem.example")
    let raw = try space.evrak("show", "1", "--raw")
    #expect(raw.bytes == Data(original.utf8))
  }

  @Test func itemsAreFoundByIdAndByItsBeginning() throws {
    let space = try filled(3)
    let item = try #require(try space.evrak("events", "--json").objects().first?["item"] as? String)
    for name in [item, String(item.prefix(24)), item.uppercased(), "1"] {
      let shown = try space.evrak("show", name, "--json").objects().first
      #expect(shown?["item"] as? String == item)
    }
  }

  @Test func partsAreDecoded() throws {
    let space = try Workspace()
    let file = try space.write(
      "mail/parts.eml",
      """
      From: a@b.example
      Subject: =?utf-8?Q?Fatura_=C4=B0=C5=9F?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=x

      --x
      Content-Type: text/plain

      bak
      --x
      Content-Type: application/pdf; name="fatura.pdf"
      Content-Disposition: attachment
      Content-Transfer-Encoding: base64

      JVBERg==
      --x--
      """)
    _ = try space.evrak("import", file, "--account", "info@meltem.example")
    #expect(try space.evrak("show", "1", "--part", "2").output == "%PDF")
    #expect(try space.evrak("show", "1", "--part", "9").status == 66)
    #expect(try space.evrak("show", "1").output.contains("Fatura İş"))
    let parsed = try #require(try space.evrak("parse", file, "--json").objects().first)
    let attachment = try #require((parsed["attachments"] as? [[String: Any]])?.first)
    #expect(attachment["name"] as? String == "fatura.pdf" && attachment["size"] as? Int == 4)
  }

  @Test func rebuildGivesTheSameAnswers() throws {
    let space = try filled()
    let before = try space.evrak("timeline", "ayse@kuzey.example", "--json").output
    #expect(try space.evrak("rebuild").status == 0)
    #expect(try space.evrak("timeline", "ayse@kuzey.example", "--json").output == before)
    try FileManager.default.removeItem(atPath: space.archive + "/views")
    #expect(try space.evrak("timeline", "ayse@kuzey.example", "--json").output == before)
  }

  @Test func completionScriptsAreGenerated() throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try Command()("--generate-completion-script", shell)
      #expect(script.status == 0 && script.output.contains("evrak"))
    }
  }
}
