/// Marks documents of a window, one bit each.
enum WindowBits {
  /// Marks the documents from `first` to below `last`, of a window that begins at `start`, and returns the words touched,
  /// one bit each; a few more may be named that lie between.
  ///
  /// Where documents stand close, a word is gathered before it is stored: the next mark in it would wait for the store
  /// otherwise. Where they stand apart, that would be a branch that nobody can foresee.
  @inline(__always)
  static func mark(
    _ documents: UnsafeMutablePointer<UInt32>, _ first: Int, _ last: Int, start: Int,
    _ bits: UnsafeMutablePointer<UInt64>
  ) -> UInt64 {
    guard first < last else { return 0 }
    let low = (Int(documents[first]) &- start) >> 6
    let high = (Int(documents[last &- 1]) &- start) >> 6
    var touched: UInt64 = 0
    var index = first
    if (high &- low) &* 8 < last &- first {
      var word = low
      var gathered = bits[word]
      while index < last {
        let offset = Int(documents[index]) &- start
        if offset >> 6 != word {
          bits[word] = gathered
          word = offset >> 6
          gathered = bits[word]
        }
        gathered |= 1 &<< UInt64(truncatingIfNeeded: offset & 63)
        index &+= 1
      }
      bits[word] = gathered
      // From `low` to `high`, both included.
      return (UInt64.max &<< UInt64(truncatingIfNeeded: low & 63))
        & (UInt64.max &>> UInt64(truncatingIfNeeded: 63 &- (high & 63)))
    }
    while index < last {
      let offset = Int(documents[index]) &- start
      bits[offset >> 6] |= 1 &<< UInt64(truncatingIfNeeded: offset & 63)
      touched |= 1 &<< UInt64(truncatingIfNeeded: offset >> 6)
      index &+= 1
    }
    return touched
  }
}
