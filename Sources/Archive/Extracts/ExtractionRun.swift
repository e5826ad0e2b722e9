import ArchiveEvents
import EventLog
import Extraction
import Foundation
public import SearchIndex
public import Views

/// Reads the files that wait, and puts their text into the index.
public struct ExtractionRun: Sendable {
  public struct Progress: Sendable {
    /// Items whose files were read.
    public var done: Int
    /// Items that waited when the run began, and those that have come since.
    public var total: Int
  }

  let archive: Archive
  let index: SearchIndex
  let timelines: View<TimelineProjection>

  /// Items whose files are read before their texts are committed.
  private static let batch = 64
  /// Seconds after which what was read is committed, full batch or not.
  private static let patience: TimeInterval = 5

  public init(_ archive: Archive, index: SearchIndex, timelines: View<TimelineProjection>) {
    (self.archive, self.index, self.timelines) = (archive, index, timelines)
  }

  /// Reads until nothing waits; returns how many items were done.
  ///
  /// - Parameter retrying: Whether items are done again of which some file could not be read for want of a program or of
  ///   the means to confine it.
  @discardableResult
  public func run(retrying: Bool = false, progress: ((Progress) -> Void)? = nil) throws -> Int {
    let extractor = Extractor()
    let feed = try SearchFeed(log: archive.log, timelines: timelines, index: index, files: archive.fileTexts)
    guard let store = archive.extracts else { return 0 }
    var done = 0
    var tried: Set<UInt64> = []
    while true {
      let (keys, total) = try waiting(retrying: retrying, tried)
      guard !keys.isEmpty else { return done }
      let start = Date()
      let whole = done + total
      var rest = keys[...]
      while !rest.isEmpty {
        let taken = rest.prefix(Self.lanes)
        rest = rest.dropFirst(taken.count)
        tried.formUnion(taken)
        let events = try taken.compactMap { key in try Position(key).flatMap { try archive.log.event(at: $0) } }
        feed.replace(
          try feed.documents(of: events) { event in
            ExtractingFileTexts(store: store, extractor: extractor, event: event)
          })
        done += taken.count
        progress?(Progress(done: done, total: max(whole, done)))
        if Date().timeIntervalSince(start) > Self.patience { break }
      }
      try feed.commitReplaced()
      try archive.mergeSearch(index)
    }
  }

  private static var lanes: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Positions of items that wait, and how many there are.
  private func waiting(retrying: Bool, _ tried: Set<UInt64>) throws -> ([UInt64], Int) {
    var clauses = [state(ItemState.waiting)]
    if retrying {
      for code in ExtractionReason.Code.ofTheMachine {
        clauses.append(
          .keyword(kind: CorrespondenceSchema.Keyword.reason.rawValue, value: Array(code.rawValue.utf8)))
      }
    }
    let request = SearchRequest(
      .and([.or(clauses), .not(.keys(tried))]), limit: Self.batch,
      order: .descending(column: CorrespondenceSchema.Column.time.rawValue))
    let results = try index.snapshot().search(request)
    return (results.hits.map(\.key), results.total ?? results.hits.count)
  }

  private func state(_ name: String) -> SearchClause {
    .keyword(kind: CorrespondenceSchema.Keyword.state.rawValue, value: Array(name.utf8))
  }
}
