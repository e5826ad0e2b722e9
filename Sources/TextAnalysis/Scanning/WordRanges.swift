/// Bytes of a text that are one word.
@frozen
public struct WordRange: Equatable, Sendable {
  /// Offset of the first byte.
  public var start: UInt32
  /// Offset behind the last byte.
  public var end: UInt32

  @inlinable
  public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// The words of one text, in order. Made to be used for text after text: it keeps its memory until it goes.
public struct WordRanges: ~Copyable {
  // Starts and ends by turns, which is how the scanner meets them; odd only while it is inside a word.
  @usableFromInline var bounds: UnsafeMutablePointer<UInt32>
  @usableFromInline var capacity: Int
  @usableFromInline var boundCount: Int

  public init() {
    capacity = 1024
    bounds = .allocate(capacity: capacity)
    boundCount = 0
  }

  deinit {
    bounds.deallocate()
  }

  /// Number of words.
  @inlinable public var count: Int { boundCount >> 1 }

  @inlinable public var isEmpty: Bool { boundCount == 0 }

  /// The words from the first to the last.
  @inlinable
  public subscript(index: Int) -> WordRange {
    precondition(index >= 0 && index < count, "There is no such word.")
    return WordRange(start: bounds[2 * index], end: bounds[2 * index + 1])
  }

  /// Forgets the words.
  /// - Parameter keeping: Words for which memory is kept; what is beyond goes back.
  public mutating func removeAll(keeping words: Int = .max) {
    boundCount = 0
    guard words < capacity / 2 else { return }
    bounds.deallocate()
    capacity = max(1024, words * 2)
    bounds = .allocate(capacity: capacity)
  }

  /// Appends a word behind the last one.
  public mutating func append(_ range: WordRange) {
    append(Int(range.start), Int(range.end))
  }

  /// Lends the words for as long as `body` runs.
  @inlinable
  public borrowing func withUnsafeWords<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<WordRange>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // WordRange is two UInt32 without padding, so that the pairs lie in memory as one.
    try bounds.withMemoryRebound(to: WordRange.self, capacity: count) { words throws(Failure) in
      try body(UnsafeBufferPointer(start: words, count: count))
    }
  }

  @inline(__always)
  mutating func append(_ start: Int, _ end: Int) {
    reserve(2)
    bounds[boundCount] = UInt32(truncatingIfNeeded: start)
    bounds[boundCount + 1] = UInt32(truncatingIfNeeded: end)
    boundCount += 2
  }

  /// Makes sure that so many bounds can be written without a look at the capacity.
  @inline(__always)
  mutating func reserve(_ additional: Int) {
    if boundCount + additional > capacity { grow(additional) }
  }

  @inline(never)
  private mutating func grow(_ additional: Int) {
    let larger = max(capacity * 2, boundCount + additional)
    let moved = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
    moved.update(from: bounds, count: boundCount)
    bounds.deallocate()
    bounds = moved
    capacity = larger
  }
}
