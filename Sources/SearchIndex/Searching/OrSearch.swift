/// The best documents that have any of some terms, by MaxScore (Turtle and Flood, "Query evaluation: strategies and
/// optimizations", 1995) window by window: terms whose bounds in a window together can't reach the best so far only add to
/// documents that others found.
final class OrSearch {
  /// More terms than that are searched as any other set.
  static let most = 64

  private struct Part {
    let cursor: UnsafeMutablePointer<PostingsState>
    let scorer: PostingScorer
    /// What the term can add in the current window.
    var bound: Float = 0
    /// Block in which the bounds of the window were last looked up.
    var boundBlock = 0
    let whole: Float
  }

  private var parts: [Part]
  /// Keeps the memory of the cursors.
  private let owners: [PostingsCursor]
  private let segment: Segment
  private let scale: BlockBounds.Scale
  private let bits: DocumentSet.Bits
  private let scores: DocumentSet.Scores

  static func run(
    _ all: [SegmentQuery.Postings], _ segment: Segment, _ top: inout TopHits, counts: Bool, _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    OrSearch(all, segment, scale).run(&top, counts: counts)
  }

  private init(_ all: [SegmentQuery.Postings], _ segment: Segment, _ scale: BlockBounds.Scale) {
    self.segment = segment
    self.scale = scale
    parts = all.map { postings in
      let bound = postings.cursor.state.pointee.termBound
      return Part(
        cursor: postings.cursor.state, scorer: postings.scorer,
        whole: postings.scorer.most * scale.share(low: bound.low, high: bound.high))
    }
    owners = all.map(\.cursor)
    bits = .allocate(capacity: DocumentSet.windowWords)
    scores = .allocate(capacity: DocumentSet.windowSize)
    bits.initialize(repeating: 0, count: DocumentSet.windowWords)
    scores.initialize(repeating: 0, count: DocumentSet.windowSize)
  }

  deinit {
    bits.deallocate()
    scores.deallocate()
  }

  private func run(_ top: inout TopHits, counts: Bool) -> Int {
    var count = 0
    var start = 0
    let end = segment.documentCount
    while start < end {
      let windowEnd = min(end, start + DocumentSet.windowSize)
      var sum: Float = 0
      for index in parts.indices { sum += bound(index, start, windowEnd) }
      if sum < top.threshold {
        if counts { count += countWindow(start, windowEnd) }
      } else {
        count += search(start, windowEnd, &top, counts: counts)
      }
      start = windowEnd
    }
    return count
  }

  /// What a term can add to a document of the window at most; remembered in the part.
  private func bound(_ index: Int, _ start: Int, _ end: Int) -> Float {
    let cursor = parts[index].cursor
    let from = max(parts[index].boundBlock, 0)
    var block = cursor.pointee.block(of: UInt32(truncatingIfNeeded: start), from: from)
    parts[index].boundBlock = block
    var share: Float = 0
    var before = block > 0 ? cursor.pointee.last(block - 1) : 0
    while block < cursor.pointee.blockCount, block == 0 || before < UInt32(truncatingIfNeeded: end - 1) {
      let bound = cursor.pointee.bound(block)
      share = max(share, scale.share(low: bound.low, high: bound.high))
      before = cursor.pointee.last(block)
      block += 1
    }
    let bound = min(parts[index].whole, share * parts[index].scorer.most)
    parts[index].bound = bound
    return bound
  }

  private func countWindow(_ start: Int, _ end: Int) -> Int {
    for part in parts { mark(part.cursor, start, end) }
    return takeBits(start)
  }

  /// Counts the marked documents that are not deleted, and clears the marks.
  private func takeBits(_ start: Int) -> Int {
    var count = 0
    for word in 0..<DocumentSet.windowWords {
      count &+= bits[word].nonzeroBitCount
      bits[word] = 0
    }
    return count
  }

  private func mark(_ cursor: UnsafeMutablePointer<PostingsState>, _ start: Int, _ end: Int) {
    cursor.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    let limit = UInt32(truncatingIfNeeded: end)
    while cursor.pointee.index < cursor.pointee.size {
      let (documents, size) = (cursor.pointee.documents, cursor.pointee.size)
      var index = cursor.pointee.index
      while index < size, documents[index] < limit {
        let offset = Int(documents[index]) &- start
        bits[offset >> 6] |= 1 &<< UInt64(offset & 63)
        index &+= 1
      }
      cursor.pointee.index = index
      if index < size { return }
      cursor.pointee.load(cursor.pointee.block &+ 1)
    }
  }

  private func search(_ start: Int, _ end: Int, _ top: inout TopHits, counts: Bool) -> Int {
    // Those that can add least first.
    let order = parts.indices.sorted { parts[$0].bound < parts[$1].bound }
    var optional = 0
    var optionalBound: Float = 0
    while optional < order.count - 1, optionalBound + parts[order[optional]].bound < top.threshold {
      optionalBound += parts[order[optional]].bound
      optional += 1
    }
    for rank in optional..<order.count { accumulate(parts[order[rank]], start, end) }
    var count = 0
    for word in 0..<DocumentSet.windowWords {
      var rest = bits[word]
      count &+= rest.nonzeroBitCount
      if !counts || optional == 0 { bits[word] = 0 }
      while rest != 0 {
        let offset = word &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        var score = scores[offset]
        scores[offset] = 0
        guard score + optionalBound >= top.threshold else { continue }
        let document = start &+ offset
        if optional > 0 { score = complete(score, document, order, optional, optionalBound, top.threshold) }
        if score >= top.threshold, !segment.deleted.contains(document) {
          top.offer(document, score: score, in: segment)
        }
      }
    }
    guard counts, optional > 0 else { return count }
    for rank in 0..<optional { markAgain(parts[order[rank]].cursor, start, end) }
    return takeBits(start)
  }

  /// Adds what the optional terms have for a document, as long as it can still be among the best.
  private func complete(
    _ found: Float, _ document: Int, _ order: [Int], _ optional: Int, _ bound: Float, _ threshold: Float
  ) -> Float {
    var (score, left) = (found, bound)
    var rank = optional - 1
    while rank >= 0 {
      if score + left < threshold { return -1 }
      let part = parts[order[rank]]
      left -= part.bound
      part.cursor.pointee.advance(to: UInt32(truncatingIfNeeded: document))
      if Int(part.cursor.pointee.document) == document {
        let posting = part.cursor.pointee.posting(at: part.cursor.pointee.index)
        score += part.scorer.score(weight: posting.weight, norm: segment.norms[document], set: posting.set)
      }
      rank -= 1
    }
    return score
  }

  /// Marks all of a term's documents in the window, though its cursor may stand within it already.
  private func markAgain(_ cursor: UnsafeMutablePointer<PostingsState>, _ start: Int, _ end: Int) {
    var block = cursor.pointee.block(of: UInt32(truncatingIfNeeded: start), from: 0)
    let limit = UInt32(truncatingIfNeeded: end)
    while block < cursor.pointee.blockCount {
      if cursor.pointee.block != block { cursor.pointee.load(block) }
      let (documents, size) = (cursor.pointee.documents, cursor.pointee.size)
      var index = 0
      while index < size, Int(documents[index]) < start { index &+= 1 }
      while index < size, documents[index] < limit {
        let offset = Int(documents[index]) &- start
        bits[offset >> 6] |= 1 &<< UInt64(offset & 63)
        index &+= 1
      }
      cursor.pointee.index = index
      if index < size { return }
      block += 1
    }
    cursor.pointee.load(cursor.pointee.blockCount)
  }

  private func accumulate(_ part: Part, _ start: Int, _ end: Int) {
    let (cursor, scorer) = (part.cursor, part.scorer)
    cursor.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    let limit = UInt32(truncatingIfNeeded: end)
    let norms = segment.norms
    while cursor.pointee.index < cursor.pointee.size {
      cursor.pointee.loadFrequencies()
      let (documents, weights, sets, size) = (
        cursor.pointee.documents, cursor.pointee.weights, cursor.pointee.setNumbers, cursor.pointee.size
      )
      var index = cursor.pointee.index
      while index < size, documents[index] < limit {
        let document = Int(documents[index])
        let offset = document &- start
        bits[offset >> 6] |= 1 &<< UInt64(offset & 63)
        scores[offset] += scorer.score(weight: weights[index], norm: norms[document], set: sets[index])
        index &+= 1
      }
      cursor.pointee.index = index
      if index < size { return }
      cursor.pointee.load(cursor.pointee.block &+ 1)
    }
  }
}
