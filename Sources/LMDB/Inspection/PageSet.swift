#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A set of page numbers below a bound, one bit each.
final class PageSet {
  let capacity: UInt64
  let wordCount: Int
  private let words: UnsafeMutablePointer<UInt64>?

  /// A file's pages bound the size: 32 MiB for a file of 1 TiB, and untouched parts cost nothing.
  init(capacity: UInt64) {
    let count = Int(clamping: capacity / 64 + 1)
    let memory = calloc(count, 8)
    words = memory?.bindMemory(to: UInt64.self, capacity: count)
    wordCount = memory == nil ? 0 : count
    self.capacity = memory == nil ? 0 : capacity
  }

  deinit { free(words) }

  @inline(__always)
  func contains(_ page: UInt64) -> Bool {
    guard page < capacity, let words else { return false }
    return words[Int(page >> 6)] & (1 << (page & 63)) != 0
  }

  /// Answers false if the page was there already, or is out of bounds.
  @inline(__always)
  @discardableResult
  func insert(_ page: UInt64) -> Bool {
    guard page < capacity, let words else { return false }
    let bit: UInt64 = 1 << (page & 63)
    guard words[Int(page >> 6)] & bit == 0 else { return false }
    words[Int(page >> 6)] |= bit
    return true
  }

  /// Adds `count` pages from `first`; answers the first that was there already, and then adds none.
  func insertRun(_ first: UInt64, count: UInt64) -> UInt64? {
    guard count > 0, first < capacity, count <= capacity - first, let words else { return first }
    let last = first + count - 1
    let range = Int(first >> 6)...Int(last >> 6)
    for index in range {
      let clash = words[index] & mask(index, first, last)
      if clash != 0 { return UInt64(index) * 64 + UInt64(clash.trailingZeroBitCount) }
    }
    for index in range { words[index] |= mask(index, first, last) }
    return nil
  }

  /// Those of the 64 pages from `index * 64` that lie in `first...last`.
  private func mask(_ index: Int, _ first: UInt64, _ last: UInt64) -> UInt64 {
    var mask = UInt64.max
    if index == Int(first >> 6) { mask &= UInt64.max << (first & 63) }
    if index == Int(last >> 6) { mask &= UInt64.max >> (63 - (last & 63)) }
    return mask
  }

  /// The 64 pages from `index * 64`; zero beyond the end.
  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    guard index >= 0, index < wordCount, let words else { return 0 }
    return words[index]
  }
}
