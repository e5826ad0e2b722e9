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
  ///
  /// - Parameter damage: What a search has found wrong with the index, which is then computed anew.
  public static func openForSearching(
    directory: String, keys: KeySource = KeySource(), replacing damage: IndexError? = nil,
    progress: ((UInt64) -> Void)? = nil
  ) throws -> SearchableArchive {
    if let damage { return try openAsOwner(directory, keys, damage.message, discarding: damage, progress) }
    let readable = try openForReading(directory: directory, keys: keys, progress: progress)
    var reason: String?
    do {
      let index = try readable.archive.searchIndex()
      if readable.archive.role == .owner {
        try readable.archive.bringUpSearch(index, readable.timelines, progress)
      }
      let position = IndexCheckpoint(index.checkpoint)?.position ?? 0
      let count = try readable.archive.log.count()
      if position >= count || readable.archive.role == .owner {
        return SearchableArchive(
          readable: readable, index: index, lag: count > position ? count - position : 0,
          repair: index.isNew ? "there was none that fits" : nil)
      }
      index.close()
    } catch let error as IndexError where [.missing, .damaged].contains(error.code) {
      reason = error.message
    } catch {
      readable.close()
      throw error
    }
    readable.close()
    return try openAsOwner(directory, keys, reason, progress)
  }

  private static func openAsOwner(
    _ directory: String, _ keys: KeySource, _ reason: String?, discarding damage: IndexError? = nil,
    _ progress: ((UInt64) -> Void)?
  ) throws -> SearchableArchive {
    let owner: Archive
    do {
      owner = try Archive(directory: directory, role: .owner, keys: keys)
    } catch let error as EventLogError
      where [.archiveInUse, .permissionDenied, .readOnly, .diskFull].contains(error.code)
    {
      if let damage { throw IndexError(damage.code, "\(damage.message) That can't be done now: \(error.message)") }
      return try openBehind(directory, keys, because: error)
    }
    do {
      if damage != nil { try owner.discardSearchIndex() }
      let timelines = try owner.timelines()
      try timelines.catchUp(with: owner.log, progress: progress)
      let index = try owner.searchIndex()
      try owner.bringUpSearch(index, timelines, progress)
      return SearchableArchive(
        readable: ReadableArchive(archive: owner, timelines: timelines, lag: 0), index: index, lag: 0, repair: reason)
    } catch let error as IndexError where error.code == .damaged && damage == nil {
      owner.close()
      return try openAsOwner(directory, keys, error.message, discarding: error, progress)
    } catch {
      owner.close()
      throw error
    }
  }

  /// Closes the index where that fails, so that it can be opened again.
  private func bringUpSearch(
    _ index: SearchIndex, _ timelines: View<TimelineProjection>, _ progress: ((UInt64) -> Void)?
  ) throws {
    do {
      try catchUpSearch(index, timelines, progress: progress)
    } catch {
      index.close()
      throw error
    }
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
    } catch let fault as IndexError {
      readable.close()
      // Without an index there is nothing to answer from; who is in the way is what the user can do something about.
      throw IndexError(fault.code, "\(fault.message) It can't be computed now: \(error.message)")
    } catch {
      readable.close()
      throw error
    }
  }
}
