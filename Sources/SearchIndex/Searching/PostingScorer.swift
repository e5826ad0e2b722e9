/// What the postings of one term are worth in a query.
struct PostingScorer {
  /// Rarity of the word, with whatever else makes it count more or less.
  let rarity: Float
  /// By length code.
  let penalties: UnsafePointer<Float>
  /// By set of forms.
  private let factors: [Float]
  private let only: Float
  /// Whether some sets do not match at all.
  let isSelective: Bool
  /// The factor where there is one set.
  let onlyFactor: Float

  init(rarity: Float, penalties: UnsafePointer<Float>, factors: [Float]) {
    self.rarity = rarity
    self.penalties = penalties
    self.factors = factors.count > 1 ? factors : []
    onlyFactor = factors.first ?? 1
    only = onlyFactor * rarity
    isSelective = factors.contains(0)
  }

  /// Whether nothing but the weight decides.
  var isUniform: Bool { factors.isEmpty }
  var uniform: Float { only }
  /// The highest factor, with the rarity.
  var most: Float { factors.isEmpty ? only : (factors.max() ?? 1) * rarity }

  @inline(__always)
  func score(weight: UInt32, norm: UInt8, set: UInt32) -> Float {
    let weight = Float(weight)
    let share = weight / (weight + penalties[Int(norm)])
    if factors.isEmpty { return only * share }
    return factor(set) * rarity * share
  }

  @inline(__always)
  func factor(_ set: UInt32) -> Float { Int(set) < factors.count ? factors[Int(set)] : (factors.isEmpty ? 1 : 0) }

  @inline(__always)
  func matches(set: UInt32) -> Bool { factors.isEmpty ? true : factor(set) != 0 }
}
