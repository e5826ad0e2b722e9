/// A query on one segment: makes cursors and sets of what was looked up.
struct SegmentQuery {
  let segment: Segment
  private let resolution: QueryResolution
  private let index: Int
  private let penalties: UnsafePointer<Float>
  let scale: BlockBounds.Scale

  init(
    _ segment: Segment, _ resolution: QueryResolution, _ index: Int,
    penalties: UnsafePointer<Float>, averageLength: Double
  ) {
    self.segment = segment
    (self.resolution, self.index) = (resolution, index)
    self.penalties = penalties
    scale = BlockBounds.Scale(segmentAverage: segment.averageLength, average: averageLength)
  }

  /// A cursor with what its postings are worth.
  struct Postings {
    let cursor: PostingsCursor
    let scorer: PostingScorer
  }

  private func found(_ word: Int) -> [WordPostings] { resolution.word(word, in: index) }

  private func postings(_ postings: WordPostings, _ rarity: Float) throws(IndexError) -> Postings {
    Postings(
      cursor: try PostingsCursor(segment, postings.term),
      scorer: PostingScorer(rarity: rarity, penalties: penalties, factors: postings.factors))
  }

  // MARK: Words with one list of postings

  /// Each index once. In the order of the query, so that scores are added up in the same order each time.
  private static func distinct(_ indices: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return indices.count > 1 ? indices.filter { seen.insert($0).inserted } : indices
  }

  /// The postings of a word that stands for one term, and what they are worth; nil where it stands for several.
  func simpleWord(_ word: Int) -> (WordPostings, PostingScorer)?? {
    let found = found(word)
    guard found.count <= 1 else { return .none }
    guard let only = found.first else { return .some(.none) }
    return .some(
      (only, PostingScorer(rarity: resolution.rarities[word], penalties: penalties, factors: only.factors)))
  }

  /// The postings of words of which each must occur; empty where one of them is not there at all.
  func simpleWords(_ indices: [Int]) throws(IndexError) -> [Postings]? {
    guard indices.allSatisfy({ found($0).count <= 1 }) else { return nil }
    guard indices.allSatisfy({ found($0).count == 1 }) else { return [] }
    var all: [Postings] = []
    for index in Self.distinct(indices) { all.append(try postings(found(index)[0], resolution.rarities[index])) }
    return all.sorted { $0.cursor.term.documents < $1.cursor.term.documents }
  }

  /// The postings of words of which any may occur.
  func simpleAlternatives(_ indices: [Int]) throws(IndexError) -> [Postings]? {
    var all: [Postings] = []
    for index in Self.distinct(indices) {
      for postings in found(index) { all.append(try self.postings(postings, resolution.rarities[index])) }
    }
    return all.count <= OrSearch.most ? all : nil
  }

  /// What closeness adds; nil where the query has no two words side by side.
  func proximity(_ neighbours: [Int]) throws(IndexError) -> Proximity? {
    guard neighbours.count > 1 else { return nil }
    let proximity = try Proximity(
      neighbours.map { ($0, resolution.word($0, in: index), resolution.rarities[$0]) }, segment)
    return proximity.most > 0 ? proximity : nil
  }

  /// The best documents with a word that begins so; returns how many there are.
  func searchPrefix(_ index: Int, _ top: inout TopHits) throws(IndexError) -> Int {
    try UnionSearch.run(
      resolution.prefix(index, in: self.index), rarity: resolution.prefixRarities[index], penalties: penalties, segment,
      &top)
  }

  // MARK: Sets

  /// Nil where one of the words is not there.
  func phrase(_ phrase: QueryPlan.Phrase) throws(IndexError) -> PhraseSet? {
    var places: [PhraseSet.Place] = []
    for word in phrase.words {
      guard !found(word).isEmpty else { return nil }
      var place = PhraseSet.Place(cursors: [], scorers: [])
      for postings in found(word) {
        let postings = try self.postings(postings, resolution.rarities[word])
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
        return try union(found(phrase.words[0]), resolution.rarities[phrase.words[0]])
      }
      return try self.phrase(phrase) ?? UnionSet([])
    case .prefix(_, let fields, let index):
      return try prefix(resolution.prefix(index, in: self.index), fields, resolution.prefixRarities[index])
    case .keyword(let key):
      guard let term = try segment.dictionary.find(key)?.term else { return UnionSet([]) }
      return try union([WordPostings(term: term, factors: FormFactors(1))], 0)
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
      if let term = scan.entry.term { found.append(WordPostings(term: term, factors: FormFactors(1))) }
    }
    return found
  }
}
