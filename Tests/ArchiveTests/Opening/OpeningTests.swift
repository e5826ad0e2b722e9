import Archive
import EventLog
import Foundation
import Testing
import Views

@Suite("Opening an archive")
struct OpeningTests {
  private func openingFails(_ archive: ScratchArchive) -> [any Error] {
    [LMDBArchiveLog.Role.owner, .reader].compactMap { role in
      do {
        try archive.open(role).close()
        return nil
      } catch {
        return error
      }
    }
  }

  @Test("no folder, and a folder that is no archive")
  func notAnArchive() throws {
    let folder = try ScratchFolder()
    for directory in [folder.path + "/none", folder.path] {
      let error = #expect(throws: ArchiveError(.notAnArchive, "")) {
        try Archive(directory: directory, role: .reader, keys: ScratchArchive.noEnvironment)
      }
      #expect(error?.message.contains(directory) ?? false)
    }
    #expect(try names(in: folder.path).isEmpty, "looking makes nothing")
  }

  @Test(
    "archive.yaml that can't be understood",
    arguments: [
      "", "format", "format: one", "format: 1", "{", "\t", "format: 1\nid: xyz\nverifier_key: a\ncreated: b",
      "- format: 1", "format: [1", "\u{0}",
    ])
  func badSettings(text: String) throws {
    let archive = try ScratchArchive()
    try Data(text.utf8).write(to: URL(fileURLWithPath: archive.directory + "/archive.yaml"))
    for error in openingFails(archive) { #expect(error as? ArchiveError == ArchiveError(.badSettings, "")) }
    #expect(openingFails(archive).count == 2)
  }

  @Test(
    "a value of archive.yaml that is damaged is named", arguments: [("id: ", "id"), ("verifier_key: ", "verifier_key")])
  func damagedValue(line: String, word: String) throws {
    let archive = try ScratchArchive()
    let path = archive.directory + "/archive.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let damaged = text.split(separator: "\n").map { $0.hasPrefix(line) ? line + "nonsense" : String($0) }
    try damaged.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: ArchiveError(.badSettings, "")) { try archive.open(.reader) }
    #expect(error?.message.contains(word) ?? false)
  }

  @Test("an archive of a later format is left alone")
  func newerFormat() throws {
    let archive = try ScratchArchive()
    let path = archive.directory + "/archive.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // A later format may have other members; only the number is looked at first.
    try text.replacing("format: 1", with: "format: 2\nnovelty: {a: [1]}").write(
      toFile: path, atomically: true, encoding: .utf8)
    for error in openingFails(archive) { #expect(error as? ArchiveError == ArchiveError(.newerFormat, "")) }
    #expect(throws: ArchiveError(.newerFormat, "")) { try archive.verify() }
  }

  @Test("a missing key says where it was looked for, and nothing is made in its place")
  func missingKey() throws {
    let archive = try ScratchArchive()
    try FileManager.default.removeItem(atPath: archive.made.rootKeyFile)
    for error in openingFails(archive) {
      #expect(error as? ArchiveError == ArchiveError(.missingKey, ""))
      #expect("\(error)".contains(archive.made.rootKeyFile))
    }
    #expect(openingFails(archive).count == 2)
    #expect(!exists(archive.made.rootKeyFile))
  }

  @Test("a key that others may read is refused", arguments: [0o640, 0o604, 0o644, 0o666, 0o660])
  func readableKey(mode: Int) throws {
    let archive = try ScratchArchive()
    for file in [archive.made.rootKeyFile, archive.made.signingKeyFile] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      let error = #expect(throws: ArchiveError(.badKey, "")) { try archive.with { _ = try $0.signCheckpoint() } }
      #expect(error?.message.contains("chmod 600 \(file)") ?? false)
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file)
    }
    try archive.with { _ = try $0.signCheckpoint() }
  }

  @Test(
    "a key file with something else in it", arguments: ["", "not base64!", "AAAA", String(repeating: "A", count: 88)])
  func badKey(text: String) throws {
    let archive = try ScratchArchive()
    for file in [archive.made.rootKeyFile, archive.made.signingKeyFile] {
      let before = try Data(contentsOf: URL(fileURLWithPath: file))
      // Written in place, which keeps the mode.
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      #expect(throws: ArchiveError(.badKey, "")) { try archive.with { _ = try $0.signCheckpoint() } }
      try before.write(to: URL(fileURLWithPath: file))
    }
  }

  @Test("the keys of another archive: the root key opens nothing, the signing key is not ours")
  func foreignKeys() throws {
    let (archive, other) = (try ScratchArchive(), try ScratchArchive())
    let foreignRoot = KeySource(environment: ["EVRAK_ROOT_KEY_FILE": other.made.rootKeyFile])
    #expect(throws: EventLogError(.wrongRootKey, "")) { try archive.open(keys: foreignRoot) }
    let foreignSigner = KeySource(environment: ["EVRAK_SIGNING_KEY_FILE": other.made.signingKeyFile])
    let opened = try archive.open(keys: foreignSigner)
    #expect(throws: ArchiveError(.badKey, "")) { try opened.signCheckpoint() }
    opened.close()
  }

  @Test("one owner; readers beside it; the next owner when it has gone")
  func owners() throws {
    let archive = try ScratchArchive()
    let owner = try archive.open()
    let error = #expect(throws: EventLogError(.archiveInUse, "")) { try archive.open() }
    #expect(error?.message.contains("process \(getpid())") ?? false)
    #expect(throws: EventLogError(.archiveInUse, "")) { try archive.verify() }
    owner.close()
    let next = try archive.open()
    next.close()
    #expect(try archive.verify().isSound)
  }

  @Test("a reader that finds the timelines behind brings them up to date if nobody owns the archive")
  func openForReading() throws {
    let archive = try ScratchArchive()
    try archive.with { _ = try $0.log.appendAndWait([Mail("a", date: 1_700_000_000).draft]) }
    for _ in 0..<2 {
      let readable = try Archive.openForReading(directory: archive.directory, keys: ScratchArchive.noEnvironment)
      #expect(readable.lag == 0)
      let address = try #require(CorrespondentAddress("deniz@musteri.example"))
      #expect(try readable.timelines.page(TimelineQuery(address: address)).count == 1)
      readable.close()
    }
  }

  @Test("parts of the archive missing", arguments: ["log", "keys"])
  func missingParts(part: String) throws {
    let archive = try ScratchArchive()
    try FileManager.default.removeItem(atPath: archive.directory + "/" + part)
    for error in openingFails(archive) { #expect(error as? EventLogError == EventLogError(.noArchive, "")) }
    #expect(openingFails(archive).count == 2)
    #expect(!exists(archive.directory + "/" + part))
  }
}
