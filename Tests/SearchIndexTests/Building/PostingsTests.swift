import Testing
import TextAnalysis

@testable import SearchIndex

/// Terms of sizes at which the layout of postings changes, and documents with very many occurrences.
@Suite struct PostingsTests {
  private static let counts = [1, 2, 3, 64, 127, 128, 129, 255, 256, 257, 384, 1_000]

  /// Forms that the Turkish stemmer gives one stem: more than an occurrence in a bucket can name.
  private static let forms: [String] = "bcfhjpvxqw".flatMap { first in
    "bcçfhjpvxqwzş".map { "kalemt\(first)\($0)" }
  }

  private func documents(_ dice: inout Dice) -> [IndexDocument] {
    var words = [[String]](repeating: [], count: 1_300)
    for count in Self.counts {
      for place in words.indices.shuffled(using: &dice).prefix(count) {
        let times = dice.chance(80) ? 1 : 1 + dice.below(6)
        for _ in 0..<times { words[place].append("t\(count)x") }
      }
    }
    for place in words.indices {
      for _ in 0..<dice.below(4) { words[place].append(dice.pick(Self.forms)) }
      words[place].shuffle(using: &dice)
    }
    // More occurrences than a block of positions holds, many times over.
    for (place, times) in [(3, 127), (4, 128), (5, 129), (6, 700), (700, 20_000)] {
      words[place] += (0..<times).flatMap { $0 % 3 == 0 ? ["t1000x", "t1x"] : ["t1000x"] }
    }
    return words.enumerated().map { place, words in
      let cut = words.isEmpty ? 0 : dice.below(words.count + 1)
      return IndexDocument(
        key: UInt64(place + 1),
        texts: [(0, words[..<cut]), (1, words[cut...])].map { field, words in
          IndexDocument.Text(field: field, bytes: Array(words.joined(separator: " ").utf8), language: .turkish)
        }, values: [Int64(dice.below(100)), 0])
    }
  }

  private var clauses: [SearchClause] {
    let words = Self.counts.map { SearchClause.words("t\($0)x") }
    return words + [
      .and(Array(words[9...])), .or(Array(words[3...8])), .words("t1000x t1x"), .words("t1000x t1000x t1x"),
      .words("t1000x t257x"), .words("t1000x", in: [0]), .words("t1x", in: [1]), .words(Self.forms[17]),
      .words(Self.forms[99], in: [1]), .prefix(Self.forms[70]), .prefix("kalemtb"), .prefix("kalemt", in: [0]),
      .prefix("t12"), .and([.words("t1000x"), .not(.words("t384x"))]), .words("\(Self.forms[0]) t1000x"),
    ]
  }

  @Test(arguments: [1, 2] as [UInt64]) func termsOfAnySizeAreFound(seed: UInt64) throws {
    var dice = Dice(seed)
    let folder = try ScratchFolder()
    let index = try folder.index()
    let model = ModelIndex(.small)
    let documents = documents(&dice).map(model.numbered)
    // One segment; then the same in four that are merged into one.
    try index.commit(documents.map(\.document))
    model.follow(try index.snapshot(), added: documents)
    try compare(index, model, "one segment", &dice)

    let other = ModelIndex(.small)
    let parts = try folder.index("parts")
    for (first, last) in [(0, 130), (130, 258), (258, 900), (900, 1_300)] {
      let part = documents[first..<last].map { other.numbered($0.document) }
      try parts.commit(part.map(\.document))
      other.follow(try parts.snapshot(), added: part)
    }
    try compare(parts, other, "four segments", &dice)
    try parts.merge(MergePolicy(all: true))
    #expect(parts.segmentCount == 1)
    other.follow(try parts.snapshot())
    try compare(parts, other, "merged", &dice)
    for segment in try index.snapshot().segments + parts.snapshot().segments { try segment.file.verifyAll() }
  }

  private func compare(_ index: SearchIndex, _ model: ModelIndex, _ origin: String, _ dice: inout Dice) throws {
    let comparison = ModelComparison(index: model, snapshot: try index.snapshot(), origin: "\(origin):")
    try comparison.compareDocuments()
    for clause in clauses { try comparison.compare(clause, [.turkish], &dice) }
  }

  /// A merge of all that was committed in parts gives the very bytes of a single commit, where words have one form.
  @Test func mergingGivesTheSameSegment() throws {
    let folder = try ScratchFolder()
    let (whole, parts) = (try folder.index("whole", .plain), try folder.index("parts", .plain))
    var dice = Dice(5)
    let documents = (1...700).map { key in
      let text = (0..<dice.below(30)).map { _ in "t\(dice.below(20) * dice.below(20))" }.joined(separator: " ")
      return IndexDocument(UInt64(key), text)
    }
    try whole.commit(documents)
    for start in stride(from: 0, to: 700, by: 90) { try parts.commit(Array(documents[start..<min(700, start + 90)])) }
    try parts.merge(MergePolicy(all: true))
    let (one, other) = (try whole.snapshot().segments[0].record, try parts.snapshot().segments[0].record)
    #expect(one == other)
  }
}
