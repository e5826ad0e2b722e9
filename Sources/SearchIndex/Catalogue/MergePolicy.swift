/// Which segments to merge: as many of about the same size as make the next size, so that each document is merged a
/// logarithmic number of times.
public struct MergePolicy: Sendable {
  /// Segments of one size that are merged.
  public var factor: Int
  /// Below this, all sizes count as one (256 KiB).
  public var smallest: Int
  /// Segments beyond this are left alone (8 GiB).
  public var largest: Int
  /// Whether all segments are to become one, whatever their sizes.
  public var all: Bool

  public init(factor: Int = 8, smallest: Int = 256 << 10, largest: Int = 8 << 30, all: Bool = false) {
    (self.factor, self.smallest, self.largest, self.all) = (factor, smallest, largest, all)
  }

  /// Numbers of the segments to merge; empty where there is nothing to do.
  func choose(_ segments: [(number: UInt64, bytes: Int)]) -> Set<UInt64> {
    let candidates = segments.filter { $0.bytes < largest }
    if all { return candidates.count > 1 ? Set(candidates.map(\.number)) : [] }
    var levels: [Int: [UInt64]] = [:]
    for segment in candidates { levels[level(segment.bytes), default: []].append(segment.number) }
    for (_, numbers) in levels.sorted(by: { $0.key < $1.key }) where numbers.count >= factor {
      return Set(numbers)
    }
    return []
  }

  private func level(_ bytes: Int) -> Int {
    var (level, limit) = (0, smallest)
    while bytes > limit, level < 30 {
      limit *= max(2, factor)
      level += 1
    }
    return level
  }
}
