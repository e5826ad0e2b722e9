import Foundation
import Intake
import Testing

@Suite struct MaildirTests {
  private let folder: TemporaryFolder
  private func text(_ subject: String) -> String { "Subject: \(subject)\nFrom: a@example.com\n\nx\n" }

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ format: MailboxFormat = .auto) throws -> ScanResult {
    try ScanResult([folder.path], format, below: folder.path)
  }

  @Test(arguments: [MailboxFormat.auto, .maildir])
  func messagesComeInTheOrderOfTheirUniqueNames(format: MailboxFormat) throws {
    try folder.write("cur/3.c.host:2,RS", text("3"))
    try folder.write("new/2.b.host", text("2"))
    try folder.write("cur/1.a.host,S=40:2,", text("1"))
    try folder.write("tmp/0.x.host", text("unfinished"))
    let result = try scan(format)
    #expect(result.messages.map(\.path) == ["cur/1.a.host,S=40:2,", "new/2.b.host", "cur/3.c.host:2,RS"])
    #expect(result.texts == [text("1"), text("2"), text("3")])
    #expect(result.found.map(\.flags) == ["", nil, "RS"])
    #expect(
      result.found.map(\.locator)
        == [.maildir(uniqueName: "1.a.host,S=40"), .maildir(uniqueName: "2.b.host"), .maildir(uniqueName: "3.c.host")])
    #expect(result.found.allSatisfy { $0.folder == nil && $0.defects.isEmpty })
    #expect(result.failed.isEmpty)
  }

  @Test func orderDoesNotChangeWithFlags() throws {
    try folder.write("cur/1:2,S", text("1"))
    try folder.write("cur/1-2:2,", text("1-2"))
    try folder.write("cur/10:2,", text("10"))
    #expect(try scan().texts == [text("1"), text("1-2"), text("10")])
  }

  @Test(arguments: [("1:2,FS,extra", "FS"), ("1:2,Sab", "Sab"), ("1:1,S", nil), ("1", nil), ("1:2,", "")])
  func flagsAreTheLettersAfterTwo(name: String, flags: String?) throws {
    try folder.write("cur/" + name, text("x"))
    try folder.makeFolder("new")
    #expect(try scan().found.map(\.flags) == [flags])
  }

  @Test func foldersAreNamedAsPeopleKnowThem() throws {
    try folder.write("cur/1:2,", text("inbox"))
    try folder.makeFolder("new")
    try folder.write(".Sent/cur/1:2,S", text("sent"))
    try folder.write(".Sat&ATEBXw-.2024/new/1", text("sales"))
    try folder.write(".A &- B/cur/1:2,", text("a and b"))
    try folder.write(".Arşiv/cur/1:2,", text("utf8"))
    try folder.write(".broken &xyz/cur/1:2,", text("broken"))
    try folder.write("Nested/Inner/cur/1:2,", text("nested"))
    let result = try scan()
    #expect(
      Dictionary(uniqueKeysWithValues: zip(result.texts, result.found.map(\.folder))) == [
        text("inbox"): nil, text("sent"): "Sent", text("sales"): "Satış/2024", text("a and b"): "A & B",
        text("utf8"): "Arşiv", text("broken"): "broken &xyz", text("nested"): "Nested/Inner",
      ])
    #expect(result.failed.isEmpty)
  }

  @Test func filesOfTheServerAreNotMail() throws {
    try folder.write("cur/1:2,", text("1"))
    try folder.makeFolder("new")
    for name in [
      "dovecot-uidlist", "dovecot.index.cache", "subscriptions", "maildirsize", "maildirfolder",
      "courierimapsubscribed",
      ".dovecot.sieve", "cur/.nfs0001", "sieve/rules.sieve", "courierimapkeywords/list",
    ] { try folder.write(name, "3 V1 N2\n") }
    let result = try scan()
    #expect(result.texts == [text("1")])
    #expect(result.failed.isEmpty)
  }

  @Test func mailBesideTheFoldersIsNotForgottenSilently() throws {
    try folder.write("cur/1:2,", text("1"))
    try folder.makeFolder("new")
    try folder.write("saved.eml", text("2"))
    #expect(try scan().failed == [IntakeError(code: .notMail, path: "saved.eml", reason: "")])
  }

  @Test func oddFilesAreKeptAndOthersReported() throws {
    try folder.makeFolder("new")
    try folder.write("cur/1:2,", "")
    try folder.write("cur/2:2,", "From a@example.com Sat Jan  3 01:05:34 1996\n" + text("2"))
    try folder.write("cur/3:2,", [0x50, 0x4B, 0x03, 0x04, 0, 0])
    try folder.write("cur/4:2,", "Subject only: a field\n\nx\n")
    try folder.write("cur/5:2,", "just text")
    try folder.makeFolder("cur/6:2,")
    let result = try scan()
    #expect(result.texts == ["From a@example.com Sat Jan  3 01:05:34 1996\n" + text("2")])
    #expect(result.found.map(\.defects) == [["the file begins with a From_ line"]])
    #expect(
      result.failed
        == ["1:2,", "3:2,", "4:2,", "5:2,", "6:2,"].map { IntakeError(code: .notMail, path: "cur/" + $0, reason: "") })
  }

  @Test func filesThatVanishAreReportedAndRenamedOnesFound() throws {
    for name in ["1:2,", "2:2,", "3:2,", "4:2,"] { try folder.write("cur/" + name, text(name)) }
    try folder.makeFolder("new")
    var texts: [String] = []
    var failed: [IntakeError] = []
    let root = folder.path
    try MailSourceScanner(paths: [root]).scan(
      found: { message in
        if texts.isEmpty {
          try FileManager.default.removeItem(atPath: root + "/cur/2:2,")
          try FileManager.default.moveItem(atPath: root + "/cur/3:2,", toPath: root + "/cur/3:2,S")
        }
        try message.body.forEachChunk { texts.append(String(decoding: $0, as: UTF8.self)) }
      },
      failed: { failed.append($0) })
    #expect(texts == [text("1:2,"), text("4:2,"), text("3:2,")])
    #expect(failed == [IntakeError(code: .notFound, path: root + "/cur/2:2,", reason: "")])
  }

  @Test func linksAreFollowedToFilesAndNeverToFolders() throws {
    try folder.write("cur/1:2,", text("1"))
    try folder.makeFolder("new")
    try folder.write("elsewhere/mail", text("2"))
    try folder.link("cur/2:2,", to: folder.path + "/elsewhere/mail")
    try folder.link("cur/3:2,", to: "3:2,")
    try folder.link(".Loop", to: folder.path)
    let result = try scan()
    #expect(result.texts == [text("1"), text("2")])
    #expect(Set(result.failed.map(\.path)) == ["cur/3:2,", ".Loop"])
    #expect(result.failed.first { $0.path == ".Loop" }?.code == .linkNotFollowed)
  }

  @Test func fileOrPlainFolderIsNoMaildir() throws {
    try folder.write("a.eml", text("1"))
    #expect(try scan(.maildir).failed.map(\.code) == [.notMail])
    #expect(try ScanResult([folder.path + "/a.eml"], .maildir).failed.map(\.code) == [.notMail])
  }

  @Test func namesThatAreNotUTF8AreRead() throws {
    try folder.makeFolder("new")
    try folder.makeFolder("cur")
    let name = Array("\(folder.path)/cur/1.sipari".utf8CString.dropLast()) + [CChar(bitPattern: 0xFE), 0]
    let file = try #require(fopen(name, "w"))
    fputs(text("1"), file)
    fclose(file)
    let result = try scan()
    #expect(result.texts == [text("1")])
    #expect(result.messages.map(\.path) == ["cur/1.sipari\\xFE"])
  }
}
