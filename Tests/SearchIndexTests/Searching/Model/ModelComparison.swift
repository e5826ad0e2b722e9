import Testing
import TextAnalysis

@testable import SearchIndex

/// Asks an index and its model the same questions.
struct ModelComparison {
  let index: ModelIndex
  let snapshot: IndexSnapshot
  /// How the case can be run again.
  let origin: Comment

  /// The index holds the documents of the model, segment by segment.
  func compareDocuments() throws {
    #expect(snapshot.documentCount == index.live.count, origin)
    for (segment, (number, model)) in zip(snapshot.segments, index.segments) {
      try #require(segment.number == number, origin)
      let versions = (0..<segment.documentCount).map { Int(segment.columns[1][$0]) }
      #expect(versions == model.documents.map(\.version), origin)
      let deleted = (0..<segment.documentCount).filter(segment.deleted.contains).map { versions[$0] }
      #expect(deleted == versions.filter(index.deleted.contains), origin)
    }
  }

  func compare(_ clause: SearchClause, _ languages: [TextLanguage], _ dice: inout Dice) throws {
    let origin: Comment = "\(origin) \(clause) \(languages.map(\.code))"
    let query = ModelQuery(clause, languages, in: index, averageLength: snapshot.averageLength)
    var expected: [UInt64: (score: Float, document: ModelDocument)] = [:]
    for document in index.live {
      if let score = query.score(document) { expected[document.document.key] = (score, document) }
    }
    try compareByColumn(clause, languages, expected, &dice, origin)
    try compareByRelevance(clause, languages, expected, &dice, origin)
  }

  private func compareByColumn(
    _ clause: SearchClause, _ languages: [TextLanguage], _ expected: [UInt64: (score: Float, document: ModelDocument)],
    _ dice: inout Dice, _ origin: Comment
  ) throws {
    let ascending = dice.chance(50)
    let order = expected.sorted { first, second in
      let (one, other) = (first.value.document.document.values[0], second.value.document.document.values[0])
      let isBefore = one == other ? first.key < second.key : one < other
      return ascending ? isBefore : !isBefore && first.key != second.key
    }.map(\.key)
    var request = SearchRequest(
      clause, limit: max(1, dice.pick([1, 7, 100]) * expected.count / 40),
      order: ascending ? .ascending(column: 0) : .descending(column: 0), languages: languages)
    (request.columnFacets, request.keywordFacets) = ([0], [0, 1])
    var found: [UInt64] = []
    while found.count <= expected.count {
      let page = try snapshot.search(request)
      #expect(page.total == expected.count, origin)
      if request.after == nil { compareFacets(page, expected.values.map(\.document), origin) }
      found += page.hits.map(\.key)
      guard page.hits.count == request.limit, let last = page.hits.last else { break }
      request.after = last.place
    }
    #expect(found == order, origin)
  }

  private func compareFacets(_ results: SearchResults, _ found: [ModelDocument], _ origin: Comment) {
    var values: [Int64: Int] = [:]
    var keywords: [Int: [[UInt8]: Int]] = [0: [:], 1: [:]]
    for document in found {
      values[document.document.values[0], default: 0] += 1
      for keyword in Set(document.document.keywords) { keywords[keyword.kind]?[keyword.value, default: 0] += 1 }
    }
    #expect(results.columnFacets == [0: values], origin)
    #expect(results.keywordFacets == keywords, origin)
  }

  private func compareByRelevance(
    _ clause: SearchClause, _ languages: [TextLanguage], _ expected: [UInt64: (score: Float, document: ModelDocument)],
    _ dice: inout Dice, _ origin: Comment
  ) throws {
    for countsTotal in [true, false] {
      let limit = dice.pick([1, 3, 10, 100_000])
      let request = SearchRequest(
        clause, limit: limit, order: .relevance(ties: 0), countsTotal: countsTotal, languages: languages)
      let results = try snapshot.search(request)
      #expect(results.total == (countsTotal ? expected.count : nil), origin)
      try #require(results.hits.count == min(limit, expected.count), origin)
      let best = expected.values.map(\.score).sorted(by: >)
      for (rank, hit) in results.hits.enumerated() {
        let own = try #require(expected[hit.key], origin)
        #expect(isClose(hit.score, own.score), origin)
        #expect(isClose(hit.score, best[rank]), origin)
        #expect(hit.place.value == own.document.document.values[0], origin)
      }
      #expect(Set(results.hits.map(\.key)).count == results.hits.count, origin)
    }
  }

  private func isClose(_ first: Float, _ second: Float) -> Bool {
    abs(first - second) <= 1e-5 * max(abs(first), abs(second))
  }
}
