import Archive
import ArchiveEvents
import EventLog
import Foundation
import Testing
import Views

@Suite("Backup and restore")
struct RestoreTests {
  private static let mails = (0..<30).map { Mail("m\($0)", date: 1_700_000_000 + $0 * 60) }

  private func restore(
    _ source: String, to destination: String, keysIn keyDirectory: String? = nil, acceptExpired: Bool = false,
    now: Date = Date()
  ) throws -> VerificationReport {
    try Archive.restore(
      from: source, to: destination, keyDirectory: keyDirectory, acceptExpiredKeys: acceptExpired,
      keys: ScratchArchive.noEnvironment, now: now)
  }

  @Test("what was backed up comes back: events, contents, timelines; and can be gone on with")
  func roundTrip() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let backup = archive.folder.path + "/backup"
    let manifest = try archive.with {
      try $0.backUp(to: backup, includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
    }
    #expect(manifest.events == 30 && manifest.has_keys && manifest.archive == archive.made.settings.id.description)
    // The archive goes on and is then lost.
    try archive.take([Mail("later", date: 1_800_000_000)])
    try FileManager.default.removeItem(atPath: archive.directory)

    let report = try restore(backup, to: archive.directory)
    #expect(report.isSound && report.events == 30, "\(report.faults)")
    try archive.withTimelines { view, opened in
      let address = try #require(CorrespondentAddress("deniz@musteri.example"))
      #expect(try view.page(TimelineQuery(address: address, limit: 100)).count == 30)
      for (event, mail) in zip(try opened.log.read(from: .first, limit: 30), Self.mails) {
        #expect(try opened.log.content(#require(event.content)) == mail.bytes)
      }
    }
    try archive.take([Mail("after", date: 1_800_000_000)])
    #expect(try archive.verify(against: manifest.checkpoint).isSound)
  }

  @Test("a backup is itself an archive that can be verified and read")
  func backupIsAnArchive() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let backup = archive.folder.path + "/backup"
    try archive.with {
      _ = try $0.backUp(to: backup, includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 1))
    }
    #expect(try archive.verify(directory: backup).isSound)
    let readable = try Archive.openForReading(directory: backup, keys: ScratchArchive.noEnvironment)
    #expect(try readable.timelines.totals().items == 30)
    readable.close()
  }

  @Test("keys that have expired are not restored unless that is asked for")
  func expired() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let backup = archive.folder.path + "/backup"
    let day: TimeInterval = 86_400
    let taken = Date(timeIntervalSince1970: 1_790_000_000)
    try archive.with {
      _ = try $0.backUp(to: backup, includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 10, from: taken))
    }
    let destination = archive.folder.path + "/restored"
    let error = #expect(throws: ArchiveError(.badKey, "")) {
      try restore(backup, to: destination, now: taken.addingTimeInterval(11 * day))
    }
    #expect(error?.message.contains("expired") ?? false)
    #expect(!exists(destination))
    #expect(
      try restore(backup, to: destination, now: taken.addingTimeInterval(10 * day)).isSound, "the day itself is in time"
    )
    #expect(
      try restore(backup, to: destination + "2", acceptExpired: true, now: taken.addingTimeInterval(400 * day)).isSound)
  }

  @Test("keys kept apart: the backup holds none, and restoring asks for them")
  func keysApart() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let (backup, keys) = (archive.folder.path + "/backup", archive.folder.path + "/apart")
    let manifest = try archive.with {
      try $0.backUp(to: backup, includingKeys: true, keyDirectory: keys, expiry: KeyExpiry(days: 90))
    }
    #expect(!manifest.has_keys && manifest.keys_expire != nil)
    #expect(!exists(backup + "/keys") && exists(keys + "/data.mdb"))
    let destination = archive.folder.path + "/restored"
    #expect(throws: ArchiveError(.missingKey, "")) { try restore(backup, to: destination) }
    #expect(!exists(destination))
    #expect(try restore(backup, to: destination, keysIn: keys).isSound)
  }

  @Test("a backup without keys says so")
  func withoutKeys() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let backup = archive.folder.path + "/backup"
    let manifest = try archive.with {
      try $0.backUp(to: backup, includingKeys: false, keyDirectory: nil, expiry: KeyExpiry(days: 90))
    }
    #expect(!manifest.has_keys && manifest.keys_expire == nil)
    // Keys of a later day do as well: they hold all earlier ones.
    #expect(try restore(backup, to: archive.folder.path + "/restored", keysIn: archive.directory + "/keys").isSound)
  }

  @Test("what is no backup, and a place that is taken, are refused and left as they are")
  func refused() throws {
    let archive = try ScratchArchive()
    let folder = archive.folder.path
    #expect(throws: ArchiveError(.notAnArchive, "")) { try restore(folder, to: folder + "/x") }
    #expect(throws: ArchiveError(.notAnArchive, "")) { try restore(archive.directory, to: folder + "/x") }
    try archive.with {
      _ = try $0.backUp(to: folder + "/backup", includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
    }
    #expect(throws: ArchiveError(.alreadyExists, "")) { try restore(folder + "/backup", to: archive.directory) }
    #expect(throws: ArchiveError(.alreadyExists, "")) {
      try archive.with {
        try $0.backUp(to: folder + "/backup", includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
      }
    }
    #expect(throws: EventLogError(.noArchive, "")) {
      try archive.with {
        try $0.backUp(to: folder + "/no/backup", includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
      }
    }
    try Data("format: x".utf8).write(to: URL(fileURLWithPath: folder + "/backup/backup.yaml"))
    #expect(throws: ArchiveError(.badSettings, "")) { try restore(folder + "/backup", to: folder + "/x") }
    #expect(!exists(folder + "/x"))
    #expect(try archive.verify().isSound)
  }

  @Test("a damaged backup is restored only as far as its faults can be seen, and says so")
  func damaged() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let backup = archive.folder.path + "/backup"
    try archive.with {
      _ = try $0.backUp(to: backup, includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
    }
    var log = try Data(contentsOf: URL(fileURLWithPath: backup + "/log/data.mdb"))
    let wanted = Data("email.captured".utf8)
    let place = try #require(log.range(of: wanted))
    log[place.lowerBound] = UInt8(ascii: "E")
    try log.write(to: URL(fileURLWithPath: backup + "/log/data.mdb"))
    #expect(try !restore(backup, to: archive.folder.path + "/restored").isSound)
  }

  @Test("the backup of an archive whose signing key is elsewhere carries the newest note of the log")
  func withoutSigningKey() throws {
    let archive = try ScratchArchive()
    try archive.take(Self.mails)
    let note = try archive.with { try $0.signCheckpoint().encoded }
    try FileManager.default.removeItem(atPath: archive.made.signingKeyFile)
    let manifest = try archive.with {
      try $0.backUp(
        to: archive.folder.path + "/backup", includingKeys: true, keyDirectory: nil, expiry: KeyExpiry(days: 90))
    }
    #expect(manifest.checkpoint == note)
  }
}
