/// International bank account numbers (ISO 13616): two letters for the country, two check digits, and up to thirty letters
/// and digits, written in groups.
enum AccountNumber {
  private static let lengths = 15...34

  /// Lengths of the countries whose accounts are met most; of others all that the check digits confirm is taken.
  private static let lengthByCountry: [String: Int] = [
    "AT": 20, "AZ": 28, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GE": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20,
    "LV": 21, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
  ]

  /// Reads the number that begins with a word; nil where there is none, or its check digits are wrong.
  static func read(_ scanned: ScannedWords, from start: Int) -> ReferenceNumber? {
    let first = scanned.bytes(start)
    guard first.count >= 4, isLetter(first[0]), isLetter(first[1]), isDigit(first[2]), isDigit(first[3]) else {
      return nil
    }
    let country = String(decoding: first.prefix(2).map { $0 & ~0x20 }, as: UTF8.self)
    let expected = lengthByCountry[country]
    var joined: [UInt8] = []
    var found: ReferenceNumber?
    var index = start
    while index < scanned.words.count, joined.count < lengths.upperBound {
      let word = scanned.bytes(index)
      guard word.allSatisfy({ isLetter($0) || isDigit($0) }), joined.count + word.count <= lengths.upperBound,
        index == start || isSeparator(scanned.gap(before: index))
      else { break }
      joined += word.map { isLetter($0) ? $0 | 0x20 : $0 }
      index += 1
      // One word is found as it is.
      guard index - start > 1, lengths.contains(joined.count), expected == nil || expected == joined.count else {
        continue
      }
      if hasValidCheck(joined) {
        found = ReferenceNumber(wordIndex: start, wordCount: index - start, joined: joined)
      }
    }
    return found
  }

  private static func isSeparator(_ gap: UnsafeRawBufferPointer) -> Bool {
    gap.count == 1 && (gap[0] == 0x20 || gap[0] == UInt8(ascii: "-")) || gap.elementsEqual([0xC2, 0xA0])
  }

  /// The remainder of ISO 7064 mod 97-10: the first four characters moved to the end, letters as 10 to 35.
  private static func hasValidCheck(_ joined: [UInt8]) -> Bool {
    var remainder = 0
    for byte in joined.dropFirst(4) + joined.prefix(4) {
      if isDigit(byte) {
        remainder = (remainder * 10 + Int(byte - 0x30)) % 97
      } else {
        remainder = (remainder * 100 + Int(byte - 0x61) + 10) % 97
      }
    }
    return remainder == 1
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
