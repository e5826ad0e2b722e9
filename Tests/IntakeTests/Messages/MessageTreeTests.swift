import Foundation
import Intake
import Testing

/// `.eml` files, trees of them, and what else lies in such trees.
@Suite struct MessageTreeTests {
  private let folder: TemporaryFolder
  private func text(_ subject: String) -> String { "Subject: \(subject)\nFrom: a@example.com\n\nx\n" }

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ format: MailboxFormat = .auto, limits: MessageReadLimits = .default) throws -> ScanResult {
    try ScanResult([folder.path], format, limits: limits, below: folder.path)
  }

  @Test(arguments: [MailboxFormat.auto, .eml])
  func treesAreReadInTheOrderOfNames(format: MailboxFormat) throws {
    try folder.write("b/2.eml", text("2"))
    try folder.write("b/1.eml", text("1"))
    try folder.write("b/c/3.eml", text("3"))
    try folder.write("a.eml", text("0"))
    try folder.write(".hidden.eml", text("hidden"))
    try folder.write(".hidden/4.eml", text("hidden"))
    let result = try scan(format)
    #expect(result.messages.map(\.path) == ["a.eml", "b/1.eml", "b/2.eml", "b/c/3.eml"])
    #expect(result.texts == [text("0"), text("1"), text("2"), text("3")])
    #expect(result.found.map(\.folder) == [nil, "b", "b", "b/c"])
    #expect(result.found.allSatisfy { $0.locator == .file && $0.flags == nil && $0.envelopeSender == nil })
    #expect(result.failed.isEmpty)
  }

  @Test func singleFileIsRead() throws {
    let path = try folder.write("a.eml", text("a"))
    let result = try ScanResult([path])
    #expect(result.texts == [text("a")])
    #expect(result.found.map(\.path) == [path])
  }

  @Test func oneTreeMayHoldEverything() throws {
    try folder.write("alone.eml", text("alone"))
    try folder.write("list.mbox", MboxWriter(dialect: .mboxrd).write([[UInt8](text("in mbox"))]))
    try folder.write("dir/cur/1:2,S", text("in maildir"))
    try folder.makeFolder("dir/new")
    try folder.write("mh/17", text("by number"))
    let result = try scan()
    #expect(result.texts == [text("alone"), text("in maildir"), text("in mbox"), text("by number")])
    #expect(result.found.map(\.folder) == [nil, "dir", "list.mbox", "mh"])
    #expect(result.found.map(\.flags) == [nil, "S", nil, nil])
  }

  @Test func everyOtherFileIsReportedWithItsReason() throws {
    let others: [(String, [UInt8], String)] = [
      ("archive.zip", [0x50, 0x4B, 3, 4], "ZIP"), ("binary.dat", [1, 2, 0, 3, 10, 5], "binary"),
      ("empty.eml", [], "empty"),
      ("list.mbox.gz", [0x1F, 0x8B, 8, 0], "gzip"), ("mail.msg", [0xD0, 0xCF, 0x11, 0xE0], ".msg"),
      ("notes.txt", [UInt8]("Dear all,\n\nhello\n"), "header fields"), ("old.pst", [UInt8]("!BDN...."), "PST"),
      ("settings.yaml", [UInt8]("name: x\ncolour: red\n"), "header fields"),
      ("wide.txt", [0xFF, 0xFE, 0x46, 0], "UTF-16"),
    ]
    for (name, bytes, _) in others { try folder.write(name, bytes) }
    try folder.write("z.eml", text("last"))
    let result = try scan()
    #expect(result.texts == [text("last")])
    #expect(result.failed == others.map { IntakeError(code: .notMail, path: $0.0, reason: "") })
    for (error, other) in zip(result.failed, others) {
      #expect(error.reason.contains(other.2), "\(error)")
      #expect(error.description.hasPrefix(other.0 + ": ") && error.description.hasSuffix("."))
    }
  }

  @Test(arguments: [
    ("a.eml", "X: only one field\n\nx\n", true), ("a", "X: only one field\n\nx\n", false),
    ("a", "Subject: only one field\n\nx\n", false), ("a", "Subject: two\nDate: x\n\nx\n", true),
    ("a", "\u{FEFF}Subject: two\nDate: x\n\nx\n", true), ("a", "\r\n\nSubject: two\r\nDate: x\r\n\r\nx", true),
    ("a", "Received: from a\n\tby b\nSUBJECT : x\n\n", true), ("a", " Subject: two\nDate: x\n\nx\n", false),
    ("a.EML", "X: y", true), ("a.eml", "no fields\n", false), ("a", "BEGIN:VCARD\nTO:x\nEND:VCARD\n", false),
  ])
  func headerFieldsMakeAMail(name: String, text: String, isMail: Bool) throws {
    try folder.write(name, text)
    let result = try scan()
    #expect(result.texts == (isMail ? [text] : []))
    #expect(result.failed.map(\.code) == (isMail ? [] : [.notMail]))
  }

  @Test func appleMailFilesAreReadWithoutTheirList() throws {
    let mail = text("apple")
    try folder.write("1.emlx", "\(mail.utf8.count)      \n\(mail)<?xml version=\"1.0\"?>\n<plist/>\n")
    try folder.write("2.partial.emlx", "\(mail.utf8.count)\n\(mail)<plist/>")
    try folder.write("3.emlx", "\(mail.utf8.count + 1)\n\(mail)")
    try folder.write("4.emlx", "999999999999999999\n\(mail)")
    try folder.write("5.emlx", "0\n\(mail)")
    let result = try scan()
    #expect(result.texts == [mail, mail])
    #expect(result.found.map(\.defects.count) == [0, 1])
    #expect(result.failed.map(\.code) == [.truncated, .truncated, .truncated])
  }

  @Test func fileThatBeginsWithAFromLineCanBeMeantAsOneMessage() throws {
    let both = MboxWriter(dialect: .mboxrd).write([[UInt8](text("1")), [UInt8](text("2"))])
    try folder.write("a", both)
    #expect(try scan(.auto).texts == [text("1"), text("2")])
    #expect(try scan(.eml).messages.map(\.text) == [both])
  }

  @Test func linksLeadToFilesOnly() throws {
    try folder.write("a/1.eml", text("1"))
    try folder.link("a/2.eml", to: "1.eml")
    try folder.link("a/3.eml", to: "gone.eml")
    try folder.link("a/loop", to: "..")
    try folder.link("b", to: "a")
    let result = try scan()
    #expect(result.messages.map(\.path) == ["a/1.eml", "a/2.eml"])
    #expect(
      result.failed == [
        IntakeError(code: .notFound, path: "a/3.eml", reason: ""),
        IntakeError(code: .linkNotFollowed, path: "a/loop", reason: ""),
        IntakeError(code: .linkNotFollowed, path: "b", reason: ""),
      ])
    // A link that the user names is followed.
    #expect(try ScanResult([folder.path + "/b"]).texts.count == 2)
  }

  @Test func pipesDoNotStopTheScan() throws {
    try folder.write("z.eml", text("1"))
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let result = try scan()
    #expect(result.texts == [text("1")])
    #expect(result.failed == [IntakeError(code: .notMail, path: "pipe", reason: "")])
    #expect(try ScanResult([folder.path + "/pipe"]).failed.map(\.code) == [.notMail])
  }

  @Test func pathsThatDoNotExistAreReported() throws {
    let path = try folder.write("a.eml", text("1"))
    let result = try ScanResult([folder.path + "/none", path, path + "/below", "a\u{0}b", ""])
    #expect(result.texts == [text("1")])
    #expect(result.failed.map(\.code) == [.notFound, .notFound, .notFound, .notFound])
  }

  @Test(.disabled(if: getuid() == 0, "the superuser may read everything"))
  func whatMayNotBeReadIsReported() throws {
    let path = try folder.write("a.eml", text("1"))
    try folder.write("b/1.eml", text("2"))
    #expect(chmod(path, 0) == 0 && chmod(folder.path + "/b", 0) == 0)
    defer { chmod(folder.path + "/b", 0o700) }
    #expect(try scan().failed.map(\.code) == [.permissionDenied, .permissionDenied])
  }

  @Test func deepFoldersEndAtTheLimit() throws {
    var limits = MessageReadLimits()
    limits.folderDepth = 3
    try folder.write("1/2/3/a.eml", text("near"))
    try folder.write("1/2/3/4/b.eml", text("far"))
    let result = try scan(limits: limits)
    #expect(result.texts == [text("near")])
    #expect(result.failed == [IntakeError(code: .tooDeep, path: "1/2/3/4", reason: "")])
  }

  @Test func largeMessagesComeAsStreams() throws {
    var limits = MessageReadLimits()
    limits.inMemory = 100
    limits.chunk = 64
    let long = text("long") + String(repeating: "text\n", count: 1000)
    try folder.write("a.eml", long)
    try folder.write("b.emlx", "\(long.utf8.count)\n\(long)<plist/>")
    let result = try scan(limits: limits)
    #expect(result.texts == [long, long])
    #expect(result.found.map(\.body.count) == [UInt64(long.utf8.count), UInt64(long.utf8.count)])
  }

  @Test func totalBytesAreThoseOfTheFilesToBeRead() throws {
    try folder.write("a.eml", text("1"))
    try folder.write("dir/cur/1:2,S", text("22"))
    try folder.write("dir/new/2", text("333"))
    try folder.write("dir/tmp/3", text("4444"))
    try folder.write("dir/dovecot-uidlist", "x")
    let wanted = [text("1"), text("22"), text("333")].reduce(0) { $0 + UInt64($1.utf8.count) }
    #expect(MailSourceScanner(paths: [folder.path]).totalBytes == wanted)
    #expect(MailSourceScanner(paths: [folder.path, folder.path + "/none"]).totalBytes == wanted)
  }
}
