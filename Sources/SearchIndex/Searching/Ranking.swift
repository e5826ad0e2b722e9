import Foundation

/// BM25 as Robertson and Zaragoza state it ("The Probabilistic Relevance Framework: BM25 and Beyond", 2009), without the
/// constant factor k1 + 1, which orders nothing.
enum Ranking {
  /// How soon further occurrences stop to count.
  static let saturation: Float = 0.9
  /// How much the length of a document counts.
  static let lengthShare: Float = 0.75

  /// Rarity of something that stands in `frequency` of `documents`.
  static func rarity(frequency: Int, documents: Int) -> Float {
    let (n, df) = (Double(max(documents, frequency)), Double(frequency))
    return Float(pow(log(1 + (n - df + 0.5) / (df + 0.5)), 1.4))
  }

  /// What is added to the weight of occurrences in the denominator, for each length code, in weight units.
  static func penalties(averageLength: Double, unit: Int) -> [Float] {
    let average = Float(max(averageLength, 1))
    return (0...255).map { code in
      let share = LengthCode.lengths[code] / average
      return Float(unit) * saturation * (1 - lengthShare + lengthShare * share)
    }
  }
}

/// `Ranking.penalties` in memory of its own, for loops.
///
/// Sendable because nothing changes it.
final class PenaltyTable: @unchecked Sendable {
  let base: UnsafePointer<Float>

  init(averageLength: Double, unit: Int) {
    let values = Ranking.penalties(averageLength: averageLength, unit: unit)
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: values.count)
    for (index, value) in values.enumerated() { memory[index] = value }
    base = UnsafePointer(memory)
  }

  deinit { base.deallocate() }
}

/// The length of a document in one byte: exact to 64, then in sixteen steps to an octave, up to some 250,000 words.
enum LengthCode {
  /// Lengths below stand for themselves.
  private static let exact = 64
  /// The length that each code stands for.
  static let lengths: [Float] = (0...255).map { Float(decode(UInt8($0))) }

  static func encode(_ length: Int) -> UInt8 {
    guard length > exact else { return UInt8(max(0, length)) }
    // The largest code whose length is not beyond.
    var (low, high) = (exact, 255)
    while low < high {
      let middle = (low + high + 1) / 2
      if decode(UInt8(middle)) <= length { low = middle } else { high = middle - 1 }
    }
    return UInt8(low)
  }

  private static func decode(_ code: UInt8) -> Int {
    guard code > exact else { return Int(code) }
    let step = Int(code) - exact
    return (exact + step % 16 * 4) << (step / 16)
  }
}
