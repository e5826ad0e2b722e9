public import ArchiveEvents
public import EventLog
import Foundation
import LMDB
public import Views

/// An archive that is open: its log and its views. The one door for commands
/// and, later, the service.
public final class Archive: Sendable {
  public let directory: String
  public let settings: ArchiveSettings
  public let log: LMDBArchiveLog
  public let role: LMDBArchiveLog.Role
  private let keySource: KeySource
  private let lock: ArchiveLock?
  /// Texts of files that were extracted; nil for a reader of an archive that has none yet.
  let extracts: ExtractStore?

  /// Opens the archive in `directory`.
  ///
  /// The owner may append, and is refused with `archiveInUse` while another
  /// process is the owner; a reader never is.
  public init(directory: String, role: LMDBArchiveLog.Role, keys: KeySource = KeySource()) throws {
    self.directory = directory
    self.role = role
    keySource = keys
    settings = try ArchiveSettings(directory: directory)
    let rootKey = try keys.rootKey(settings)
    lock = role == .owner ? try ArchiveLock(directory: directory) : nil
    log = try LMDBArchiveLog(directory: directory, archive: settings.id, rootKey: rootKey, role: role)
    let extracts = directory + "/extracts"
    if role == .owner {
      self.extracts = try Self.extracts(extracts, log)
    } else {
      // A reader does without what it can't open: the texts are extracted again.
      self.extracts = try? ExtractStore(directory: extracts, log: log, isReader: true)
    }
  }

  /// Nil where the disk is full or may not be written: nothing is extracted then, and what waits goes on to wait.
  private static func extracts(_ directory: String, _ log: LMDBArchiveLog) throws -> ExtractStore? {
    do {
      return try ExtractStore(directory: directory, log: log, isReader: false)
    } catch let error as LMDBError where [.diskFull, .permissionDenied, .readOnly].contains(error.code) {
      return nil
    } catch let error as CocoaError
      where [.fileWriteOutOfSpace, .fileWriteNoPermission, .fileWriteVolumeReadOnly].contains(error.code)
    {
      return nil
    }
  }

  public var viewsDirectory: String { directory + "/views" }

  /// The timeline view, as far as it has come. A reader that finds it behind
  /// makes it catch up if nobody owns the archive at the moment.
  public func timelines() throws -> View<TimelineProjection> {
    try View(directory: viewsDirectory, log: log, role: role)
  }

  /// Signs the log's state and keeps the note in the log.
  public func signCheckpoint() throws -> SignedNote {
    let key = try keySource.signingKey(settings)
    let checkpoint = try log.checkpoint(origin: settings.origin)
    let note = try checkpoint.signed(by: key)
    if role == .owner { try log.store(note, size: checkpoint.size) }
    return note
  }

  /// Closes the log and leaves the archive to the next owner.
  public func close() {
    extracts?.close()
    log.close()
    lock?.release()
  }
}
