/// The best documents of one term: blocks that can't reach the best so far are not even unpacked.
enum TermSearch {
  static func run(
    _ term: TermEntry, _ scorer: PostingScorer, _ segment: Segment, _ top: inout TopHits, _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    try SearchMemory.with { memory throws(IndexError) in
      var state = try PostingsState(term, in: segment, memory: memory.postings)
      withUnsafeMutablePointer(to: &state) { run($0, scorer, memory.block, segment, &top, scale) }
    }
    // Without deletions every posting counts, unless forms are left out, which words never do.
    return term.documents
  }

  private static func run(
    _ cursor: UnsafeMutablePointer<PostingsState>, _ scorer: PostingScorer, _ scores: UnsafeMutablePointer<Float>,
    _ segment: Segment, _ top: inout TopHits, _ scale: BlockBounds.Scale
  ) {
    let most = scorer.most
    let norms = segment.norms
    let hasDeletions = !segment.deleted.isEmpty
    var threshold = top.threshold
    for block in 0..<cursor.pointee.blockCount {
      let bound = cursor.pointee.bound(block)
      if most * scale.share(low: bound.low, high: bound.high) < threshold { continue }
      cursor.pointee.load(block)
      cursor.pointee.loadFrequencies()
      let (documents, size) = (cursor.pointee.documents, cursor.pointee.size)
      scorer.scores(cursor, 0, size, norms, into: scores)
      // Of the places behind the last posting, what is left from before may be looked at, but not taken.
      var start = 0
      while start < size {
        if ScoreScan.reaches(scores + start, threshold) {
          for index in start..<min(size, start &+ 64) where scores[index] >= threshold {
            let document = Int(documents[index])
            if hasDeletions, segment.deleted.contains(document) { continue }
            top.offer(document, score: scores[index], in: segment)
            threshold = top.threshold
          }
        }
        start &+= 64
      }
    }
  }
}
