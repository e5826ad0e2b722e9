/// Documents of a segment that match a part of a query, given window by window.
///
/// A window is a run of documents small enough for its bits and scores to stay in the processor's first cache.
class DocumentSet {
  /// Documents in a window.
  static let windowSize = 2_048
  static let windowWords = windowSize / 64

  typealias Bits = UnsafeMutablePointer<UInt64>
  typealias Scores = UnsafeMutablePointer<Float>

  /// How many documents it may give at most: the set with fewest is asked first.
  var cost: Int { 0 }

  /// Adds the matching documents from `start` to below `end` to `bits`, and to `scores` what each is worth. Windows are
  /// asked for in ascending order; some may be left out.
  func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {}

  /// First document at or behind `start` that may match, as far as can be told cheaply.
  func candidate(from start: Int) -> Int { start }
}

/// All documents.
final class EveryDocument: DocumentSet {
  private let count: Int

  init(_ segment: Segment) { count = segment.documentCount }

  override var cost: Int { count }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    for document in start..<max(start, min(end, count)) {
      bits[(document - start) >> 6] |= 1 &<< UInt64((document - start) & 63)
    }
  }
}

/// The documents of one term.
final class TermSet: DocumentSet {
  private let cursor: PostingsCursor
  private let state: UnsafeMutablePointer<PostingsState>
  private let scorer: PostingScorer

  init(_ cursor: PostingsCursor, _ scorer: PostingScorer) {
    (self.cursor, self.scorer, state) = (cursor, scorer, cursor.state)
  }

  override var cost: Int { cursor.term.documents }

  override func candidate(from start: Int) -> Int {
    state.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    return state.pointee.document == PostingsState.end ? .max : Int(state.pointee.document)
  }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    let cursor = state
    let norms = self.cursor.segment.norms
    cursor.pointee.advance(to: UInt32(truncatingIfNeeded: start))
    let scorer = scorer
    while true {
      let size = cursor.pointee.size
      var index = cursor.pointee.index
      guard index < size else { return }
      let documents = cursor.pointee.documents
      if scores != nil || scorer.isSelective { cursor.pointee.loadFrequencies() }
      while index < size {
        let document = Int(documents[index])
        if document >= end {
          cursor.pointee.index = index
          return
        }
        let offset = document &- start
        if scorer.isSelective, !scorer.matches(set: cursor.pointee.setNumbers[index]) {
          index &+= 1
          continue
        }
        bits[offset >> 6] |= 1 &<< UInt64(offset & 63)
        if let scores {
          scores[offset] += scorer.score(
            weight: cursor.pointee.weights[index], norm: norms[document], set: cursor.pointee.setNumbers[index])
        }
        index &+= 1
      }
      cursor.pointee.load(cursor.pointee.block &+ 1)
    }
  }
}

/// Documents in any of several sets.
final class UnionSet: DocumentSet {
  private let parts: [DocumentSet]

  init(_ parts: [DocumentSet]) { self.parts = parts }

  override var cost: Int { parts.reduce(0) { $0 + $1.cost } }

  override func candidate(from start: Int) -> Int {
    var first = Int.max
    for part in parts {
      first = min(first, part.candidate(from: start))
      if first == start { break }
    }
    return first
  }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    for part in parts { try part.fill(start, end, bits, scores) }
  }
}

/// Documents in all of some sets and in none of others.
final class IntersectionSet: DocumentSet {
  private let parts: [DocumentSet]
  private let excluded: [DocumentSet]
  private let own: Bits
  private let other: Bits
  private let worth: Scores

  init(_ parts: [DocumentSet], excluded: [DocumentSet]) {
    self.parts = parts.sorted { $0.cost < $1.cost }
    self.excluded = excluded
    own = .allocate(capacity: Self.windowWords)
    other = .allocate(capacity: Self.windowWords)
    worth = .allocate(capacity: Self.windowSize)
  }

  deinit {
    own.deallocate()
    other.deallocate()
    worth.deallocate()
  }

  override var cost: Int { parts.first?.cost ?? 0 }

  override func candidate(from start: Int) -> Int { parts.first?.candidate(from: start) ?? .max }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    guard let first = parts.first else { return }
    own.update(repeating: 0, count: Self.windowWords)
    if scores != nil { worth.update(repeating: 0, count: Self.windowSize) }
    try first.fill(start, end, own, scores == nil ? nil : worth)
    for part in parts.dropFirst() {
      if isEmpty(own) { return }
      other.update(repeating: 0, count: Self.windowWords)
      try part.fill(start, end, other, scores == nil ? nil : worth)
      for word in 0..<Self.windowWords { own[word] &= other[word] }
    }
    for part in excluded {
      if isEmpty(own) { return }
      other.update(repeating: 0, count: Self.windowWords)
      try part.fill(start, end, other, nil)
      for word in 0..<Self.windowWords { own[word] &= ~other[word] }
    }
    for word in 0..<Self.windowWords {
      var rest = own[word]
      bits[word] |= rest
      guard let scores else { continue }
      while rest != 0 {
        let offset = word * 64 + rest.trailingZeroBitCount
        scores[offset] += worth[offset]
        rest &= rest - 1
      }
    }
  }

  private func isEmpty(_ bits: Bits) -> Bool {
    for word in 0..<Self.windowWords where bits[word] != 0 { return false }
    return true
  }
}

/// Documents with a value of a column within limits.
final class RangeSet: DocumentSet {
  private let column: Column
  private let limits: ClosedRange<Int64>
  private let count: Int

  init(_ column: Column, _ limits: ClosedRange<Int64>, _ segment: Segment) {
    (self.column, self.limits, count) = (column, limits, segment.documentCount)
  }

  // Each document must be looked at: others are asked first.
  override var cost: Int { count + 1 }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    for document in start..<max(start, min(end, count)) where limits.contains(column[document]) {
      bits[(document - start) >> 6] |= 1 &<< UInt64((document - start) & 63)
    }
  }
}

/// Documents by their keys.
final class KeySet: DocumentSet {
  private let segment: Segment
  private let keys: Set<UInt64>

  init(_ segment: Segment, _ keys: Set<UInt64>) { (self.segment, self.keys) = (segment, keys) }

  override var cost: Int { segment.documentCount + 1 }

  override func fill(_ start: Int, _ end: Int, _ bits: Bits, _ scores: Scores?) throws(IndexError) {
    for document in start..<max(start, min(end, segment.documentCount))
    where keys.contains(segment.key(of: document)) {
      bits[(document - start) >> 6] |= 1 &<< UInt64((document - start) & 63)
    }
  }
}
