/// Memory of a search's windows, lent from one search to the next: to get it from the system page by page takes longer
/// than most searches. Bits and scores are all zero whenever it is lent.
final class SearchMemory {
  /// Documents in a window: their scores (128 KiB) stay in the second cache of a processor, and most segments need few
  /// windows, each of which costs every term a visit.
  static let windowSize = 1 << 15
  static let windowWords = windowSize / 64

  let scores: UnsafeMutablePointer<Float>
  let bits: UnsafeMutablePointer<UInt64>
  /// Scores of one block of postings.
  let block: UnsafeMutablePointer<Float>
  /// What a block of one term is unpacked into, where terms are read one after another.
  let postings: UnsafeMutablePointer<UInt32>

  private init() {
    scores = .allocate(capacity: Self.windowSize)
    scores.initialize(repeating: 0, count: Self.windowSize)
    bits = .allocate(capacity: Self.windowWords)
    bits.initialize(repeating: 0, count: Self.windowWords)
    block = .allocate(capacity: PostingsState.blockSize)
    block.initialize(repeating: 0, count: PostingsState.blockSize)
    postings = .allocate(capacity: PostingsState.memory)
    postings.initialize(repeating: 0, count: PostingsState.memory)
  }

  deinit {
    scores.deallocate()
    bits.deallocate()
    block.deallocate()
    postings.deallocate()
  }

  /// What is kept while no search uses it (2 MiB): as much as searches usually run at once.
  private static let mostIdle = 16

  /// Sendable because the lock gives each piece of memory to one search at a time, which gives it back when it is through.
  private struct Idle: @unchecked Sendable {
    var memories: [SearchMemory] = []
  }

  private static let idle = Locked(Idle())

  /// Lends memory for as long as `body` runs, which leaves zeros. After an error it is not lent again.
  static func with<Result>(_ body: (SearchMemory) throws(IndexError) -> Result) throws(IndexError) -> Result {
    let memory = idle.withLock { $0.memories.popLast() } ?? SearchMemory()
    let result = try body(memory)
    idle.withLock { if $0.memories.count < mostIdle { $0.memories.append(memory) } }
    return result
  }
}
