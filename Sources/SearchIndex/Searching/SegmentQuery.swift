/// A query on one segment: makes cursors and sets of what was looked up.
struct SegmentQuery {
  let segment: Segment
  private let plan: QueryPlan
  private let words: [[WordPostings]]
  private let prefixes: [[WordPostings]]
  private let rarities: [Float]
  private let prefixRarities: [Float]
  private let penalties: UnsafePointer<Float>
  let scale: BlockBounds.Scale

  init(
    _ segment: Segment, _ plan: QueryPlan, _ resolution: QueryResolution, _ index: Int,
    penalties: UnsafePointer<Float>, averageLength: Double
  ) {
    self.segment = segment
    self.plan = plan
    words = resolution.words[index]
    prefixes = resolution.prefixes[index]
    (rarities, prefixRarities) = (resolution.rarities, resolution.prefixRarities)
    self.penalties = penalties
    scale = BlockBounds.Scale(segmentAverage: segment.averageLength, average: averageLength)
  }

  /// A cursor with what its postings are worth.
  struct Postings {
    let cursor: PostingsCursor
    let scorer: PostingScorer
  }

  private func postings(_ postings: WordPostings, _ rarity: Float) throws(IndexError) -> Postings {
    Postings(
      cursor: try PostingsCursor(segment, postings.term),
      scorer: PostingScorer(rarity: rarity, penalties: penalties, factors: postings.factors))
  }

  // MARK: Words with one list of postings

  /// The postings of a word that stands for one term; nil where it stands for several.
  func simpleWord(_ word: Int) throws(IndexError) -> Postings?? {
    guard words[word].count <= 1 else { return .none }
    guard let only = words[word].first else { return .some(.none) }
    return .some(try postings(only, rarities[word]))
  }

  /// The postings of words of which each must occur; empty where one of them is not there at all.
  func simpleWords(_ indices: [Int]) throws(IndexError) -> [Postings]? {
    guard indices.allSatisfy({ words[$0].count <= 1 }) else { return nil }
    guard indices.allSatisfy({ words[$0].count == 1 }) else { return [] }
    var all: [Postings] = []
    for index in Set(indices) { all.append(try postings(words[index][0], rarities[index])) }
    return all.sorted { $0.cursor.term.documents < $1.cursor.term.documents }
  }

  /// The postings of words of which any may occur.
  func simpleAlternatives(_ indices: [Int]) throws(IndexError) -> [Postings]? {
    var all: [Postings] = []
    for index in Set(indices) {
      for postings in words[index] { all.append(try self.postings(postings, rarities[index])) }
    }
    return all.count <= OrSearch.most ? all : nil
  }

  /// What closeness adds; nil where the query has no two words side by side.
  func proximity() throws(IndexError) -> Proximity? {
    let neighbours = plan.neighbours
    guard neighbours.count > 1 else { return nil }
    let proximity = try Proximity(neighbours.map { ($0, words[$0], rarities[$0]) }, segment)
    return proximity.most > 0 ? proximity : nil
  }

  // MARK: Sets

  /// Nil where one of the words is not there.
  func phrase(_ phrase: QueryPlan.Phrase) throws(IndexError) -> PhraseSet? {
    var places: [PhraseSet.Place] = []
    for word in phrase.words {
      guard !words[word].isEmpty else { return nil }
      var place = PhraseSet.Place(cursors: [], scorers: [])
      for postings in words[word] {
        let postings = try self.postings(postings, rarities[word])
        place.cursors.append(postings.cursor)
        place.scorers.append(postings.scorer)
      }
      places.append(place)
    }
    return PhraseSet(segment, places, fields: phrase.fields, penalties: penalties)
  }

  func set(_ clause: QueryPlan.Clause) throws(IndexError) -> DocumentSet {
    switch clause {
    case .all: return EveryDocument(segment)
    case .nothing: return UnionSet([])
    case .phrase(let phrase):
      if phrase.words.count == 1, phrase.fields == nil {
        return try union(words[phrase.words[0]], rarities[phrase.words[0]])
      }
      return try self.phrase(phrase) ?? UnionSet([])
    case .prefix(_, let fields, let index):
      return try prefix(prefixes[index], fields, prefixRarities[index])
    case .keyword(let key):
      guard let term = try segment.dictionary.find(key)?.term else { return UnionSet([]) }
      return try union([WordPostings(term: term, factors: [1])], 0)
    case .keywordPrefix(let key): return try union(keywords(key), 0)
    case .range(let column, let limits):
      guard column < segment.columns.count else { return UnionSet([]) }
      return RangeSet(segment.columns[column], limits, segment)
    case .keys(let keys): return KeySet(segment, keys)
    case .or(let parts):
      var sets: [DocumentSet] = []
      for part in parts { sets.append(try set(part)) }
      return UnionSet(sets)
    case .and(let parts, let excluded):
      var (sets, others): ([DocumentSet], [DocumentSet]) = ([], [])
      for part in parts { sets.append(try set(part)) }
      for part in excluded { others.append(try set(part)) }
      return IntersectionSet(sets, excluded: others)
    }
  }

  private func union(_ all: [WordPostings], _ rarity: Float) throws(IndexError) -> DocumentSet {
    var sets: [DocumentSet] = []
    for one in all {
      let postings = try postings(one, rarity)
      sets.append(TermSet(postings.cursor, postings.scorer))
    }
    return sets.count == 1 ? sets[0] : UnionSet(sets)
  }

  private func prefix(_ all: [WordPostings], _ fields: Set<Int>?, _ rarity: Float) throws(IndexError) -> DocumentSet {
    guard let fields else { return try union(all, rarity) }
    var sets: [DocumentSet] = []
    for one in all {
      let postings = try postings(one, rarity)
      let place = PhraseSet.Place(cursors: [postings.cursor], scorers: [postings.scorer])
      sets.append(PhraseSet(segment, [place], fields: fields, penalties: penalties))
    }
    return UnionSet(sets)
  }

  private func keywords(_ prefix: [UInt8]) throws(IndexError) -> [WordPostings] {
    var found: [WordPostings] = []
    var scan = try segment.dictionary.scan(from: prefix)
    while try scan.next() {
      let order = scan.compareBeginning(to: prefix)
      if order < 0 { continue }
      if order > 0 { break }
      if let term = scan.entry.term { found.append(WordPostings(term: term, factors: [1])) }
    }
    return found
  }
}
