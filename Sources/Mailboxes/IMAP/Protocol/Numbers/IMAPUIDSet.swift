/// A set of UIDs as ranges that neither overlap nor touch, in ascending order: a million messages in a row take as much
/// room as one. All operations take time by the number of ranges, never by the number of UIDs.
public struct IMAPUIDSet: Sendable, Hashable {
  /// Each range within 1 to 2^32 - 1.
  public private(set) var ranges: [ClosedRange<UInt32>]

  /// The empty set.
  public init() { ranges = [] }

  /// Every UID from this one on; written `uid:*`. A server may answer with its last message even if that has a lower UID
  /// (RFC 3501 §9, seq-range).
  public init(from first: IMAPUID) { ranges = [first.rawValue...UInt32.max] }

  public init(_ uid: IMAPUID) { ranges = [uid.rawValue...uid.rawValue] }

  /// From UIDs in any order, with repetitions or without; fastest in ascending order.
  public init(_ uids: some Sequence<IMAPUID>) {
    self.init(unordered: uids.map { $0.rawValue...$0.rawValue })
  }

  /// From ranges in any order that may overlap; 0 is left out.
  public init(ranges: some Sequence<ClosedRange<UInt32>>) {
    self.init(
      unordered: ranges.compactMap { range in
        range.upperBound == 0 ? nil : max(range.lowerBound, 1)...range.upperBound
      })
  }

  /// Ranges that hold no 0.
  init(unordered: [ClosedRange<UInt32>]) {
    var ranges = unordered
    var isOrdered = true
    var last: UInt32 = 0
    for range in ranges {
      isOrdered = isOrdered && range.lowerBound >= last
      last = range.lowerBound
    }
    if !isOrdered { ranges.sort { $0.lowerBound < $1.lowerBound } }
    self.ranges = []
    self.ranges.reserveCapacity(ranges.count)
    for range in ranges { append(range) }
  }

  /// Adds a range that begins no earlier than the last one.
  private mutating func append(_ range: ClosedRange<UInt32>) {
    if let last = ranges.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    } else {
      ranges.append(range)
    }
  }

  /// Adds a UID; in constant time at the end of the set.
  public mutating func insert(_ uid: IMAPUID) {
    let range = uid.rawValue...uid.rawValue
    if let last = ranges.last, uid.rawValue < last.lowerBound {
      formUnion(IMAPUIDSet(uid))
    } else {
      append(range)
    }
  }

  public var isEmpty: Bool { ranges.isEmpty }

  /// How many UIDs are in the set; of one without an end, as many as there can be.
  public var count: UInt64 { ranges.reduce(0) { $0 + UInt64($1.upperBound - $1.lowerBound) + 1 } }

  public var first: IMAPUID? { ranges.first.flatMap { IMAPUID($0.lowerBound) } }
  public var last: IMAPUID? { ranges.last.flatMap { IMAPUID($0.upperBound) } }

  /// Whether the set has no end and is written with `*`.
  public var isOpen: Bool { ranges.last?.upperBound == .max }

  public func contains(_ uid: IMAPUID) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < uid.rawValue { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= uid.rawValue
  }

  /// The UIDs one by one, ascending. The caller bounds how many it takes.
  public var uids: some Sequence<IMAPUID> { ranges.lazy.flatMap { $0.lazy.compactMap { IMAPUID($0) } } }
}
