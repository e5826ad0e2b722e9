import TextAnalysis

/// The index as it was at one moment: segments that do not change. Made for use on any thread; a search runs on one.
public struct IndexSnapshot: Sendable {
  let schema: IndexSchema
  let segments: [Segment]
  /// Documents that count.
  public let documentCount: Int
  let averageLength: Double
  let penalties: PenaltyTable

  init(schema: IndexSchema, segments: [Segment]) {
    self.schema = schema
    self.segments = segments
    documentCount = segments.reduce(0) { $0 + $1.documentCount - $1.deleted.count }
    let (documents, length) = segments.reduce((0, 0)) {
      ($0.0 + $1.documentCount, $0.1 + $1.file.footer.totalLength)
    }
    averageLength = Double(length) / Double(max(1, documents))
    penalties = PenaltyTable(averageLength: averageLength, unit: schema.unit)
  }

  /// Answers a question.
  public func search(_ request: SearchRequest) throws(IndexError) -> SearchResults {
    var run = SearchRun(self, request)
    return try run.results()
  }
}

/// One search.
struct SearchRun {
  let snapshot: IndexSnapshot
  let request: SearchRequest
  private var top: TopHits
  private var total = 0
  private var facets: FacetCounter?
  private let plan: QueryPlan

  init(_ snapshot: IndexSnapshot, _ request: SearchRequest) {
    self.snapshot = snapshot
    self.request = request
    top = TopHits(request)
    plan = QueryPlan(request, schema: snapshot.schema)
    if !request.columnFacets.isEmpty || !request.keywordFacets.isEmpty { facets = FacetCounter(request) }
  }

  mutating func results() throws(IndexError) -> SearchResults {
    let resolution = try QueryResolution(plan, snapshot)
    for (index, segment) in snapshot.segments.enumerated() {
      let pieces = SegmentQuery(
        segment, resolution, index, penalties: snapshot.penalties.base, averageLength: snapshot.averageLength)
      try search(segment, pieces)
    }
    var results = SearchResults(hits: top.sorted, total: request.countsTotal ? total : nil)
    facets?.finish(&results)
    return results
  }

  private mutating func search(_ segment: Segment, _ query: SegmentQuery) throws(IndexError) {
    let isPlainSearch = facets == nil && top.isByRelevance
    // Deleted documents must be left out of the count one by one.
    let canCount = !request.countsTotal || segment.deleted.isEmpty
    if isPlainSearch, canCount {
      switch plan.root {
      case .word(let word):
        if let postings = try query.simpleWord(word) {
          total += try TermSearch.run(postings, segment, &top, query.scale)
          return
        }
      case .allWords(let words):
        if let all = try query.simpleWords(words) {
          if all.isEmpty { return }
          total += try AndSearch.run(all, segment, &top, counts: request.countsTotal, query.scale)
          return
        }
      case .anyWords(let words):
        if let any = try query.simpleAlternatives(words) {
          if any.isEmpty { return }
          total += try OrSearch.run(any, segment, &top, counts: request.countsTotal, query.scale)
          return
        }
      case .phrase(let phrase):
        guard let set = try query.phrase(phrase) else { return }
        return searchPhrase(set, segment, query.scale)
      case .prefix(let prefix):
        total += try query.searchPrefix(prefix, &top)
        return
      case .tree: break
      }
    }
    try searchWindows(try query.set(plan.clause), segment)
  }

  private mutating func searchPhrase(_ set: PhraseSet, _ segment: Segment, _ scale: BlockBounds.Scale) {
    var document = 0
    while let (found, score) = set.next(
      from: document, below: segment.documentCount, threshold: top.threshold, request.countsTotal ? nil : scale)
    {
      document = found + 1
      if segment.deleted.contains(found) { continue }
      total += 1
      top.offer(found, score: score, in: segment)
    }
  }

  private mutating func searchWindows(_ set: DocumentSet, _ segment: Segment) throws(IndexError) {
    let bits = DocumentSet.Bits.allocate(capacity: DocumentSet.windowWords)
    let scores = DocumentSet.Scores.allocate(capacity: DocumentSet.windowSize)
    defer {
      bits.deallocate()
      scores.deallocate()
    }
    scores.initialize(repeating: 0, count: DocumentSet.windowSize)
    try facets?.begin(segment)
    var start = 0
    while start < segment.documentCount {
      let candidate = set.candidate(from: start)
      guard candidate < segment.documentCount else { break }
      start = candidate / 64 * 64
      let end = min(segment.documentCount, start + DocumentSet.windowSize)
      bits.update(repeating: 0, count: DocumentSet.windowWords)
      try set.fill(start, end, bits, top.isByRelevance ? scores : nil)
      for word in 0..<DocumentSet.windowWords {
        var rest = bits[word]
        while rest != 0 {
          let offset = word * 64 + rest.trailingZeroBitCount
          rest &= rest - 1
          let document = start + offset
          if segment.deleted.contains(document) {
            bits[word] &= ~(1 &<< UInt64(offset & 63))
            continue
          }
          top.offer(document, score: scores[offset], in: segment)
        }
        total += bits[word].nonzeroBitCount
      }
      if top.isByRelevance { scores.update(repeating: 0, count: DocumentSet.windowSize) }
      facets?.take(bits, start: start)
      start = end
    }
    try facets?.end(segment)
  }
}
