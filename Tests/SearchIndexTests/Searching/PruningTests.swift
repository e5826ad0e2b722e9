import Testing
import TextAnalysis

@testable import SearchIndex

/// Several windows of documents: the best hits must be those that a look at every document finds.
@Suite struct PruningTests {
  private static let documents = 5_200

  private static func word(_ dice: inout Dice) -> String {
    let rank = dice.below(60) * dice.below(60) * dice.below(60) / 3_600
    return "w\(rank)q"
  }

  private func fill(_ index: SearchIndex, _ model: ModelIndex, _ dice: inout Dice, segments: Int) throws {
    let size = Self.documents / segments
    for segment in 0..<segments {
      let documents = (0..<size).map { place in
        let key = UInt64(segment * size + place + 1)
        // Lengths change with time, so that blocks have different bounds.
        let length = 1 + dice.below(place / 700 % 2 == 0 ? 5 : 20)
        let text = (0..<length).map { _ in Self.word(&dice) }.joined(separator: " ")
        return model.numbered(
          IndexDocument(key, text, field: dice.chance(10) ? 0 : 1, values: [Int64(dice.below(50)), 0]))
      }
      try index.commit(documents.map(\.document))
      model.follow(try index.snapshot(), added: documents)
    }
  }

  private func clauses(_ dice: inout Dice) -> [SearchClause] {
    func words(_ count: Int) -> [SearchClause] {
      Array(Set((0..<count).map { _ in Self.word(&dice) })).sorted().map { .words($0) }
    }
    return (0..<4).flatMap { _ in
      [
        words(1)[0], .and(words(2)), .and(words(3)), .or(words(2)), .or(words(4)), .or(words(9)),
        .words(Self.word(&dice) + " " + Self.word(&dice)), .prefix("w\(dice.below(30))"),
        .and([.or(words(3)), .not(words(1)[0])]),
      ]
    } + [.or((0..<100).map { .words("w\($0)q") }), .words("w0q w0q")]
  }

  @Test(arguments: [1, 3]) func theBestAreThoseOfAllDocuments(segments: Int) throws {
    var dice = Dice(UInt64(segments))
    let folder = try ScratchFolder()
    let index = try folder.index()
    let model = ModelIndex(.small)
    try fill(index, model, &dice, segments: segments)
    let comparison = ModelComparison(index: model, snapshot: try index.snapshot(), origin: "\(segments) segments:")
    for clause in clauses(&dice) { try comparison.compare(clause, [], &dice) }
  }

  /// Pages of hits by relevance, one after another, are the list of all: none twice, none left out.
  @Test(arguments: [true, false]) func pagesByRelevanceGiveAll(countsTotal: Bool) throws {
    var dice = Dice(4)
    let folder = try ScratchFolder()
    let index = try folder.index()
    try fill(index, ModelIndex(.small), &dice, segments: 2)
    let snapshot = try index.snapshot()
    for clause in clauses(&dice) {
      var request = SearchRequest(clause, limit: 100_000, order: .relevance(ties: 0), countsTotal: countsTotal)
      let all = try snapshot.search(request).hits.map(\.key)
      request.limit = max(7, all.count / 12)
      var found: [UInt64] = []
      while found.count <= all.count {
        let hits = try snapshot.search(request).hits
        found += hits.map(\.key)
        guard hits.count == request.limit else { break }
        request.after = hits.last?.place
      }
      #expect(Set(found).count == found.count, "twice: \(clause)")
      #expect(Set(found) == Set(all), "\(clause)")
      #expect(found == all, "\(clause)")
    }
  }

  /// The same clause is worth the same, whatever else is asked: which way a search takes must not show.
  @Test func scoresDoNotDependOnTheWay() throws {
    var dice = Dice(6)
    let folder = try ScratchFolder()
    let index = try folder.index()
    try fill(index, ModelIndex(.small), &dice, segments: 1)
    let snapshot = try index.snapshot()
    for clause in clauses(&dice) {
      var request = SearchRequest(clause, limit: 100_000, order: .relevance(ties: 0))
      let plain = try snapshot.search(request)
      request.columnFacets = [0]
      let counted = try snapshot.search(request)
      #expect(counted.total == plain.total)
      let scores = Dictionary(uniqueKeysWithValues: plain.hits.map { ($0.key, $0.score) })
      for hit in counted.hits {
        let other = try #require(scores[hit.key])
        #expect(abs(hit.score - other) <= 1e-5 * max(hit.score, other), "\(clause)")
      }
    }
  }
}
