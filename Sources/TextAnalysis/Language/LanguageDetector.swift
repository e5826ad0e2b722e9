/// Tells in which language a text is written, by its small words, the ends of its long ones and its letters.
public struct LanguageDetector: Sendable {
  /// Bytes of a text that are read, at most.
  public static let longestRead = 4096

  /// Points that a language must have: one word that is its own, or a few that it shares.
  private static let fewestPoints: UInt16 = 12
  /// Points of a letter that hardly another of the languages has.
  private static let pointsOfLetter: UInt16 = 6

  private let profile = LanguageProfile.shared
  private let letters = LatinLetters.shared

  public init() {}

  /// The most likely language of a text of any length in UTF-8, or ``TextLanguage/unknown`` when unsure.
  public func detect(_ text: UnsafeRawBufferPointer) -> TextLanguage {
    guard let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .unknown }
    return decide(count(start, min(text.count, Self.longestRead)))
  }

  private struct Votes {
    var points = LanguagePoints.zero
    var latin = 0
    var cyrillic = 0
    /// Letters that Russian has not: those of Ukrainian, Belarusian, Serbian, Macedonian, and beyond the Slavic ones.
    var foreignCyrillic = 0
    /// ё, ы and э, which Bulgarian has not.
    var ownRussian = 0

    mutating func countCyrillic(_ lead: UInt8, _ second: UInt8) {
      cyrillic &+= 1
      switch (lead, second) {
      case (0xD1, 0x8B), (0xD1, 0x8D), (0xD1, 0x91): ownRussian &+= 1
      case (0xD0, 0x81), (0xD0, 0x90...0xBF), (0xD1, 0x80...0x8F): break
      default: foreignCyrillic &+= 1
      }
    }
  }

  private func count(_ text: UnsafePointer<UInt8>, _ count: Int) -> Votes {
    var votes = Votes()
    var key: UInt64 = 0
    var length = 0
    var at = 0
    while at < count {
      let byte = text[at]
      let letter = byte | 0x20
      if letter >= 0x61, letter <= 0x7A {
        key = key &<< 8 | UInt64(letter)
        length &+= 1
        at &+= 1
        continue
      }
      if byte >= 0xC3, byte <= 0xC5, at &+ 1 < count {
        let index = Int(byte &- 0xC3) << 6 | Int(text[at &+ 1] & 0x3F)
        let folded = letters.folded(index)
        if folded != 0 {
          key = key &<< 8 | UInt64(folded)
          length &+= 1
          at &+= 2
          let language = letters.language(index)
          if language != 0 { votes.points[language] &+= Self.pointsOfLetter }
          continue
        }
      }
      if length > 0 {
        votes.points &+= profile.points(of: key, length: length)
        votes.latin &+= length
        key = 0
        length = 0
      }
      if byte >= 0xD0, byte <= 0xD3, at &+ 1 < count {
        votes.countCyrillic(byte, text[at &+ 1])
        at &+= 2
      } else {
        at &+= 1
      }
    }
    if length > 0 {
      votes.points &+= profile.points(of: key, length: length)
      votes.latin &+= length
    }
    return votes
  }

  private func decide(_ votes: Votes) -> TextLanguage {
    if votes.cyrillic > votes.latin {
      let isForeign = votes.foreignCyrillic * 100 > votes.cyrillic || votes.cyrillic > 200 && votes.ownRussian == 0
      return isForeign ? .unknown : .russian
    }
    var best = (language: TextLanguage.unknown, points: UInt16(0))
    var second: UInt16 = 0
    for language in TextLanguage.allCases {
      let points = votes.points[Int(language.rawValue)]
      if points > best.points {
        second = best.points
        best = (language, points)
      } else if points > second {
        second = points
      }
    }
    // A quarter more than the next one.
    let isSure = best.points >= Self.fewestPoints && Int(best.points) * 4 >= Int(second) * 5
    return isSure ? best.language : .unknown
  }
}
