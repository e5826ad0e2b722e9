/// How much a posting of a block can add to a score at most, whatever the average length of all documents will be.
///
/// A posting of weight w in a document of length l adds w/(w + k(1 − b + b·l·x)) with x = 1/average: its reciprocal is a line
/// in x. Of a block the smallest reciprocal counts, and the lower envelope of lines is concave: between two points it lies
/// above the chord. So two numbers, the largest shares at two averages, bound the share at any.
struct BlockBounds {
  /// Largest shares at half and at twice the average length of the segment, in 255ths, rounded up.
  struct Bound {
    var low: UInt8 = 0
    var high: UInt8 = 0

    mutating func raise(to other: Bound) {
      low = max(low, other.low)
      high = max(high, other.high)
    }
  }

  private let lowPenalties: [Float]
  private let highPenalties: [Float]

  /// - Parameter averageLength: that of the segment's documents.
  init(averageLength: Double, unit: Int) {
    // `Scale` and `Ranking` take no average below one.
    let averageLength = max(averageLength, 1)
    lowPenalties = Ranking.penalties(averageLength: averageLength / 2, unit: unit)
    highPenalties = Ranking.penalties(averageLength: averageLength * 2, unit: unit)
  }

  /// The largest shares of some postings, before they are rounded.
  struct Shares {
    fileprivate var low: Float = 0
    fileprivate var high: Float = 0

    /// Rounding up keeps the order: the largest one's is the largest.
    private static func rounded(_ share: Float) -> UInt8 { UInt8(min(255, (share * 255).rounded(.up))) }

    var bound: Bound { Bound(low: Self.rounded(low), high: Self.rounded(high)) }
  }

  @inline(__always)
  func raise(_ shares: inout Shares, weight: Int, norm: UInt8) {
    let weight = Float(max(0, weight))
    shares.low = max(shares.low, weight / (weight + lowPenalties[Int(norm)]))
    shares.high = max(shares.high, weight / (weight + highPenalties[Int(norm)]))
  }

  /// The largest share at an average, for each pair of stored bytes.
  struct Scale {
    /// Share of the way from twice the average (0) to half of it (1), in terms of x.
    private let way: Float
    /// Where the average is beyond twice the segment's: x as a share of that point.
    private let beyond: Float

    init(segmentAverage: Double, average: Double) {
      let (near, far) = (2 / max(segmentAverage, 1), 0.5 / max(segmentAverage, 1))
      let x = 1 / max(average, 1)
      way = Float(min(1, max(0, (x - far) / (near - far))))
      beyond = Float(min(1, x / far))
    }

    @inline(__always)
    func share(low: UInt8, high: UInt8) -> Float {
      guard low > 0, high > 0 else { return 1 }
      let reciprocalHigh = 255 / Float(high) * beyond
      let reciprocal = way * (255 / Float(low)) + (1 - way) * reciprocalHigh
      return min(1, 1.0001 / max(reciprocal, 1))
    }
  }
}
