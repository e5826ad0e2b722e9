/// Cuts a set of UIDs into sets for one command each, ascending: no more than `count` UIDs and `textBytes` bytes each.
/// Lazy, so that a set without an end costs nothing but what is taken.
public struct IMAPUIDBatches: Sequence, IteratorProtocol, Sendable {
  private let ranges: [ClosedRange<UInt32>]
  private let count: UInt64
  private let textBytes: Int
  private var place = 0
  /// Where the range at `place` goes on, if a part of it was taken.
  private var start: UInt32?

  init(_ set: IMAPUIDSet, count: Int, textBytes: Int) {
    ranges = set.ranges
    self.count = UInt64(Swift.max(count, 1))
    self.textBytes = textBytes
  }

  public mutating func next() -> IMAPUIDSet? {
    var taken: [ClosedRange<UInt32>] = []
    var left = count
    var room = textBytes
    while place < ranges.count, left > 0 {
      let range = (start ?? ranges[place].lowerBound)...ranges[place].upperBound
      room -= IMAPUIDSet.textLength(of: range) + 1
      // One range at least, so that the end is reached.
      guard room >= 0 || taken.isEmpty else { break }
      let size = UInt64(range.upperBound - range.lowerBound) + 1
      if size <= left {
        taken.append(range)
        left -= size
        place += 1
        start = nil
      } else {
        let end = range.lowerBound + UInt32(left - 1)
        taken.append(range.lowerBound...end)
        start = end + 1
        left = 0
      }
    }
    return taken.isEmpty ? nil : IMAPUIDSet(unordered: taken)
  }
}

extension IMAPUIDSet {
  /// The set in pieces that fit into one command each.
  public func batches(count: Int, textBytes: Int = 7_000) -> IMAPUIDBatches {
    IMAPUIDBatches(self, count: count, textBytes: textBytes)
  }
}
