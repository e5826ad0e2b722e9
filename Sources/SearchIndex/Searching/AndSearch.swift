/// The best documents that have all of some terms: the rarest leads, the others are asked for its documents.
enum AndSearch {
  static func run(
    _ all: [SegmentQuery.Postings], _ segment: Segment, _ top: inout TopHits, counts: Bool,
    _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    defer { withExtendedLifetime(all) {} }
    // What the others can add at most, wherever.
    let othersMost = all.dropFirst().reduce(Float(0)) { sum, other in
      let bound = other.cursor.state.pointee.termBound
      return sum + other.scorer.most * scale.share(low: bound.low, high: bound.high)
    }
    let states = all.map(\.cursor.state)
    let scorers = all.map(\.scorer)
    return states.withUnsafeBufferPointer { states in
      scorers.withUnsafeBufferPointer { scorers in
        run(states, scorers, segment, &top, counts: counts, scale, othersMost)
      }
    }
  }

  private static func run(
    _ states: UnsafeBufferPointer<UnsafeMutablePointer<PostingsState>>,
    _ scorers: UnsafeBufferPointer<PostingScorer>, _ segment: Segment, _ top: inout TopHits, counts: Bool,
    _ scale: BlockBounds.Scale, _ othersMost: Float
  ) -> Int {
    let lead = states[0]
    let norms = segment.norms
    let hasDeletions = !segment.deleted.isEmpty
    var count = 0
    var block = 0
    let blockCount = lead.pointee.blockCount
    var threshold = top.threshold
    while block < blockCount {
      let bound = lead.pointee.bound(block)
      let isWorthy = scorers[0].most * scale.share(low: bound.low, high: bound.high) + othersMost >= threshold
      if !isWorthy, !counts {
        block &+= 1
        continue
      }
      lead.pointee.load(block)
      let (documents, size) = (lead.pointee.documents, lead.pointee.size)
      var index = 0
      next: while index < size {
        let document = documents[index]
        var rank = 1
        while rank < states.count {
          let other = states[rank]
          other.pointee.advance(to: document)
          let reached = other.pointee.document
          if reached != document {
            if reached == PostingsState.end { return count }
            index &+= 1
            while index < size, documents[index] < reached { index &+= 1 }
            continue next
          }
          rank &+= 1
        }
        if !hasDeletions || !segment.deleted.contains(Int(document)) {
          count &+= 1
          if isWorthy {
            let norm = norms[Int(document)]
            let posting = lead.pointee.posting(at: index)
            var score = scorers[0].score(weight: posting.weight, norm: norm, set: posting.set)
            if score + othersMost >= threshold {
              rank = 1
              while rank < states.count {
                let posting = states[rank].pointee.posting(at: states[rank].pointee.index)
                score += scorers[rank].score(weight: posting.weight, norm: norm, set: posting.set)
                rank &+= 1
              }
              if score >= threshold {
                top.offer(Int(document), score: score, in: segment)
                threshold = top.threshold
              }
            }
          }
        }
        index &+= 1
      }
      block &+= 1
    }
    return count
  }
}
