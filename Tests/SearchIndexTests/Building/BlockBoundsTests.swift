import Testing

@testable import SearchIndex

@Suite struct BlockBoundsTests {
  @Test func noPostingIsWorthMoreThanItsBound() {
    var dice = Dice(11)
    for _ in 0..<400 {
      let unit = dice.pick([1, 4, 10])
      let segmentAverage = dice.pick([0, 0.5, 1, 1.9, 3, 30, 300, 5_000]) * Double.random(in: 0.7...1.4, using: &dice)
      let bounds = BlockBounds(averageLength: segmentAverage, unit: unit)
      let postings = (0..<(1 + dice.below(128))).map { _ in
        let length = Int(Double.random(in: 0...4, using: &dice) * (segmentAverage + 1))
        return (weight: 1 + dice.below(dice.pick([1, 4, 40, 4_000])), norm: LengthCode.encode(length))
      }
      var shares = BlockBounds.Shares()
      for posting in postings { bounds.raise(&shares, weight: posting.weight, norm: posting.norm) }
      let bound = shares.bound
      for power in stride(from: -3.0, through: 3.0, by: 0.25) {
        let average = segmentAverage * exponential(power)
        let scale = BlockBounds.Scale(segmentAverage: segmentAverage, average: average)
        let share = scale.share(low: bound.low, high: bound.high)
        let penalties = Ranking.penalties(averageLength: average, unit: unit)
        for posting in postings {
          let own = Float(posting.weight) / (Float(posting.weight) + penalties[Int(posting.norm)])
          #expect(own <= share, "\(posting) in a segment of \(segmentAverage), average \(average)")
        }
      }
    }
  }

  private func exponential(_ power: Double) -> Double {
    var value = 1.0
    let root = 1.189_207_115_002_721  // the fourth root of two
    for _ in 0..<Int(abs(power) * 4) { value *= root }
    return power < 0 ? 1 / value : value
  }

  @Test func withoutABoundAnythingIsPossible() {
    let scale = BlockBounds.Scale(segmentAverage: 10, average: 10)
    #expect(scale.share(low: 0, high: 0) == 1)
  }
}
