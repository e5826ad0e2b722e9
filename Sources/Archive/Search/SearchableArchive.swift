import EventLog
public import Foundation
public import SearchIndex
public import Views

/// An archive opened to be searched.
public struct SearchableArchive: Sendable {
  public let readable: ReadableArchive
  public let index: SearchIndex
  /// Events that can't be found yet, because another process owns the archive and has not come to them.
  public let lag: UInt64
  /// Why the index had to be computed anew; nil where it was in use as it stood.
  public let repair: String?

  public var search: ArchiveSearch { ArchiveSearch(readable, index: index) }

  public func close() {
    index.close()
    readable.close()
  }
}

extension Archive {
  /// Opens beside whoever owns the archive. Where the index or the timelines are missing, damaged or behind and nobody owns
  /// the archive, they are brought up to date first.
  public static func openForSearching(
    directory: String, keys: KeySource = KeySource(), progress: ((UInt64) -> Void)? = nil
  ) throws -> SearchableArchive {
    let readable = try openForReading(directory: directory, keys: keys, progress: progress)
    var reason: String?
    do {
      let index = try readable.archive.searchIndex()
      reason = index.isNew ? "there was none that fits" : nil
      if readable.archive.role == .owner {
        try readable.archive.catchUpSearch(index, readable.timelines, progress: progress)
      }
      let position = IndexCheckpoint(index.checkpoint)?.position ?? 0
      let count = try readable.archive.log.count()
      if position >= count || readable.archive.role == .owner {
        return SearchableArchive(
          readable: readable, index: index, lag: count > position ? count - position : 0,
          repair: index.isNew ? reason : nil)
      }
      index.close()
    } catch let error as IndexError where [.missing, .damaged].contains(error.code) {
      reason = error.message
    }
    readable.close()
    return try openAsOwner(directory, keys, reason, progress)
  }

  private static func openAsOwner(
    _ directory: String, _ keys: KeySource, _ reason: String?, _ progress: ((UInt64) -> Void)?
  ) throws -> SearchableArchive {
    let owner: Archive
    do {
      owner = try Archive(directory: directory, role: .owner, keys: keys)
    } catch let error as EventLogError
      where [.archiveInUse, .permissionDenied, .readOnly, .diskFull].contains(error.code)
    {
      return try openBehind(directory, keys, because: error)
    }
    let timelines = try owner.timelines()
    try timelines.catchUp(with: owner.log, progress: progress)
    let index = try owner.searchIndex()
    try owner.catchUpSearch(index, timelines, progress: progress)
    return SearchableArchive(
      readable: ReadableArchive(archive: owner, timelines: timelines, lag: 0), index: index, lag: 0, repair: reason)
  }

  /// The index as it stands, behind the log.
  private static func openBehind(
    _ directory: String, _ keys: KeySource, because error: EventLogError
  ) throws -> SearchableArchive {
    let readable = try openForReading(directory: directory, keys: keys)
    do {
      let index = try readable.archive.searchIndex()
      let position = IndexCheckpoint(index.checkpoint)?.position ?? 0
      let count = try readable.archive.log.count()
      return SearchableArchive(
        readable: readable, index: index, lag: count > position ? count - position : 0, repair: nil)
    } catch {
      readable.close()
      throw error
    }
  }
}
