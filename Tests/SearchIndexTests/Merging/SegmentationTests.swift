import Testing
import TextAnalysis

@testable import SearchIndex

/// Where nothing is deleted, what is found and what it is worth must not depend on which documents share a segment.
@Suite struct SegmentationTests {
  /// The same documents in one segment, in several, and in those that merges make of them.
  private func indexes(_ folder: ScratchFolder, _ documents: [IndexDocument], _ dice: inout Dice) throws
    -> [SearchIndex]
  {
    let whole = try folder.index("whole")
    try whole.commit(documents)
    var all = [whole]
    for (name, largest) in [("few", 120), ("many", 15)] {
      let index = try folder.index(name)
      var start = 0
      while start < documents.count {
        let end = min(documents.count, start + 1 + dice.below(largest))
        try index.commit(Array(documents[start..<end]))
        start = end
      }
      all.append(index)
    }
    let merged = try folder.index("merged")
    for start in stride(from: 0, to: documents.count, by: 20) {
      try merged.commit(Array(documents[start..<min(documents.count, start + 20)]))
      try merged.merge(MergePolicy(factor: 3, smallest: 20_000))
    }
    try merged.merge(MergePolicy(all: true))
    #expect(merged.segmentCount == 1)
    return all + [merged]
  }

  /// Whether the worth of a clause comes from words alone, not from beginnings of words.
  private func hasPrefix(_ clause: SearchClause) -> Bool {
    switch clause {
    case .prefix: true
    case .and(let parts), .or(let parts): parts.contains(where: hasPrefix)
    case .not(let part): hasPrefix(part)
    default: false
    }
  }

  private func documents(_ dice: inout Dice) -> [IndexDocument] {
    let maker = ModelDocuments(longest: 12)
    return (1...400).map { maker.document($0, &dice) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func hitsAndScoresAreTheSame(seed: UInt64) throws {
    var dice = Dice(seed)
    let folder = try ScratchFolder()
    let documents = documents(&dice)
    let indexes = try indexes(folder, documents, &dice)
    let clauses = ModelClauses(keys: documents.map(\.key))
    for _ in 0..<150 {
      let clause = clauses.clause(&dice)
      let request = SearchRequest(clause, limit: 1_000, order: .relevance(ties: 0), languages: [.turkish, .english])
      let expected = try indexes[0].snapshot().search(request)
      let scores = Dictionary(uniqueKeysWithValues: expected.hits.map { ($0.key, $0.score) })
      for index in indexes.dropFirst() {
        let found = try index.snapshot().search(request)
        #expect(found.total == expected.total, "seed \(seed): \(clause)")
        #expect(Set(found.hits.map(\.key)) == Set(scores.keys), "seed \(seed): \(clause)")
        if hasPrefix(clause) { continue }
        let isSame = found.hits.allSatisfy { hit in
          let other = scores[hit.key] ?? -1
          return abs(hit.score - other) <= 1e-5 * max(hit.score, other)
        }
        #expect(isSame, "seed \(seed): \(clause)")
      }
    }
  }

  @Test func beginningsAreWorthTheSame() throws {
    var dice = Dice(9)
    let folder = try ScratchFolder()
    let indexes = try indexes(folder, documents(&dice), &dice)
    for prefix in ["fat", "öde", "s", "a", "inv"] {
      let request = SearchRequest(.prefix(prefix), limit: 1_000, order: .relevance(ties: 0))
      let expected = try indexes[0].snapshot().search(request).hits
      let scores = Dictionary(uniqueKeysWithValues: expected.map { ($0.key, $0.score) })
      for index in indexes.dropFirst() {
        let isSame = try index.snapshot().search(request).hits.allSatisfy { hit in
          let other = scores[hit.key] ?? -1
          return abs(hit.score - other) <= 1e-5 * max(hit.score, other)
        }
        #expect(isSame, "\(prefix)")
      }
    }
  }

  /// A word that a query has twice is worth the same whatever else is asked for, and in every segment.
  @Test func wordsAskedForTwice() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    // The first segment has a deletion, so that its hits are counted one by one.
    try index.commit((1...20).map { IndexDocument($0, "fatura ödeme s\($0)x") })
    try index.commit((21...40).map { IndexDocument($0, "fatura ödeme s\($0)x") }, deleting: [3])
    let twice: [SearchClause] = [
      .and([.words("fatura"), .words("ödeme"), .words("fatura")]), .or([.words("fatura"), .words("fatura")]),
    ]
    for clause in twice {
      let hits = try index.snapshot().search(SearchRequest(clause, limit: 100, order: .relevance(ties: 0))).hits
      #expect(hits.count == 39)
      let (best, worst) = (hits.first?.score ?? 0, hits.last?.score ?? 1)
      #expect(best - worst <= 1e-5 * best, "\(clause)")
    }
  }

  /// Of a keyword beyond the longest that is kept whole, the rest is compared by a checksum.
  @Test func longKeywordsBeginAsTheyDo() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    let long = Array(String(repeating: "k", count: 500).utf8)
    let value = IndexDocument.Keyword(kind: 1, value: long + [1])
    let other = IndexDocument.Keyword(kind: 1, value: long + [2])
    let documents = [value, other].enumerated().map { place, keyword in
      IndexDocument(key: UInt64(place + 1), texts: [], keywords: [keyword], values: [0, 0])
    }
    try index.commit(documents)
    #expect(try index.keys(.keyword(kind: 1, value: value.value)) == [1])
    #expect(try index.keys(.keyword(kind: 1, value: other.value)) == [2])
    #expect(try index.keys(.keywordPrefix(kind: 1, value: Array(long.prefix(300)))) == [1, 2])
    #expect(try index.keys(.keywordPrefix(kind: 1, value: long)) == [1, 2])
    #expect(try index.keys(.keywordPrefix(kind: 0, value: [])) == [])
  }
}
