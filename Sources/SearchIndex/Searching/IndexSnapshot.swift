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
    try search(prepare(request))
  }

  /// Analyses the words of a question, which does not depend on what the index holds.
  public func prepare(_ request: SearchRequest) -> PreparedSearch { PreparedSearch(request, schema: schema) }

  /// Answers a question whose words were analysed before.
  public func search(_ prepared: PreparedSearch) throws(IndexError) -> SearchResults {
    var run = SearchRun(prepared.request)
    return try run.results(self, prepared)
  }
}

/// A question with its words analysed.
public struct PreparedSearch: Sendable {
  let request: SearchRequest
  let plan: QueryPlan

  init(_ request: SearchRequest, schema: IndexSchema) {
    self.request = request
    plan = QueryPlan(request, schema: schema)
  }
}

/// One search: what was found so far. Snapshot and question are lent to it, since most searches take less time than copies
/// of them.
struct SearchRun {
  private var top: TopHits
  private var total = 0
  private var facets: FacetCounter?

  init(_ request: SearchRequest) {
    top = TopHits(request)
    if !request.columnFacets.isEmpty || !request.keywordFacets.isEmpty { facets = FacetCounter(request) }
  }

  mutating func results(_ snapshot: IndexSnapshot, _ prepared: PreparedSearch) throws(IndexError) -> SearchResults {
    if try !searchSoleWord(snapshot, prepared) {
      let resolution = try QueryResolution(prepared.plan, snapshot)
      for (index, segment) in snapshot.segments.enumerated() {
        let pieces = SegmentQuery(
          segment, resolution, index, penalties: snapshot.penalties.base, averageLength: snapshot.averageLength)
        try search(segment, pieces, prepared)
      }
    }
    var results = SearchResults(hits: top.sorted, total: prepared.request.countsTotal ? total : nil)
    facets?.finish(&results)
    return results
  }

  /// One word in one segment, which needs nothing of what is kept for several; false where the question is another one, and
  /// nothing was searched.
  private mutating func searchSoleWord(
    _ snapshot: IndexSnapshot, _ prepared: PreparedSearch
  ) throws(IndexError) -> Bool {
    guard case .word(let number) = prepared.plan.root, snapshot.segments.count == 1, facets == nil, top.isByRelevance
    else { return false }
    let segment = snapshot.segments[0]
    guard !prepared.request.countsTotal || segment.deleted.isEmpty else { return false }
    let lookup = WordLookup(segment)
    let found = try lookup.find(prepared.plan.words[number])
    let all = try lookup.postings(of: prepared.plan.words[number], found)
    guard all.count <= 1 else { return false }
    guard let postings = all.first else { return true }
    let documents = segment.documentCount
    let rarity = Ranking.rarity(frequency: min(postings.term.documents, documents), documents: documents)
    let scorer = PostingScorer(rarity: rarity, penalties: snapshot.penalties.base, factors: postings.factors)
    let scale = BlockBounds.Scale(segmentAverage: segment.averageLength, average: snapshot.averageLength)
    total = try TermSearch.run(postings.term, scorer, segment, &top, scale)
    return true
  }

  private mutating func search(
    _ segment: Segment, _ query: SegmentQuery, _ prepared: PreparedSearch
  ) throws(IndexError) {
    let request = prepared.request
    let plan = prepared.plan
    let proximity = request.considersProximity && top.isByRelevance ? try query.proximity(plan.neighbours) : nil
    let isPlainSearch = facets == nil && top.isByRelevance && proximity == nil
    // Deleted documents must be left out of the count one by one.
    let canCount = !request.countsTotal || segment.deleted.isEmpty
    if isPlainSearch, canCount {
      switch plan.root {
      case .word(let word):
        if let postings = query.simpleWord(word) {
          guard let postings else { return }
          total += try TermSearch.run(postings.0.term, postings.1, segment, &top, query.scale)
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
        return searchPhrase(set, segment, request.countsTotal ? nil : query.scale)
      case .prefix(let prefix):
        total += try query.searchPrefix(prefix, &top)
        return
      case .tree: break
      }
    }
    try searchWindows(try query.set(plan.clause), segment, proximity)
  }

  private mutating func searchPhrase(_ set: PhraseSet, _ segment: Segment, _ scale: BlockBounds.Scale?) {
    var document = 0
    while let (found, score) = set.next(
      from: document, below: segment.documentCount, threshold: top.threshold, scale)
    {
      document = found + 1
      if segment.deleted.contains(found) { continue }
      total += 1
      top.offer(found, score: score, in: segment)
    }
  }

  private mutating func searchWindows(
    _ set: DocumentSet, _ segment: Segment, _ proximity: Proximity?
  ) throws(IndexError) {
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
          var score = scores[offset]
          if let proximity {
            if score + proximity.most < top.threshold { continue }
            score += proximity.gain(of: document)
          }
          top.offer(document, score: score, in: segment)
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
