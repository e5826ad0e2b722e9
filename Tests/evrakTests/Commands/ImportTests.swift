import Foundation
import Testing

@Suite struct ImportTests {
  private func summary(_ result: Command.Result) throws -> [String: Int] {
    let last = try #require(try result.objects().last)
    return last.compactMapValues { $0 as? Int }
  }

  @Test func importingTwiceAddsNothing() throws {
    let space = try Workspace()
    for number in 1...5 { _ = try space.write("mail/\(number).eml", Workspace.mail(number)) }
    let first = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example", "--json")
    #expect(first.status == 0)
    var counts = try summary(first)
    #expect(counts["captured"] == 5 && counts["sightings"] == 0 && counts["duplicates"] == 0 && counts["rejected"] == 0)
    let second = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example", "--json")
    counts = try summary(second)
    #expect(counts["captured"] == 0 && counts["duplicates"] == 5)
    #expect(try space.evrak("events", "--json").lines.count == 5)
  }

  @Test func sameBytesElsewhereAreASighting() throws {
    let space = try Workspace()
    _ = try space.write("a/1.eml", Workspace.mail(1))
    _ = try space.write("b/1.eml", Workspace.mail(1))
    _ = try space.evrak("import", space.path + "/a", "--account", "info@meltem.example")
    let second = try space.evrak(
      "import", space.path + "/b", "--account", "satis@meltem.example", "--new-account", "--json")
    let counts = try summary(second)
    #expect(counts["captured"] == 0 && counts["sightings"] == 1)
    let shown = try #require(try space.evrak("show", "1", "--json").objects().first)
    #expect((shown["sightings"] as? [Any])?.count == 2)
  }

  @Test func whatIsNoMailIsNamedAndTheRestGoesOn() throws {
    let space = try Workspace()
    _ = try space.write("mail/1.eml", Workspace.mail(1))
    _ = try space.write("mail/photo.eml", String(repeating: "\u{0}\u{1}\u{2}", count: 500))
    let result = try space.evrak("import", space.path + "/mail", "--account", "info@meltem.example", "--json")
    #expect(result.status == 65)
    let counts = try summary(result)
    #expect(counts["captured"] == 1 && counts["rejected"] == 1)
    #expect(result.errors.contains("photo.eml"))
  }

  @Test func acknowledgedItemsAreInTheLog() throws {
    let space = try Workspace()
    for number in 1...3 { _ = try space.write("mail/\(number).eml", Workspace.mail(number)) }
    let result = try space.evrak(
      "import", space.path + "/mail", "--account", "info@meltem.example", "--json", "--acknowledge")
    let acknowledged = try result.objects().dropLast().compactMap { $0["item"] as? String }
    let logged = try space.evrak("events", "--json").objects().compactMap { $0["item"] as? String }
    #expect(acknowledged.count == 3)
    #expect(Set(acknowledged) == Set(logged))
  }

  struct Mistake: Sendable, CustomStringConvertible {
    let arguments: [String]
    let status: Int32

    init(_ line: String, _ status: Int32) {
      arguments = line.split(separator: " ").map(String.init)
      self.status = status
    }

    var description: String { arguments.joined(separator: " ") }
  }

  static let mistakes: [Mistake] = [
    Mistake("import /no/such/folder --account a@b.example", 66),
    Mistake("import /tmp --account nobody", 64),
    Mistake("improt /tmp", 64),
    Mistake("verfy --json", 64),
    Mistake("timeline", 64),
    Mistake("show 99", 66),
    Mistake("show zz", 64),
    Mistake("timeline a@b.example --since yesterday", 64),
    Mistake("rebuild contacts", 64),
    Mistake("verify --proof x", 64),
    Mistake("prove", 64),
  ]

  @Test(arguments: mistakes)
  func mistakesGetOneSentence(_ mistake: Mistake) throws {
    let space = try Workspace()
    let result = try space.evrak.run(mistake.arguments)
    #expect(result.status == mistake.status)
    #expect(result.errors.hasPrefix("evrak: "))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }
}
