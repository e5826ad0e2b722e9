import Foundation
import Testing

@testable import Intake

/// Files and folders of records: which are read, as what, in which order, and what is said of the others.
@Suite struct RecordScannerTests {
  private static let record =
    #"{"time":"2025-03-01T09:30:00Z","direction":"inbound","from":"+905325550110","text":"Merhaba"}"#

  @Test func treeInOrder() throws {
    let folder = try TemporaryFolder()
    try folder.write("b/2.XML", BackupText.backup(BackupText.sms("two") + BackupText.sms("three")))
    try folder.write("a.jsonl", Self.record.replacing("Merhaba", with: "one"))
    try folder.write("c.ndjson", "\u{FEFF}\r\n" + Self.record.replacing("Merhaba", with: "four") + "\r\n")
    // A folder of this name is no Maildir here.
    try folder.write("d/cur/1.xml", BackupText.backup(BackupText.sms("five")))
    try folder.write("a.txt", "no record")
    try folder.write("b/media/a.jpg", "no record")
    try folder.write(".hidden.xml", "no record")
    try folder.write("elsewhere/6.xml", BackupText.backup(BackupText.sms("six")))
    try folder.link("e.xml", to: "elsewhere/6.xml")
    try folder.link("f", to: "elsewhere")
    let result = try ScannedRecords([folder.path], below: folder.path)
    #expect(result.found.map(\.text) == ["one", "two", "three", "four", "five", "six", "six"])
    #expect(
      result.found.map(\.form) == [.record] + [.androidBackup, .androidBackup, .record, .androidBackup]
        + [.androidBackup, .androidBackup])
    #expect(result.failed == [IntakeError(code: .linkNotFollowed, path: "f", reason: "")])
    #expect(result.found.map(\.offset)[3] == 5)
  }

  @Test func aNamedFileIsReadWhateverItIsCalled() throws {
    let folder = try TemporaryFolder()
    let backup = try folder.write("backup.old", " \n" + BackupText.backup(BackupText.sms("one"), declaration: ""))
    let records = try folder.write("records", "\n\n  " + Self.record)
    let result = try ScannedRecords([records, backup])
    #expect(result.failed.isEmpty)
    #expect(result.found.map(\.text) == ["Merhaba", "one"])
    #expect(result.found.first?.content == Array(("  " + Self.record).utf8))
  }

  @Test(
    arguments: [
      ([], "empty"), (Array(" \n\n".utf8), "blanks"), (Array("From: a@b.example".utf8), "neither < nor {"),
      (Array("[{}]".utf8), "JSON list"), ([0x1F, 0x8B, 8], "gzip"), ([0x50, 0x4B, 3, 4], "ZIP"),
      ([0xFF, 0xFE, 0x3C, 0x00], "UTF-16"), ([0x3C, 0x00, 0x73, 0x00], "UTF-16"), ([0x00, 0x3C, 0x00, 0x73], "UTF-16"),
      (Array("<calls count='1'/>".utf8), "it is a backup of calls, not of messages"),
      (Array(repeating: 0x20, count: 70_000) + [0x7B], "blanks"),
    ] as [([UInt8], String)])
  func whatIsNoRecord(bytes: [UInt8], reason: String) throws {
    let folder = try TemporaryFolder()
    let result = try ScannedRecords([try folder.write("x.xml", bytes)])
    #expect(result.found.isEmpty)
    #expect(try result.reason().contains(reason))
    #expect(result.failed.first?.code == .notARecord)
  }

  @Test func oneBadLineDoesNotEndTheFile() throws {
    let folder = try TemporaryFolder()
    let text = "\(Self.record)\n{\"time\":\n\n\(Self.record)\n{}\n\(Self.record)"
    let result = try ScannedRecords([try folder.write("r.ndjson", text)])
    #expect(result.found.count == 3)
    let offsets = [Self.record.utf8.count + 1, 2 * Self.record.utf8.count + 12]
    #expect(result.failed.map(\.offset) == offsets.map { UInt64($0) })
    #expect(result.found.allSatisfy { $0.content == Array(Self.record.utf8) })
  }

  @Test func linesThatAreTooLong() throws {
    let folder = try TemporaryFolder()
    var limits = RecordReadLimits.default
    limits.line = Self.record.utf8.count
    let result = try ScannedRecords(
      [try folder.write("r.ndjson", "\(Self.record)\n\(Self.record) \n\(Self.record)\r\n")], limits: limits)
    #expect(result.found.count == 2)
    #expect(result.failed.map(\.code) == [.tooLarge])
    #expect(try result.reason().contains("put its files beside it"))
  }

  @Test func whatIsNotThere() throws {
    let result = try ScannedRecords(["/nowhere/x.xml"])
    #expect(result.failed == [IntakeError(code: .notFound, path: "/nowhere/x.xml", reason: "")])
  }

  @Test func totalBytes() throws {
    let folder = try TemporaryFolder()
    let backup = BackupText.backup(BackupText.sms())
    try folder.write("a.xml", backup)
    try folder.write("b/c.ndjson", Self.record)
    try folder.write("b/media.jpg", "12345")
    let other = try folder.write("b/other", "123")
    #expect(RecordScanner(paths: [folder.path]).totalBytes == UInt64(backup.utf8.count + Self.record.utf8.count))
    #expect(RecordScanner(paths: [other, "/nowhere"]).totalBytes == 3)
  }

  @Test func whatTheReceiverThrowsEndsTheScan() throws {
    struct Enough: Error {}
    let folder = try TemporaryFolder()
    try folder.write("a.ndjson", "\(Self.record)\n{}\n\(Self.record)")
    try folder.write("b.xml", BackupText.backup(BackupText.sms() + BackupText.sms(type: "3") + BackupText.sms()))
    for (most, failures) in [(1, 0), (2, 1), (3, 1), (4, 2)] {
      var found = 0
      var failed = 0
      #expect(throws: Enough.self) {
        try RecordScanner(paths: [folder.path]).scan(
          found: { _ in
            found += 1
            if found == most { throw Enough() }
          }, failed: { _ in failed += 1 })
      }
      #expect(found == most)
      #expect(failed == failures)
    }
    #expect(throws: Enough.self) {
      try RecordScanner(paths: [folder.path]).scan(found: { _ in }, failed: { _ in throw Enough() })
    }
  }
}
