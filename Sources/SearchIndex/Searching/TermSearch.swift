/// The best documents of one term: blocks that can't reach the best so far are not even unpacked.
enum TermSearch {
  static func run(
    _ postings: SegmentQuery.Postings?, _ segment: Segment, _ top: inout TopHits, _ scale: BlockBounds.Scale
  ) throws(IndexError) -> Int {
    guard let postings else { return 0 }
    let (cursor, scorer) = (postings.cursor.state, postings.scorer)
    defer { withExtendedLifetime(postings) {} }
    let most = scorer.most
    let norms = segment.norms
    for block in 0..<cursor.pointee.blockCount {
      let bound = cursor.pointee.bound(block)
      if most * scale.share(low: bound.low, high: bound.high) < top.threshold { continue }
      cursor.pointee.load(block)
      cursor.pointee.loadFrequencies()
      let (documents, weights, sets) = (
        cursor.pointee.documents, cursor.pointee.weights, cursor.pointee.setNumbers
      )
      var threshold = top.threshold
      for index in 0..<cursor.pointee.size {
        let document = Int(documents[index])
        let score = scorer.score(weight: weights[index], norm: norms[document], set: sets[index])
        if score < threshold || segment.deleted.contains(document) { continue }
        top.offer(document, score: score, in: segment)
        threshold = top.threshold
      }
    }
    // Without deletions every posting counts, unless forms are left out, which words never do.
    return postings.cursor.term.documents
  }
}
