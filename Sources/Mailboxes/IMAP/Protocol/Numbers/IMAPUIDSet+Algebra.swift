extension IMAPUIDSet {
  public mutating func formUnion(_ other: IMAPUIDSet) {
    guard !other.isEmpty else { return }
    self = IMAPUIDSet(unordered: ranges + other.ranges)
  }

  public func union(_ other: IMAPUIDSet) -> IMAPUIDSet {
    var result = self
    result.formUnion(other)
    return result
  }

  public func intersection(_ other: IMAPUIDSet) -> IMAPUIDSet {
    var result: [ClosedRange<UInt32>] = []
    var mine = 0
    var theirs = 0
    while mine < ranges.count, theirs < other.ranges.count {
      let left = ranges[mine]
      let right = other.ranges[theirs]
      let lower = max(left.lowerBound, right.lowerBound)
      let upper = min(left.upperBound, right.upperBound)
      if lower <= upper { result.append(lower...upper) }
      if left.upperBound < right.upperBound { mine += 1 } else { theirs += 1 }
    }
    return IMAPUIDSet(unordered: result)
  }

  public func subtracting(_ other: IMAPUIDSet) -> IMAPUIDSet {
    var result: [ClosedRange<UInt32>] = []
    var theirs = 0
    for range in ranges {
      // 64 bits, so that the one after the last UID can be named.
      var lower = UInt64(range.lowerBound)
      let upper = UInt64(range.upperBound)
      while theirs < other.ranges.count, UInt64(other.ranges[theirs].upperBound) < lower { theirs += 1 }
      var place = theirs
      while lower <= upper, place < other.ranges.count, UInt64(other.ranges[place].lowerBound) <= upper {
        let hole = other.ranges[place]
        if UInt64(hole.lowerBound) > lower { result.append(UInt32(lower)...(hole.lowerBound - 1)) }
        lower = max(lower, UInt64(hole.upperBound) + 1)
        place += 1
      }
      if lower <= upper { result.append(UInt32(lower)...UInt32(upper)) }
    }
    return IMAPUIDSet(unordered: result)
  }
}
