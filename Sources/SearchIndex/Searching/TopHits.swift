/// The best hits so far, in a heap whose root is the worst of them.
struct TopHits {
  private let limit: Int
  private let order: SearchRequest.Order
  private let after: SearchHit.Place?
  private(set) var hits: [SearchHit.Place] = []

  init(_ request: SearchRequest) {
    limit = max(0, request.limit)
    order = request.order
    after = request.after
    switch request.order {
    case .relevance(let column): (isByRelevance, self.column) = (true, column)
    case .ascending(let column), .descending(let column): (isByRelevance, self.column) = (false, column)
    }
    threshold = limit == 0 ? .infinity : -1
    hits.reserveCapacity(min(limit, 1_000))
  }

  /// What a document must reach to be among them: no less than this score.
  private(set) var threshold: Float

  let isByRelevance: Bool
  let column: Int

  @inline(__always)
  private func isBefore(_ first: SearchHit.Place, _ second: SearchHit.Place) -> Bool {
    switch order {
    case .relevance:
      if first.score != second.score { return first.score > second.score }
      if first.value != second.value { return first.value > second.value }
      return first.key > second.key
    case .descending:
      if first.value != second.value { return first.value > second.value }
      return first.key > second.key
    case .ascending:
      if first.value != second.value { return first.value < second.value }
      return first.key < second.key
    }
  }

  @inline(__always)
  mutating func offer(_ document: Int, score: Float, in segment: Segment) {
    if isByRelevance, score < threshold { return }
    consider(document, score, segment)
  }

  @inline(never)
  private mutating func consider(_ document: Int, _ score: Float, _ segment: Segment) {
    guard limit > 0 else { return }
    let value = column < segment.columns.count ? segment.columns[column][document] : 0
    let place = SearchHit.Place(score: score, value: value, key: segment.key(of: document))
    if let after, !isBefore(after, place) { return }
    if hits.count < limit {
      hits.append(place)
      siftUp()
      if hits.count == limit { threshold = hits[0].score }
    } else if isBefore(place, hits[0]) {
      replaceWorst(by: place)
      threshold = hits[0].score
    }
  }

  private mutating func siftUp() {
    var child = hits.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(hits[parent], hits[child]) else { return }
      hits.swapAt(parent, child)
      child = parent
    }
  }

  /// Puts a hit in the root's place and lets it sink as far as others are worse.
  private mutating func replaceWorst(by place: SearchHit.Place) {
    var parent = 0
    while true {
      var worse = 2 &* parent &+ 1
      guard worse < hits.count else { break }
      if worse &+ 1 < hits.count, isBefore(hits[worse], hits[worse &+ 1]) { worse &+= 1 }
      guard isBefore(place, hits[worse]) else { break }
      hits[parent] = hits[worse]
      parent = worse
    }
    hits[parent] = place
  }

  /// All of them, the best first.
  var sorted: [SearchHit] {
    guard hits.count <= 64 else { return hits.sorted(by: isBefore).map(SearchHit.init) }
    // A few are put in order as they are copied.
    var sorted: [SearchHit] = []
    sorted.reserveCapacity(hits.count)
    for place in hits {
      var index = sorted.count
      sorted.append(SearchHit(place: place))
      while index > 0, isBefore(place, sorted[index - 1].place) {
        sorted[index] = sorted[index - 1]
        index -= 1
      }
      sorted[index] = SearchHit(place: place)
    }
    return sorted
  }
}
