/// The letters from U+00C0 to U+017F without their diacritics, and the language that each gives away.
struct LatinLetters: Sendable {
  static let shared = LatinLetters()

  private var letters = [UInt8](repeating: 0, count: 192)
  private var languages = [UInt8](repeating: 0, count: 192)

  init() {
    for index in 0..<192 {
      guard let scalar = Unicode.Scalar(UInt32(index + 0xC0)) else { continue }
      // Of ligatures (ß, œ) the first letter.
      let folded = TextFolding.fold(String(scalar)).utf8
      if let first = folded.first, (0x61...0x7A).contains(first) { letters[index] = first }
    }
    let own: [(TextLanguage, String)] = [
      (.turkish, "ğĞşŞıİ"), (.german, "ßäÄ"), (.french, "èÈêÊœŒ"), (.spanish, "ñÑ"), (.italian, "òÒìÌ"),
      (.portuguese, "ãÃõÕ"), (.swedish, "åÅ"),
    ]
    for (language, letters) in own {
      for scalar in letters.unicodeScalars { languages[Int(scalar.value) - 0xC0] = language.rawValue }
    }
  }

  /// The letter in lower case without diacritics, or 0.
  @inline(__always)
  func folded(_ index: Int) -> UInt8 { letters[index] }

  @inline(__always)
  func language(_ index: Int) -> Int { Int(languages[index]) }
}
