/// What the search for a charset may cost.
enum GuessEffort {
  /// ICU's statistics, up to half a millisecond: for a few texts of a message.
  case statistics
  /// A look at single bytes: for what a message can hold by the thousand.
  case letters
}

/// Statistics once, then letters.
struct FirstEffort {
  private var isSpent: Bool

  init(_ effort: GuessEffort = .statistics) { isSpent = effort == .letters }

  mutating func take() -> GuessEffort {
    defer { isSpent = true }
    return isSpent ? .letters : .statistics
  }
}

/// Guesses the charset of bytes that are neither ASCII nor UTF-8.
enum CharsetRecovery {
  /// ICU's detector decides where it has enough text to be sure; short Latin text, where its statistics fail, is decided
  /// by the letters that tell Turkish from Western European.
  static func guess(_ bytes: ByteView, isMarkup: Bool, effort: GuessEffort) -> String {
    if isSparseLatin(bytes) { return latinGuess(bytes) }
    if effort == .letters { return escapeGuess(bytes) ?? latinGuess(bytes) }
    let guesses = TellingSample.of(bytes).withByteView { CharsetGuess.guesses(for: $0, isMarkup: isMarkup) }
    for guess in guesses {
      let name = guess.name.lowercasedASCII
      if isStateful(name) && guess.confidence >= 20 { return name }
      if name.hasPrefix("utf-") && guess.confidence >= 80 { return name }
    }
    let latin = latinGuess(bytes)
    guard let best = guesses.first, best.confidence >= 25, nonASCIICount(bytes) >= 4 else { return latin }
    let name = best.name.lowercasedASCII
    switch name {
    case "iso-8859-1", "windows-1252", "iso-8859-9", "windows-1254", "iso-8859-2", "windows-1250":
      // Single-byte Latin guesses differ by a few letters: trust them only where the text is long.
      if best.language == "tr" { return "windows-1254" }
      if name == "iso-8859-2" || name == "windows-1250" {
        return best.confidence >= 40 && nonASCIICount(bytes) >= 12 && latin != "windows-1254" ? "windows-1250" : latin
      }
      return latin
    case "gb18030": return best.confidence >= 40 ? name : latin
    case "shift_jis": return best.confidence >= 40 ? "windows-31j" : latin
    case "euc-kr": return best.confidence >= 40 ? "windows-949" : latin
    case "utf-16be", "utf-16le", "utf-32be", "utf-32le": return best.confidence >= 80 ? name : latin
    default: return name
    }
  }

  /// The set that the first escape sequence switches to (RFC 1468, RFC 1557, RFC 1922).
  private static func escapeGuess(_ bytes: ByteView) -> String? {
    let escape = bytes.index(of: 0x1B, UInt8(ascii: "$"), from: 0)
    guard escape + 2 < bytes.count else { return nil }
    switch bytes[escape + 2] {
    case UInt8(ascii: "B"), UInt8(ascii: "@"): return "iso-2022-jp"
    case UInt8(ascii: ")") where escape + 3 < bytes.count:
      switch bytes[escape + 3] {
      case UInt8(ascii: "C"): return "iso-2022-kr"
      case UInt8(ascii: "A"), UInt8(ascii: "G"): return "iso-2022-cn"
      default: return nil
      }
    default: return nil
    }
  }

  private static func isStateful(_ name: String) -> Bool { name.hasPrefix("iso-2022") }

  /// Text with single 8-bit bytes here and there, as English with a name or a currency sign has it: no statistics will
  /// make anything of it, and ICU's cost a tenth of a millisecond. Multi-byte charsets have their bytes in runs.
  private static func isSparseLatin(_ bytes: ByteView) -> Bool {
    let sample = min(bytes.count, 16 << 10)
    var high = 0
    var inRuns = 0
    var previous: UInt8 = 0
    for i in 0..<sample {
      let byte = bytes[i]
      if byte >= 0x80 {
        high += 1
        if previous >= 0x80 { inRuns += 1 }
      } else if byte == 0x1B || byte == 0 {
        return false
      }
      previous = byte
    }
    return high * 50 < sample && inRuns * 5 <= high
  }

  private static func nonASCIICount(_ bytes: ByteView) -> Int {
    var count = 0
    for i in 0..<min(bytes.count, 16 << 10) where bytes[i] >= 0x80 { count += 1 }
    return count
  }

  /// Windows-1254 differs from windows-1252 in six letters: Ğ İ Ş ğ ı ş stand where Icelandic has Ð Ý Þ ð ý þ. Text with
  /// those is Turkish unless it also has the acute vowels and æ that Icelandic is full of and Turkish has not.
  private static func latinGuess(_ bytes: ByteView) -> String {
    var turkish = 0
    var icelandic = 0
    for i in 0..<min(bytes.count, 16 << 10) {
      switch bytes[i] {
      case 0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE: turkish += 1
      case 0xC1, 0xC6, 0xC9, 0xCD, 0xD3, 0xDA, 0xE1, 0xE6, 0xE9, 0xED, 0xF3, 0xFA: icelandic += 1
      default: break
      }
    }
    return turkish > 0 && turkish > icelandic ? "windows-1254" : "windows-1252"
  }
}

extension String {
  /// ASCII letters in lower case, everything else as it is.
  var lowercasedASCII: String { String(decoding: utf8.map(ASCII.lower), as: UTF8.self) }
}
