public import EventLog
import SearchIndex
import Views

/// Whether all that the log holds can be found.
public struct IndexStatus: Sendable {
  /// Events in the log.
  public var log: UInt64
  /// Events that the index has consumed.
  public var indexed: UInt64
  /// Root of the log's tree at the position consumed.
  public var root: MerkleHash
  /// Items of the consumed part, by the timelines, and by the index.
  public var items: UInt64
  public var documents: UInt64
  /// Items with a file whose text is to be extracted yet.
  public var waiting: UInt64
  /// How many items have a file without text, by the reason's code.
  public var withoutText: [(reason: String, items: Int)]
  public var segments: Int
  public var bytes: Int

  /// What does not add up; empty where all does.
  public var faults: [String] {
    var faults: [String] = []
    if indexed > log { faults.append("The index has consumed \(indexed) events, but the log has \(log).") }
    if documents != items, indexed == log {
      faults.append("The index holds \(documents) items, but the log has \(items); run `evrak rebuild search`.")
    }
    return faults
  }
}

extension SearchableArchive {
  /// Items with a file whose text can't be found, because it is to be read yet.
  public func waiting() throws -> Int {
    let request = SearchRequest(
      .keyword(kind: CorrespondenceSchema.Keyword.state.rawValue, value: Array(ItemState.waiting.utf8)), limit: 0,
      order: .relevance(ties: 0))
    return try index.snapshot().search(request).total ?? 0
  }

  public func status() throws -> IndexStatus {
    let checkpoint = IndexCheckpoint(index.checkpoint)
    let snapshot = try index.snapshot()
    var request = SearchRequest(.all, limit: 0, order: .relevance(ties: 0))
    request.keywordFacets = [
      CorrespondenceSchema.Keyword.reason.rawValue, CorrespondenceSchema.Keyword.state.rawValue,
    ]
    let results = try snapshot.search(request)
    let states = results.keywordFacets[CorrespondenceSchema.Keyword.state.rawValue] ?? [:]
    let reasons = results.keywordFacets[CorrespondenceSchema.Keyword.reason.rawValue] ?? [:]
    let log = readable.archive.log
    let indexed = checkpoint?.position ?? 0
    return IndexStatus(
      log: try log.count(), indexed: indexed, root: try log.root(atSize: indexed),
      items: try readable.timelines.totals().items, documents: UInt64(snapshot.documentCount),
      waiting: UInt64(states[Array(ItemState.waiting.utf8)] ?? 0),
      withoutText: reasons.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }.sorted { $0.0 < $1.0 },
      segments: index.segmentCount, bytes: index.byteCount)
  }
}
