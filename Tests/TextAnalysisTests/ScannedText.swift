@testable import TextAnalysis

/// What the scanner finds in a text.
enum ScannedText {
  static func words(_ text: String) -> [String] {
    let bytes = [UInt8](text.utf8)
    return ranges(bytes).map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
  }

  static func ranges(_ bytes: [UInt8], _ scanner: WordScanner = WordScanner()) -> [WordRange] {
    var ranges = WordRanges()
    bytes.withUnsafeBytes { scanner.scan($0, into: &ranges) }
    return ranges.withUnsafeWords { Array($0) }
  }

  static func rangesByICU(_ bytes: [UInt8], _ scanner: WordScanner = WordScanner()) -> [WordRange] {
    var ranges = WordRanges()
    bytes.withUnsafeBytes { scanner.scanWithICUOnly($0, into: &ranges) }
    return ranges.withUnsafeWords { Array($0) }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
