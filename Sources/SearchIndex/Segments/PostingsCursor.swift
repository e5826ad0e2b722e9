/// Reads the postings of one term block by block. Documents are unpacked first; how often and in which forms only where
/// somebody asks.
final class PostingsCursor {
  let segment: Segment
  let term: TermEntry
  /// For loops: the memory is this object's.
  let state: UnsafeMutablePointer<PostingsState>
  private let memory: UnsafeMutablePointer<UInt32>
  private var gapBuffer: PositionBuffer?

  init(_ segment: Segment, _ term: TermEntry) throws(IndexError) {
    self.segment = segment
    self.term = term
    state = .allocate(capacity: 1)
    memory = .allocate(capacity: PostingsState.memory)
    // All properties are set: where this throws, `deinit` runs and gives the memory back.
    state.initialize(to: try PostingsState(term, in: segment, memory: memory))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
    memory.deallocate()
  }

  var blockCount: Int { state.pointee.blockCount }

  /// Forms of each set; empty where the term has one form.
  func sets() throws(IndexError) -> [[Int]] {
    guard term.hasSets else { return [] }
    var reader = ByteReader(
      try segment.file.bytes(.postings, term.postings.lowerBound, term.postings.count))
    return FormSets(&reader).sets
  }

  /// Lends the gaps of all documents of the current block, in order; of none where the term has no positions.
  func withGaps(_ body: (UnsafeBufferPointer<UInt32>) -> Void) {
    guard term.hasPositions else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    state.pointee.keepWithinPositions()
    var total = 0
    for index in 0..<state.pointee.size { total &+= Int(state.pointee.frequencies[index]) }
    let buffer = gapBuffer ?? PositionBuffer()
    gapBuffer = buffer
    buffer.makeRoom(total + BitPacking.blockCount)
    state.pointee.gaps(count: total, into: buffer.base)
    body(UnsafeBufferPointer(start: buffer.base, count: total))
  }
}

/// Positions of one document.
final class PositionBuffer {
  private(set) var base: UnsafeMutablePointer<UInt32>
  private var capacity = 256
  var count = 0

  init() { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }

  /// Makes room for `count` in all; what was there stays.
  @inline(__always)
  func makeRoom(_ count: Int) {
    if count > capacity { grow(count) }
  }

  @inline(never)
  private func grow(_ wanted: Int) {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: wanted * 2)
    larger.update(from: base, count: capacity)
    base.deallocate()
    base = larger
    capacity = wanted * 2
  }
}
