import Foundation
import LMDB

extension LMDBArchiveLog {
  /// Copies `log/` and then, unless told otherwise, `keys/` into folders below
  /// `destination` while the archive goes on working. The keys come second, so
  /// that every key that the copied log uses is among them.
  public func backUp(to destination: String, includingKeys: Bool) throws(EventLogError) {
    do {
      try makeFolder(destination + "/log")
      try environment.copy(to: destination + "/log")
      if includingKeys { try backUpKeys(to: destination + "/keys") }
      try DirectorySync.sync(destination)
    } catch {
      throw EventLogError(storage: error, path: destination)
    }
  }

  /// Copies `keys/` into `folder`, which is made.
  public func backUpKeys(to folder: String) throws(EventLogError) {
    do {
      try makeFolder(folder)
      try keys.backUp(to: folder)
    } catch {
      throw EventLogError(storage: error, path: folder)
    }
  }

  private func makeFolder(_ path: String) throws(EventLogError) {
    guard mkdir(path, 0o700) == 0 else { throw EventLogError(errno: errno, doing: "made", path: path) }
  }
}
