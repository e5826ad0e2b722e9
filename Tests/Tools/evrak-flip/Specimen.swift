import Archive
import ArchiveEvents
import EventLog
import Foundation
import LMDB

/// An archive whose log is flipped, byte by byte, in memory.
struct Specimen {
  let name: String
  let directory: String
  let settings: ArchiveSettings
  let rootKey: RootKey

  /// An archive that is there already.
  init(archive directory: String) throws {
    name = directory
    self.directory = directory
    settings = try ArchiveSettings(directory: directory)
    rootKey = try KeySource().rootKey(settings)
  }

  /// What the last commit of a made archive was, since the commit before it is
  /// looked at too.
  enum LastCommit: String, CaseIterable {
    case messages
    case checkpoint
    /// Chunks of a large content whose event has not come.
    case staged
    /// Such chunks dropped.
    case unstaged
  }

  /// Makes an archive with every kind of record.
  init(_ last: LastCommit, seed: UInt64, in folder: String) throws {
    name = "last commit: \(last.rawValue)"
    directory = folder + "/" + last.rawValue
    let made = try Archive.create(
      directory: directory, keyDirectory: folder + "/keys", name: "evrak-flip.example/\(last.rawValue)")
    settings = made.settings
    rootKey = try KeySource(environment: [:]).rootKey(settings)
    let archive = try Archive(directory: directory, role: .owner, keys: KeySource(environment: [:]))
    var mail = SpecimenMail(random: SeededGenerator(seed: seed))
    let messages = (0..<200).map { mail.message($0) }
    // Commits of several sizes, so that pages are replaced and freed.
    for start in stride(from: 0, to: 190, by: 19) {
      _ = try archive.log.appendAndWait(Array(messages[start..<start + 19]))
      if start == 76 { _ = try archive.signCheckpoint() }
    }
    _ = try archive.log.appendAndWait([mail.large(byteCount: 700_000), mail.note()])
    let copies = messages[..<70].enumerated().map { mail.copy(of: $1, offset: UInt64($0) * 1_000) }
    _ = try archive.log.appendAndWait(copies)
    _ = try archive.signCheckpoint()
    _ = try archive.log.appendAndWait([mail.opaque(1)])
    _ = try archive.log.appendAndWait(Array(messages[190...]))
    if last == .checkpoint { _ = try archive.signCheckpoint() }
    archive.close()
    if last == .staged || last == .unstaged { try leaveStaged(drop: last == .unstaged, &mail.random) }
  }

  /// What an interrupted capture of a large message leaves, as format 1 says.
  private func leaveStaged(drop: Bool, _ random: inout SeededGenerator) throws {
    let environment = try Environment.open(path: directory + "/log")
    defer { try? environment.close() }
    let content = try environment.openTable("content", create: false)
    let staged = try environment.openTable("staged", create: false)
    let number: [UInt8] = [0, 0, 0, 0, 0, 0, 9, 0]
    let chunk = (0..<5_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    try environment.withWriteTransaction { transaction in
      _ = try transaction.put(staged, number, [])
      for index in UInt8(0)..<3 { _ = try transaction.put(content, number + [0, 0, 0, index], chunk) }
    }
    guard drop else { return }
    try environment.withWriteTransaction { transaction in
      for index in UInt8(0)..<3 { _ = try transaction.delete(content, number + [0, 0, 0, index]) }
      _ = try transaction.delete(staged, number)
    }
  }
}
