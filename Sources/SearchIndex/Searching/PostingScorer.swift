/// What the postings of one term are worth in a query.
struct PostingScorer {
  /// Rarity of the word, with whatever else makes it count more or less.
  let rarity: Float
  /// By length code.
  let penalties: UnsafePointer<Float>
  /// By set of forms; nil where all count the same.
  private let table: FactorTable?
  /// Factors times the rarity, in the table's memory: `last + 1` of them, of which the last is a zero.
  private let worths: UnsafePointer<Float>
  private let last: UInt32
  private let only: Float
  /// Whether some sets do not match at all.
  let isSelective: Bool
  /// The factor where all sets have the same.
  let onlyFactor: Float
  /// The highest factor, with the rarity.
  let most: Float

  init(rarity: Float, penalties: UnsafePointer<Float>, factors: FormFactors) {
    self.rarity = rarity
    self.penalties = penalties
    onlyFactor = factors.most
    only = onlyFactor * rarity
    most = only
    if factors.bySet.isEmpty {
      (table, last, worths) = (nil, 0, penalties)
      isSelective = onlyFactor == 0
    } else {
      let table = FactorTable(factors.bySet, rarity)
      (self.table, worths, last) = (table, table.worths, UInt32(factors.bySet.count))
      isSelective = factors.bySet.contains(0)
    }
  }

  /// Whether nothing but the weight decides.
  @inline(__always)
  var isUniform: Bool { table == nil }
  var uniform: Float { only }

  /// What the postings of a set are worth at most.
  @inline(__always)
  func worth(_ set: UInt32) -> Float { worths[Int(min(set, last))] }

  @inline(__always)
  func score(weight: UInt32, norm: UInt8, set: UInt32) -> Float {
    let weight = Float(weight)
    let share = weight / (weight + penalties[Int(norm)])
    return isUniform ? only * share : worth(set) * share
  }

  @inline(__always)
  func factor(_ set: UInt32) -> Float {
    guard let table else { return onlyFactor }
    return set < last ? table.factors[Int(set)] : 0
  }

  @inline(__always)
  func matches(set: UInt32) -> Bool { isUniform ? onlyFactor != 0 : worth(set) != 0 }
}

/// Memory of a scorer's factors, which its copies share.
final class FactorTable {
  let factors: [Float]
  let worths: UnsafePointer<Float>

  init(_ factors: [Float], _ rarity: Float) {
    self.factors = factors
    let worths = UnsafeMutablePointer<Float>.allocate(capacity: factors.count + 1)
    for (index, factor) in factors.enumerated() { (worths + index).initialize(to: factor * rarity) }
    // What a damaged posting says is a set that there is not.
    (worths + factors.count).initialize(to: 0)
    self.worths = UnsafePointer(worths)
  }

  deinit { worths.deallocate() }
}
