import Foundation
import LMDB

extension EventLogError {
  /// Puts a failure of the storage into the user's terms.
  init(storage error: any Error, path: String) {
    if let error = error as? EventLogError {
      self = error
      return
    }
    if let error = error as? MerkleError {
      self.init(tree: error, path: path)
      return
    }
    if let error = error as? CocoaError, let cause = error.underlying as? POSIXError {
      // What Foundation could not make or move.
      self.init(errno: cause.code.rawValue, doing: "written", path: path)
      return
    }
    guard let error = error as? LMDBError else {
      self.init(.storage, "The log in \(path) could not be used: \(error).", underlying: error)
      return
    }
    switch error.code {
    case .diskFull:
      self.init(
        .diskFull,
        "The disk that holds \(path) is full; nothing of this step was stored, free some space and run the command again.",
        underlying: error)
    case .permissionDenied:
      self.init(
        .permissionDenied, "You may not use the files in \(path); run as their owner or have the permissions changed.",
        underlying: error)
    case .readOnly:
      self.init(
        .readOnly, "The files in \(path) can't be written; mount the disk for writing or use a copy elsewhere.",
        underlying: error)
    case .closed:
      self.init(.closed, "The archive is closed; open it again.", underlying: error)
    case .noSuchFile, .notFound:
      self.init(
        .noArchive, "Parts of the archive are missing in \(path); restore it from a backup.", underlying: error)
    case .corrupted, .notADatabase, .versionMismatch:
      self.init(
        .corrupted, "The files in \(path) are damaged; run `evrak verify` and restore from a backup.",
        underlying: error)
    default:
      self.init(.storage, "The storage in \(path) failed: \(error)", underlying: error)
    }
  }

  private init(tree error: MerkleError, path: String) {
    switch error.code {
    case .indexOutOfRange, .sizeOutOfRange:
      self.init(.notFound, "\(error)", underlying: error)
    case .sourceFailed:
      guard let cause = error.underlying else { fallthrough }
      self.init(storage: cause, path: path)
    default:
      self.init(.corrupted, "The log in \(path) is damaged. \(error)", underlying: error)
    }
  }
}
