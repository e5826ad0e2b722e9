/// The best documents that have all of some terms: those of the rarest, block by block, are sought in the others.
struct AndSearch {
  private let segment: Segment
  private let norms: UnsafePointer<UInt8>
  private let counts: Bool
  private let states: UnsafeMutableBufferPointer<UnsafeMutablePointer<PostingsState>>
  private let scorers: UnsafeMutableBufferPointer<PostingScorer>
  /// By rank: what the terms from there on can add at most, wherever.
  private let restMost: UnsafeMutablePointer<Float>
  /// Of the leading block, the documents that all terms so far have, and their scores so far; `hopeless` for those that
  /// are counted only.
  private let candidates: UnsafeMutablePointer<UInt32>
  /// By rank, for terms that are not much more frequent than the rarest: many documents are sought in each of their blocks.
  private let marks: UnsafeMutableBufferPointer<BlockMarks?>
  /// How many times as frequent they may be: below that, some twenty documents are sought in a block.
  private static let marked = 6
  private let scores: UnsafeMutablePointer<Float>
  private static var hopeless: Float { -.infinity }

  /// - Parameter all: The rarest first.
  /// - Returns: How many documents there are, if they are counted.
  static func run(
    _ all: [SegmentQuery.Postings], _ segment: Segment, _ top: inout TopHits, counts: Bool,
    _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    // The memory of the cursors is theirs.
    defer { withExtendedLifetime(all) {} }
    let states = UnsafeMutableBufferPointer<UnsafeMutablePointer<PostingsState>>.allocate(capacity: all.count)
    let scorers = UnsafeMutableBufferPointer<PostingScorer>.allocate(capacity: all.count)
    let restMost = UnsafeMutablePointer<Float>.allocate(capacity: all.count + 1)
    let marks = UnsafeMutableBufferPointer<BlockMarks?>.allocate(capacity: all.count)
    let size = PostingsState.blockSize
    let candidates = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
    let scores = UnsafeMutablePointer<Float>.allocate(capacity: size)
    defer {
      states.deallocate()
      scorers.deinitialize().deallocate()
      restMost.deallocate()
      for one in marks { one?.deallocate() }
      marks.deallocate()
      candidates.deallocate()
      scores.deallocate()
    }
    // Where nothing is to be scored, scores are moved along all the same.
    scores.initialize(repeating: 0, count: size)
    restMost[all.count] = 0
    for (rank, postings) in all.enumerated().reversed() {
      states.initializeElement(at: rank, to: postings.cursor.state)
      scorers.initializeElement(at: rank, to: postings.scorer)
      let isNear = rank > 0 && postings.cursor.term.documents < all[0].cursor.term.documents * marked
      marks.initializeElement(at: rank, to: isNear && all[0].cursor.blockCount > 1 ? BlockMarks() : nil)
      let bound = postings.cursor.state.pointee.termBound
      restMost[rank] = restMost[rank + 1] + postings.scorer.most * scale.share(low: bound.low, high: bound.high)
    }
    let search = AndSearch(
      segment: segment, norms: segment.norms, counts: counts, states: states, scorers: scorers, restMost: restMost,
      candidates: candidates, marks: marks, scores: scores)
    return search.run(&top, scale)
  }

  private func run(_ top: inout TopHits, _ scale: BlockBounds.Scale) -> Int {
    let lead = states[0]
    let hasDeletions = !segment.deleted.isEmpty
    var count = 0
    var isThrough = false
    for block in 0..<lead.pointee.blockCount where !isThrough {
      let bound = lead.pointee.bound(block)
      let isWorthy = scorers[0].most * scale.share(low: bound.low, high: bound.high) + restMost[1] >= top.threshold
      if !isWorthy, !counts { continue }
      lead.pointee.load(block)
      var left = begin(isWorthy: isWorthy, top.threshold)
      for rank in 1..<max(1, states.count) where left > 0 {
        left = intersect(rank, left, isWorthy: isWorthy, top.threshold, &isThrough)
      }
      for index in 0..<left {
        let document = Int(candidates[index])
        if hasDeletions, segment.deleted.contains(document) { continue }
        count &+= 1
        if isWorthy, scores[index] >= top.threshold { top.offer(document, score: scores[index], in: segment) }
      }
    }
    return count
  }

  /// Takes the documents of the leading block that are loaded; returns how many may still be found or counted.
  private func begin(isWorthy: Bool, _ threshold: Float) -> Int {
    let lead = states[0]
    let (documents, size) = (lead.pointee.documents, lead.pointee.size)
    candidates.update(from: documents, count: size)
    guard isWorthy else { return size }
    lead.pointee.loadFrequencies()
    scorers[0].scores(lead, 0, size, norms, into: scores)
    return keepHopeful(from: 0, size, restMost[1], threshold)
  }

  /// Of the candidates from `first` on, leaves out those that can't reach the threshold, or where all are counted, marks
  /// them.
  private func keepHopeful(from first: Int, _ end: Int, _ most: Float, _ threshold: Float) -> Int {
    if threshold <= 0 { return end }
    var kept = first
    for index in first..<end {
      let isHopeful = scores[index] + most >= threshold
      candidates[kept] = candidates[index]
      scores[kept] = isHopeful ? scores[index] : Self.hopeless
      kept &+= isHopeful || counts ? 1 : 0
    }
    return kept
  }

  /// Keeps the candidates that a term has, too, and adds what they are worth in it.
  private func intersect(
    _ rank: Int, _ count: Int, isWorthy: Bool, _ threshold: Float, _ isThrough: inout Bool
  ) -> Int {
    let (other, candidates, scores) = (states[rank], candidates, scores)
    var (kept, index) = (0, 0)
    while index < count {
      guard other.pointee.reach(candidates[index]) else {
        isThrough = true
        return kept
      }
      let documents = other.pointee.documents
      let last = documents[other.pointee.size &- 1]
      let first = kept
      // Without a branch for each candidate: whether it is there can't be foreseen.
      if marks[rank]?.mark(other) == true, let marks = marks[rank] {
        while index < count, candidates[index] <= last {
          let candidate = candidates[index]
          candidates[kept] = candidate
          scores[kept] = scores[index]
          kept &+= marks.contains(candidate)
          index &+= 1
        }
      } else {
        while index < count, candidates[index] <= last {
          let candidate = candidates[index]
          candidates[kept] = candidate
          scores[kept] = scores[index]
          kept &+= documents[other.pointee.placeWithin(candidate)] == candidate ? 1 : 0
          index &+= 1
        }
      }
      if isWorthy, kept > first {
        add(rank, first, kept)
        kept = keepHopeful(from: first, kept, restMost[rank &+ 1], threshold)
      }
    }
    return kept
  }

  /// Adds what candidates of the current block of a term are worth in it.
  private func add(_ rank: Int, _ first: Int, _ end: Int) {
    let (other, scorer) = (states[rank], scorers.baseAddress.unsafelyUnwrapped + rank)
    if end &- first > Self.many { other.pointee.loadFrequencies() }
    for index in first..<end where scores[index] >= 0 {
      let document = candidates[index]
      let posting = other.pointee.posting(at: other.pointee.placeWithin(document))
      scores[index] += scorer.pointee.score(
        weight: posting.weight, norm: norms[Int(document)], set: posting.set)
    }
  }

  /// More postings of a block than that are unpacked together.
  private static let many = 12
}
