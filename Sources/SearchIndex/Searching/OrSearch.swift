/// The best documents that have any of some terms, by MaxScore (Turtle and Flood, "Query evaluation: strategies and
/// optimizations", 1995) window by window: terms whose bounds in a window together can't reach the best so far only add to
/// documents that others found.
struct OrSearch {
  /// More terms than that are searched as any other set.
  static let most = 64
  /// Documents in a window: one bit of a word for each 64 of them.
  private static let windowSize = 4_096

  private struct Part {
    let cursor: UnsafeMutablePointer<PostingsState>
    let scorer: PostingScorer
    /// What the term can add in the current window.
    var bound: Float = 0
    /// Block in which the bounds of the window were last looked up.
    var boundBlock = 0
    /// What the term can add anywhere.
    let whole: Float
  }

  private let segment: Segment
  private let norms: UnsafePointer<UInt8>
  private let scale: BlockBounds.Scale
  private let counts: Bool
  private let memory: SearchMemory
  private let parts: UnsafeMutableBufferPointer<Part>
  /// Parts as `arrange` puts them.
  private let order: UnsafeMutablePointer<Int>
  private let scores: UnsafeMutablePointer<Float>
  private let bits: UnsafeMutablePointer<UInt64>

  /// - Returns: How many documents there are, if they are counted.
  static func run(
    _ all: [SegmentQuery.Postings], _ segment: Segment, _ top: inout TopHits, counts: Bool, _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    // The memory of the cursors is theirs.
    defer { withExtendedLifetime(all) {} }
    return try SearchMemory.with { memory throws(IndexError) in
      let parts = UnsafeMutableBufferPointer<Part>.allocate(capacity: all.count)
      let order = UnsafeMutablePointer<Int>.allocate(capacity: all.count)
      for (index, postings) in all.enumerated() {
        let bound = postings.cursor.state.pointee.termBound
        parts.initializeElement(
          at: index,
          to: Part(
            cursor: postings.cursor.state, scorer: postings.scorer,
            whole: postings.scorer.most * scale.share(low: bound.low, high: bound.high)))
        order[index] = index
      }
      defer {
        parts.deinitialize().deallocate()
        order.deallocate()
      }
      let search = OrSearch(
        segment: segment, norms: segment.norms, scale: scale, counts: counts, memory: memory, parts: parts,
        order: order, scores: memory.scores, bits: memory.bits)
      return search.run(&top)
    }
  }

  private func run(_ top: inout TopHits) -> Int {
    arrange()
    var count = 0
    var start = 0
    let end = segment.documentCount
    while start < end {
      let windowEnd = min(end, start + Self.windowSize)
      var sum: Float = 0
      for index in parts.indices { sum += bound(index, start, windowEnd) }
      if sum >= top.threshold {
        count += search(start, windowEnd, &top)
      } else if counts {
        var touched: UInt64 = 0
        for index in parts.indices { mark(parts[index].cursor, start, windowEnd, &touched) }
        count += takeBits(touched)
      }
      start = windowEnd
    }
    return count
  }

  /// What a term can add to a document of the window at most; remembered in the part.
  private func bound(_ index: Int, _ start: Int, _ end: Int) -> Float {
    let cursor = parts[index].cursor
    var block = cursor.pointee.block(of: UInt32(truncatingIfNeeded: start), from: parts[index].boundBlock)
    parts[index].boundBlock = block
    var share: Float = 0
    var before = block > 0 ? cursor.pointee.last(block &- 1) : 0
    let blockCount = cursor.pointee.blockCount
    while block < blockCount, block == 0 || before < UInt32(truncatingIfNeeded: end &- 1) {
      let bound = cursor.pointee.bound(block)
      share = max(share, scale.share(low: bound.low, high: bound.high))
      before = cursor.pointee.last(block)
      block &+= 1
    }
    let bound = min(parts[index].whole, share * parts[index].scorer.most)
    parts[index].bound = bound
    return bound
  }

  /// Counts the marked documents, and clears the marks.
  private func takeBits(_ touched: UInt64) -> Int {
    var (count, rest) = (0, touched)
    while rest != 0 {
      let word = rest.trailingZeroBitCount
      rest &= rest &- 1
      count &+= bits[word].nonzeroBitCount
      bits[word] = 0
    }
    return count
  }

  /// Marks a term's documents from where its cursor stands to the end of the window.
  private func mark(_ cursor: UnsafeMutablePointer<PostingsState>, _ start: Int, _ end: Int, _ touched: inout UInt64) {
    cursor.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    let (limit, bits) = (UInt32(truncatingIfNeeded: end), bits)
    while cursor.pointee.index < cursor.pointee.size {
      let (documents, size) = (cursor.pointee.documents, cursor.pointee.size)
      let last = cursor.pointee.place(of: limit)
      touched |= WindowBits.mark(documents, cursor.pointee.index, last, start: start, bits)
      cursor.pointee.index = last
      if last < size { return }
      cursor.pointee.load(cursor.pointee.block &+ 1)
    }
  }

  /// Puts the most frequent words first. The order stays for all windows, and is the same in all segments: whether a term
  /// is found before or added afterwards, a score is the sum from the rarest to the most frequent, so that equal documents
  /// have equal scores to the last bit.
  private func arrange() {
    for rank in 1..<max(1, parts.count) {
      let part = order[rank]
      var place = rank
      while place > 0, parts[part].scorer.rarity < parts[order[place &- 1]].scorer.rarity {
        order[place] = order[place &- 1]
        place &-= 1
      }
      order[place] = part
    }
  }

  /// How many of the most frequent words can't reach the threshold together in the current window, and what they can.
  private func optional(_ threshold: Float) -> (count: Int, bound: Float) {
    var (optional, bound): (Int, Float) = (0, 0)
    while optional < parts.count &- 1, bound + parts[order[optional]].bound < threshold {
      bound += parts[order[optional]].bound
      optional &+= 1
    }
    return (optional, bound)
  }

  private func search(_ start: Int, _ end: Int, _ top: inout TopHits) -> Int {
    // To be counted, all documents of all terms must be read: then it is cheapest to add up their scores at once.
    let (optional, optionalBound) = counts ? (0, 0) : self.optional(top.threshold)
    // Which 64 documents have some that was found.
    var touched: UInt64 = 0
    for rank in (optional..<parts.count).reversed() { accumulate(order[rank], start, end, &touched) }
    var rest = touched
    while rest != 0 {
      let word = rest.trailingZeroBitCount
      rest &= rest &- 1
      let scores = scores + word &* 64
      if ScoreScan.reaches(scores, top.threshold - optionalBound) {
        offer(scores, start &+ word &* 64, optional, optionalBound, &top)
      }
      ScoreScan.clear(scores)
    }
    return counts ? takeBits(touched) : 0
  }

  /// Offers what 64 documents have found so far, completed by what the optional terms have for them.
  private func offer(
    _ scores: UnsafeMutablePointer<Float>, _ first: Int, _ optional: Int, _ optionalBound: Float, _ top: inout TopHits
  ) {
    var threshold = top.threshold
    for offset in 0..<64 where scores[offset] > 0 {
      var score = scores[offset]
      guard score + optionalBound >= threshold else { continue }
      let document = first &+ offset
      if optional > 0 { score = complete(score, document, optional, optionalBound, threshold) }
      if score >= threshold, !segment.deleted.contains(document) {
        top.offer(document, score: score, in: segment)
        threshold = top.threshold
      }
    }
  }

  /// Adds what the optional terms have for a document, as long as it can still be among the best.
  private func complete(
    _ found: Float, _ document: Int, _ optional: Int, _ bound: Float, _ threshold: Float
  ) -> Float {
    var (score, left) = (found, bound)
    var rank = optional &- 1
    while rank >= 0 {
      if score + left < threshold { return -1 }
      let part = parts.baseAddress.unsafelyUnwrapped + order[rank]
      left -= part.pointee.bound
      let cursor = part.pointee.cursor
      cursor.pointee.advance(to: UInt32(truncatingIfNeeded: document))
      if Int(cursor.pointee.document) == document {
        let posting = cursor.pointee.posting(at: cursor.pointee.index)
        score += part.pointee.scorer.score(weight: posting.weight, norm: norms[document], set: posting.set)
      }
      rank &-= 1
    }
    return score
  }

  private func accumulate(_ index: Int, _ start: Int, _ end: Int, _ touched: inout UInt64) {
    let part = parts.baseAddress.unsafelyUnwrapped + index
    let cursor = part.pointee.cursor
    cursor.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    let limit = UInt32(truncatingIfNeeded: end)
    let (scores, bits, worth, counts) = (scores, bits, memory.block, counts)
    while cursor.pointee.index < cursor.pointee.size {
      let last = cursor.pointee.place(of: limit)
      let (documents, size) = (cursor.pointee.documents, cursor.pointee.size)
      var index = cursor.pointee.index
      if index < last {
        cursor.pointee.loadFrequencies()
        part.pointee.scorer.scores(cursor, index, last, norms, into: worth)
      }
      if counts { touched |= WindowBits.mark(documents, index, last, start: start, bits) }
      while index < last {
        let offset = Int(documents[index]) &- start
        touched |= 1 &<< UInt64(truncatingIfNeeded: offset >> 6)
        scores[offset] += worth[index]
        index &+= 1
      }
      cursor.pointee.index = last
      if last < size { return }
      cursor.pointee.load(cursor.pointee.block &+ 1)
    }
  }
}
