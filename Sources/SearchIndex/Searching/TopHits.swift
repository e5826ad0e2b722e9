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
    hits.reserveCapacity(min(limit, 1_000))
  }

  /// What a document must reach to be among them: no less than this score.
  @inline(__always)
  var threshold: Float {
    if hits.count < limit { return -1 }
    return limit == 0 ? .infinity : hits[0].score
  }

  var isByRelevance: Bool {
    if case .relevance = order { return true }
    return false
  }

  var column: Int {
    switch order {
    case .relevance(let column), .ascending(let column), .descending(let column): column
    }
  }

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
    if isByRelevance, hits.count == limit, limit == 0 || score < hits[0].score { return }
    consider(document, score, segment)
  }

  @inline(never)
  private mutating func consider(_ document: Int, _ score: Float, _ segment: Segment) {
    guard limit > 0 else { return }
    let column = column
    let value = column < segment.columns.count ? segment.columns[column][document] : 0
    let place = SearchHit.Place(score: score, value: value, key: segment.key(of: document))
    if let after, !isBefore(after, place) { return }
    if hits.count < limit {
      hits.append(place)
      siftUp()
    } else if isBefore(place, hits[0]) {
      hits[0] = place
      siftDown()
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

  private mutating func siftDown() {
    var parent = 0
    while true {
      var worst = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < hits.count {
        if isBefore(hits[worst], hits[child]) { worst = child }
      }
      guard worst != parent else { return }
      hits.swapAt(worst, parent)
      parent = worst
    }
  }

  var sorted: [SearchHit] { hits.sorted(by: isBefore).map(SearchHit.init) }
}
