import ArchiveEvents
import EventLog
import Foundation
import Testing

@Suite("Backups of the log")
struct BackupTests {
  @Test("a backup taken while others append is a sound archive that holds all that was acknowledged before it")
  func whileAppending() async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    _ = try await log.append(Letters.letters(0..<300))
    let copies = try (0..<4).map { _ in try ScratchLog(likeness: archive) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<4 {
        group.addTask {
          for round in 0..<40 {
            _ = try await log.append(
              Letters.letters(1_000 * (task + 1) + round * 5..<1_000 * (task + 1) + round * 5 + 5))
          }
        }
      }
      group.addTask {
        for copy in copies {
          let acknowledged = try log.count()
          try Self.backUp(log, to: copy.path, includingKeys: true)
          let report = try copy.verify()
          #expect(report.isSound, "\(report.faults)")
          #expect(report.events >= acknowledged)
        }
      }
      try await group.waitForAll()
    }
    let copy = try copies[3].open()
    for event in try copy.items() {
      #expect(try log.event(at: event.position)?.id == event.id)
      #expect(try copy.content(#require(event.content)) == log.content(#require(event.content)))
    }
    // The copy can be gone on with, and is then another history.
    _ = try await copy.append([Letters.letter(77_777)])
    copy.close()
    log.close()
    #expect(try copies[3].verify().isSound)
    #expect(try archive.verify().isSound)
  }

  /// Copying blocks, so tasks call it through here.
  private static func backUp(_ log: LMDBArchiveLog, to path: String, includingKeys: Bool) throws {
    try log.backUp(to: path, includingKeys: includingKeys)
  }

  @Test("a backup without keys holds none, and opens once they are put beside it")
  func keysApart() throws {
    let archive = try ScratchLog()
    let copy = try ScratchLog(likeness: archive)
    try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(0..<10))
      try log.backUp(to: copy.path, includingKeys: false)
      #expect(!FileManager.default.fileExists(atPath: copy.path + "/keys"))
      // Keys are copied later than the log, while it has gone on.
      _ = try log.appendAndWait(Letters.letters(10..<20))
      try log.backUpKeys(to: copy.path + "-keys")
    }
    defer { try? FileManager.default.removeItem(atPath: copy.path + "-keys") }
    #expect(throws: EventLogError(.noArchive, "")) { try copy.open() }
    try FileManager.default.copyItem(atPath: copy.path + "-keys", toPath: copy.path + "/keys")
    #expect(try copy.verify().isSound)
    try copy.with { log in
      #expect(try log.count() == 10)
      _ = try log.appendAndWait(Letters.letters(30..<35))
    }
    #expect(try copy.verify().isSound)
  }

  @Test("a backup is readable by its owner only")
  func modes() throws {
    let archive = try ScratchLog()
    let copy = try ScratchLog(likeness: archive)
    try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(0..<3))
      try log.backUp(to: copy.path, includingKeys: true)
    }
    for name in ["log", "keys", "log/data.mdb", "keys/data.mdb"] {
      let mode = try FileManager.default.attributesOfItem(atPath: copy.path + "/" + name)[.posixPermissions] as? Int
      #expect(mode.map { $0 & 0o077 } == 0, "\(name)")
    }
  }

  @Test("an existing folder is not written into")
  func existing() throws {
    let archive = try ScratchLog()
    let copy = try ScratchLog(likeness: archive)
    try archive.with { log in
      try log.backUp(to: copy.path, includingKeys: true)
      #expect(throws: EventLogError(.alreadyExists, "")) { try log.backUp(to: copy.path, includingKeys: true) }
      #expect(throws: EventLogError(.noArchive, "")) { try log.backUp(to: copy.path + "/none", includingKeys: true) }
    }
    #expect(try copy.verify().isSound)
  }
}
