/// Points that words, endings and letters give to languages; a lane for each raw value of ``TextLanguage``.
typealias LanguagePoints = SIMD16<UInt16>

/// What the words of a language look like, as tables made once.
struct LanguageProfile: Sendable {
  static let shared = LanguageProfile()

  /// Points of a word that only one language has; those that several have share them.
  private static let pointsOfWord: UInt16 = 12
  private static let pointsOfEnding: UInt16 = 6

  private let words: PointTable
  private let endings: PointTable

  init() {
    var languages: [UInt64: Set<TextLanguage>] = [:]
    for (language, words) in FunctionWords.byLanguage {
      for word in words.split(whereSeparator: \.isWhitespace) {
        if let key = Self.key(word.utf8) { languages[key, default: []].insert(language) }
      }
    }
    words = PointTable(
      languages.mapValues { sharing in Self.points(of: sharing, Self.pointsOfWord / UInt16(sharing.count)) })
    var ends: [UInt64: LanguagePoints] = [:]
    for (language, endings) in FunctionWords.endings {
      for ending in endings.split(whereSeparator: \.isWhitespace) {
        if let key = Self.key(ending.utf8) { ends[key] = Self.points(of: [language], Self.pointsOfEnding) }
      }
    }
    endings = PointTable(ends)
  }

  /// The points of a word.
  /// - Parameters:
  ///   - key: Its last eight letters in folded form, the last one lowest.
  ///   - length: Its letters in all.
  @inline(__always)
  func points(of key: UInt64, length: Int) -> LanguagePoints {
    if length <= 8, let points = words[key] { return points }
    guard length >= 5 else { return .zero }
    for letters in [UInt64(5), 4, 3] where length >= letters + 2 {
      if let points = endings[key & (1 &<< (letters * 8) &- 1)] { return points }
    }
    return .zero
  }

  /// Letters of a word in one number, the last one lowest; nil where they are too many.
  private static func key(_ letters: Substring.UTF8View) -> UInt64? {
    letters.count > 8 ? nil : letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func points(of languages: Set<TextLanguage>, _ points: UInt16) -> LanguagePoints {
    var result = LanguagePoints.zero
    for language in languages { result[Int(language.rawValue)] = points }
    return result
  }
}

/// A hash table that is never changed.
private struct PointTable: Sendable {
  private static let bits: UInt64 = 11

  private var keys = [UInt64](repeating: 0, count: 1 << Int(bits))
  private var indices = [UInt16](repeating: 0, count: 1 << Int(bits))
  private var points: [LanguagePoints] = []

  init(_ entries: [UInt64: LanguagePoints]) {
    for (key, value) in entries {
      var slot = Self.slot(key)
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      indices[slot] = UInt16(points.count)
      points.append(value)
    }
  }

  /// No key is 0: each has a letter.
  @inline(__always)
  subscript(key: UInt64) -> LanguagePoints? {
    var slot = Self.slot(key)
    while true {
      let found = keys[slot]
      if found == key { return points[Int(indices[slot])] }
      if found == 0 { return nil }
      slot = (slot &+ 1) & (keys.count &- 1)
    }
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (64 - bits))
  }
}
