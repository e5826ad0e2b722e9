public import TextAnalysis

/// Adds documents to an index. One thread at a time.
public final class IndexWriter {
  private let index: SearchIndex
  private var builder: SegmentBuilder
  private var replaced: Set<UInt64> = []
  private var removed: Set<UInt64> = []

  public init(_ index: SearchIndex) {
    self.index = index
    builder = SegmentBuilder(schema: index.schema)
  }

  /// Adds a document.
  /// - Parameter replaces: Whether one with the same key is to be taken away.
  public func add(_ document: IndexDocument, replaces: Bool = false) {
    if replaces || removed.remove(document.key) != nil { replaced.insert(document.key) }
    builder.add(document)
  }

  /// Adds a document whose texts lie in memory that the caller keeps: for each its field, bytes and language.
  public func add(
    _ key: UInt64, _ values: [Int64], _ texts: [(Int, UnsafeRawBufferPointer, TextLanguage)],
    keywords: [IndexDocument.Keyword] = []
  ) {
    if removed.remove(key) != nil { replaced.insert(key) }
    builder.begin(key, values)
    for (field, bytes, language) in texts { builder.add(bytes, field: field, language: language) }
    for keyword in keywords { builder.add(keyword) }
    builder.end()
  }

  /// Takes away a document.
  public func delete(_ key: UInt64) {
    replaced.remove(key)
    removed.insert(key)
  }

  /// Whether what was added should be committed before more is added.
  public var isFull: Bool { builder.isFull }
  public var pendingDocuments: Int { builder.documentCount }

  /// Makes all that was added searchable and durable, with what the user keeps of how far it has come (nil: as before).
  public func commit(checkpoint: [UInt8]?) throws {
    try index.commit(builder, replaced: replaced, removed: removed, checkpoint: checkpoint)
    replaced.removeAll()
    removed.removeAll()
    if builder.documentCount > 0 { builder = SegmentBuilder(schema: index.schema) }
  }
}
