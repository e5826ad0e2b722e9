import Archive
import ArchiveEvents
import EventLog
import Foundation
import Views

/// An archive that is gone after the test, with its keys beside it.
final class ScratchArchive: Sendable {
  let folder: ScratchFolder
  let directory: String
  let made: NewArchive

  /// Nothing of the environment in which the tests run.
  static let noEnvironment = KeySource(environment: [:])

  init(name: String? = nil) throws {
    folder = try ScratchFolder()
    directory = folder.path + "/archive"
    made = try Archive.create(directory: directory, keyDirectory: folder.path + "/keys", name: name, environment: [:])
  }

  func open(_ role: LMDBArchiveLog.Role = .owner, keys: KeySource = noEnvironment) throws -> Archive {
    try Archive(directory: directory, role: role, keys: keys)
  }

  /// Runs `body` with the open archive and closes it.
  @discardableResult
  func with<Result>(_ role: LMDBArchiveLog.Role = .owner, _ body: (Archive) throws -> Result) throws -> Result {
    let archive = try open(role)
    defer { archive.close() }
    return try body(archive)
  }

  /// Appends mails and lets the timelines catch up.
  func take(_ mails: [Mail]) throws {
    try with { archive in
      for start in stride(from: 0, to: mails.count, by: 100) {
        _ = try archive.log.appendAndWait(mails[start..<min(start + 100, mails.count)].map(\.draft))
      }
    }
    try withTimelines { _, _ in }
  }

  /// Runs `body` with timelines that are up to date.
  @discardableResult
  func withTimelines<Result>(_ body: (View<TimelineProjection>, Archive) throws -> Result) throws -> Result {
    try with { archive in
      let view = try archive.timelines()
      defer { view.close() }
      try view.catchUp(with: archive.log)
      return try body(view, archive)
    }
  }

  func verify(against note: String? = nil, directory: String? = nil) throws -> VerificationReport {
    try Archive.verify(directory: directory ?? self.directory, against: note, key: nil, keys: Self.noEnvironment)
  }

  var viewFile: String { directory + "/views/timelines/data.mdb" }
}
