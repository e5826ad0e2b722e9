/// What the words of a plan stand for in each segment, and how rare they are in all. A class, since the queries of all
/// segments refer to it.
final class QueryResolution {
  /// By word, then by segment.
  private var words: [[WordPostings]] = []
  private var prefixes: [[WordPostings]] = []
  private let segmentCount: Int
  private(set) var rarities: [Float] = []
  private(set) var prefixRarities: [Float] = []

  init(_ plan: QueryPlan, _ snapshot: IndexSnapshot) throws(IndexError) {
    let lookups = snapshot.segments.map(WordLookup.init)
    let documents = snapshot.segments.reduce(0) { $0 + $1.documentCount }
    segmentCount = lookups.count
    words.reserveCapacity(plan.words.count * segmentCount)
    for word in plan.words {
      var frequency = 0
      for (index, found) in try Self.find(word, lookups).enumerated() {
        let postings = try lookups[index].postings(of: word, found)
        for one in postings { frequency &+= min(one.term.documents, documents) }
        words.append(postings)
      }
      // Words that stand for several terms count by the postings of all.
      rarities.append(Ranking.rarity(frequency: frequency, documents: documents))
    }
    for prefix in plan.prefixes {
      var frequency = 0
      for lookup in lookups {
        let postings = try lookup.postings(prefix: prefix)
        for one in postings { frequency &+= min(one.term.documents, documents) }
        prefixes.append(postings)
      }
      prefixRarities.append(Ranking.rarity(frequency: frequency, documents: documents))
    }
  }

  func word(_ word: Int, in segment: Int) -> [WordPostings] { words[word * segmentCount + segment] }

  func prefix(_ prefix: Int, in segment: Int) -> [WordPostings] { prefixes[prefix * segmentCount + segment] }

  /// What each segment has of a word. A term to which the word leads in one of them, it stands for in all, so that what is
  /// found does not depend on which documents share a segment.
  private static func find(
    _ word: WordLookup.QueryWord, _ lookups: [WordLookup]
  ) throws(IndexError) -> [WordLookup.Found] {
    var found: [WordLookup.Found] = []
    found.reserveCapacity(lookups.count)
    for lookup in lookups { found.append(try lookup.find(word)) }
    guard lookups.count > 1 else { return found }
    var further: [[UInt8]] = []
    for (index, lookup) in lookups.enumerated() {
      for key in try lookup.furtherTerms(of: word, found[index])
      where !word.stems.contains(key) && !further.contains(key) {
        further.append(key)
      }
    }
    for key in further {
      for (index, lookup) in lookups.enumerated() { try lookup.add(key, to: &found[index], word) }
    }
    return found
  }
}
