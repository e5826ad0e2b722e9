import Testing
import TextAnalysis

@testable import SearchIndex

/// An index against lists of documents that are looked through one by one: whatever is added, replaced, deleted and merged,
/// both give the same answers.
@Suite struct ModelTests {
  static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, 21, 34]

  @Test(arguments: seeds) func answersAreThoseOfTheModel(seed: UInt64) throws { try run(seed) }

  @Test func answersAreThoseOfTheModelWithAnySeed() throws { try run(UInt64.random(in: 1_000...999_999_999)) }

  private func run(_ seed: UInt64) throws {
    var dice = Dice(seed)
    let folder = try ScratchFolder()
    var index = try folder.index()
    let model = ModelIndex(.small)
    let documents = ModelDocuments(longest: dice.pick([3, 12, 30]))
    var nextKey: UInt64 = dice.chance(20) ? .max - 5_000 : 1
    for round in 0..<8 {
      let origin: Comment = "seed \(seed), round \(round):"
      let added = try commit(index, model, documents, &nextKey, &dice)
      model.follow(try index.snapshot(), added: added)
      if dice.chance(50) {
        let policy = MergePolicy(
          factor: 2 + dice.below(3), smallest: dice.pick([1_000, 1 << 20]), all: dice.chance(30))
        try index.merge(policy)
        model.follow(try index.snapshot())
      }
      if dice.chance(25) {
        index.close()
        index = try folder.index()
        #expect(!index.isNew, origin)
        #expect(index.checkpoint == [UInt8(model.versions & 0xFF)], origin)
      }
      let comparison = ModelComparison(index: model, snapshot: try index.snapshot(), origin: origin)
      try comparison.compareDocuments()
      let clauses = ModelClauses(keys: model.segments.flatMap { $0.segment.documents.map(\.document.key) })
      for _ in 0..<12 {
        let languages = dice.pick([[], [.turkish], [.english, .turkish], [.german], [.unknown]] as [[TextLanguage]])
        try comparison.compare(clauses.clause(&dice), languages, &dice)
      }
    }
    index.close()
  }

  private func commit(
    _ index: SearchIndex, _ model: ModelIndex, _ documents: ModelDocuments, _ nextKey: inout UInt64,
    _ dice: inout Dice
  ) throws -> [ModelDocument] {
    let writer = IndexWriter(index)
    var (added, replaced): ([ModelDocument], Set<UInt64>) = ([], [])
    let old = model.live.map(\.document.key)
    for _ in 0..<dice.pick([0, 1, 20, 60]) {
      var key = nextKey
      let replaces = !old.isEmpty && dice.chance(15)
      if replaces {
        key = dice.pick(old)
        if !replaced.insert(key).inserted { continue }
      } else {
        nextKey += 1 + UInt64(dice.below(3))
      }
      let document = model.numbered(documents.document(key, &dice))
      writer.add(document.document, replaces: replaces)
      added.append(document)
    }
    if dice.chance(40) {
      for _ in 0..<dice.below(12) where !old.isEmpty {
        let key = dice.pick(old)
        if replaced.insert(key).inserted { writer.delete(key) }
      }
    }
    try writer.commit(checkpoint: [UInt8(model.versions & 0xFF)])
    model.delete(replaced)
    return added
  }
}
