/// The best documents that have any of many terms, such as all that begin alike: term after term adds to the scores of a
/// window of documents, which is large enough for most segments to have one.
struct UnionSearch {
  private struct Part {
    let term: TermEntry
    let scorer: PostingScorer
    /// The first document whose posting has not been read; `PostingsState.end` behind the last.
    var next: UInt32 = 0
  }

  /// More documents of 64 than that are looked at together.
  private static let many = 8

  private let segment: Segment
  private let norms: UnsafePointer<UInt8>
  private let memory: SearchMemory

  /// - Returns: How many documents there are, the deleted left out.
  static func run(
    _ all: [WordPostings], rarity: Float, penalties: UnsafePointer<Float>, _ segment: Segment, _ top: inout TopHits
  ) throws(IndexError) -> Int {
    var parts = all.map {
      Part(term: $0.term, scorer: PostingScorer(rarity: rarity, penalties: penalties, factors: $0.factors))
    }
    return try SearchMemory.with { memory throws(IndexError) in
      let search = UnionSearch(segment: segment, norms: segment.norms, memory: memory)
      var (start, count) = (0, 0)
      while start < segment.documentCount {
        let end = min(segment.documentCount, start + SearchMemory.windowSize)
        for index in parts.indices where Int(parts[index].next) < end {
          parts[index].next = try search.add(parts[index], start, end)
        }
        count += search.take(start, end, &top)
        start = end
      }
      return count
    }
  }

  /// Adds a term's postings in a window, and returns the first document behind it.
  private func add(_ part: Part, _ start: Int, _ end: Int) throws(IndexError) -> UInt32 {
    var state = try PostingsState(part.term, in: segment, memory: memory.postings)
    return withUnsafeMutablePointer(to: &state) { state in
      state.pointee.advance(to: UInt32(truncatingIfNeeded: max(start, Int(part.next))))
      let limit = UInt32(truncatingIfNeeded: end)
      let (scores, bits) = (memory.scores - start, memory.bits)
      while state.pointee.index < state.pointee.size {
        state.pointee.loadFrequencies()
        let (documents, size, worth) = (state.pointee.documents, state.pointee.size, memory.block)
        var index = state.pointee.index
        part.scorer.scores(state, index, size, norms, into: worth)
        let last = state.pointee.place(of: limit)
        while index < last {
          let document = Int(documents[index])
          let score = worth[index]
          // A set of forms that does not match is worth nothing, and whatever matches is worth something.
          if score > 0 {
            let offset = document &- start
            bits[offset >> 6] |= 1 &<< UInt64(truncatingIfNeeded: offset & 63)
            scores[document] += score
          }
          index &+= 1
        }
        if last < size { return documents[last] }
        state.pointee.load(state.pointee.block &+ 1)
      }
      return PostingsState.end
    }
  }

  /// Offers what a window holds and clears it; returns how many documents it has.
  private func take(_ start: Int, _ end: Int, _ top: inout TopHits) -> Int {
    let (scores, bits) = (memory.scores, memory.bits)
    let deleted = segment.deleted
    let hasDeletions = !deleted.isEmpty
    var count = 0
    var threshold = top.threshold
    for word in 0..<((end &- start &+ 63) >> 6) where bits[word] != 0 {
      var rest = bits[word]
      bits[word] = 0
      count &+= rest.nonzeroBitCount
      if !hasDeletions, rest.nonzeroBitCount > Self.many, !ScoreScan.reaches(scores + word &* 64, threshold) {
        ScoreScan.clear(scores + word &* 64)
        continue
      }
      while rest != 0 {
        let offset = word &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        let score = scores[offset]
        scores[offset] = 0
        if hasDeletions, deleted.contains(start &+ offset) {
          count &-= 1
        } else if score >= threshold {
          top.offer(start &+ offset, score: score, in: segment)
          threshold = top.threshold
        }
      }
    }
    return count
  }
}
