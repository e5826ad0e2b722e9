import ArchiveEvents
import EventLog
import Extraction
public import Foundation
import LMDB
public import SearchIndex
import TextAnalysis
public import Views

extension Archive {
  public var searchDirectory: String { directory + "/search" }

  /// What the index is computed from and by.
  private var indexIdentity: [UInt8] {
    var identity = settings.id.bytes
    let versions = [
      CorrespondenceSchema.version, UInt32(TextAnalysisVersion.current), TimelineProjection.version, Extractor.version,
    ]
    for version in versions {
      withUnsafeBytes(of: version.bigEndian) { identity.append(contentsOf: $0) }
    }
    return identity
  }

  /// The full-text index, as far as it has come. The owner makes it anew where it is missing, damaged, of another version or
  /// ahead of the log; a reader is told `missing` or `damaged`.
  public func searchIndex() throws -> SearchIndex { try searchIndex(in: searchDirectory) }

  func searchIndex(in directory: String) throws -> SearchIndex {
    let role: SearchIndex.Role = self.role == .owner ? .owner : .reader
    if role == .owner, directory == searchDirectory { try IndexFolder.recover(directory) }
    do {
      try DisposableFile.check(directory + "/catalogue/data.mdb", isBeingWritten: role == .reader)
    } catch {
      // A lack of rights or descriptors is no reason to throw an index away.
      guard role == .owner, error.code == .corrupted else {
        throw role == .owner ? error as any Error : unusable(error, directory)
      }
      try FileManager.default.removeItem(atPath: directory)
    }
    let index: SearchIndex
    do {
      index = try SearchIndex(
        directory: directory, schema: CorrespondenceSchema.schema, identity: indexIdentity, role: role)
    } catch let error as LMDBError where role == .reader {
      throw unusable(error, directory)
    }
    guard try fits(index) else {
      index.close()
      guard role == .owner else {
        throw IndexError(.missing, "The search index in \(directory) was computed from another log.")
      }
      try FileManager.default.removeItem(atPath: directory)
      return try SearchIndex(
        directory: directory, schema: CorrespondenceSchema.schema, identity: indexIdentity, role: role)
    }
    return index
  }

  private func unusable(_ error: LMDBError, _ directory: String) -> IndexError {
    // One that its owner has only begun has no tables yet.
    guard error.code != .notFound, FileManager.default.fileExists(atPath: directory + "/catalogue/data.mdb") else {
      return IndexError(.missing, "There is no search index in \(directory).", underlying: error)
    }
    return IndexError(
      .damaged, "The catalogue of the search index in \(directory) can't be read.", underlying: error)
  }

  /// Takes the index away, so that whoever opens it next as the owner computes it anew.
  func discardSearchIndex() throws {
    guard FileManager.default.fileExists(atPath: searchDirectory) else { return }
    try FileManager.default.removeItem(atPath: searchDirectory)
  }

  private func fits(_ index: SearchIndex) throws -> Bool {
    guard !index.checkpoint.isEmpty else { return true }
    guard let checkpoint = IndexCheckpoint(index.checkpoint) else { return false }
    return try checkpoint.position <= log.count() && log.root(atSize: checkpoint.position) == checkpoint.root
  }

  /// Keeps the index in step on a thread of its own.
  public func followSearch(
    _ index: SearchIndex, _ timelines: View<TimelineProjection>, patience: TimeInterval
  ) -> SearchFollower {
    SearchFollower(
      index: index, patience: patience, makeFeed: { [self] in try searchFeed(index, timelines) },
      discard: { [self] in try discardSearchIndex() })
  }

  private func searchFeed(_ index: SearchIndex, _ timelines: View<TimelineProjection>) throws -> SearchFeed {
    try SearchFeed(log: log, timelines: timelines, index: index, files: fileTexts)
  }

  var fileTexts: any FileTexts { StoredFileTexts(store: extracts) }

  /// Lets the index consume what the timelines have beyond it.
  public func catchUpSearch(
    _ index: SearchIndex, _ timelines: View<TimelineProjection>, progress: ((UInt64) -> Void)? = nil
  ) throws {
    let feed = try searchFeed(index, timelines)
    while try feed.advance() { progress?(feed.position) }
    if feed.hasUncommitted { try feed.commit() }
    try mergeSearch(index)
  }

  /// Merges what is to be merged. A segment that is found damaged meanwhile takes the index with it.
  func mergeSearch(_ index: SearchIndex) throws {
    do {
      while try index.merge() {}
    } catch let error as IndexError where error.code == .damaged {
      try discardSearchIndex()
      throw error
    }
  }
}
