/// Finds mail addresses in running text.
enum AddressScanner {
  struct Found {
    var address: String
    /// Of the bytes searched, angle brackets not included.
    var range: Range<Int>
  }

  /// Longer ones can't be delivered to (RFC 5321 section 4.5.3.1).
  private static let longestLocalPart = 128
  private static let longestDomain = 255

  /// One spelling for one address: the case of letters says nothing in practice.
  static func key(_ address: String) -> String {
    String(decoding: address.utf8.map(FoldedText.small), as: UTF8.self)
  }

  static func addresses(in text: [UInt8], limit: Int) -> [Found] { addresses(in: text[...], limit: limit) }

  static func addresses(in text: ArraySlice<UInt8>, limit: Int) -> [Found] {
    var found: [Found] = []
    var floor = text.startIndex
    var at = text.startIndex
    while found.count < limit, let sign = text[at...].firstIndex(of: UInt8(ascii: "@")) {
      at = sign + 1
      let end = domainEnd(text, from: sign + 1)
      guard let start = localStart(text, before: sign, floor: floor), end > sign + 1 else { continue }
      let address = String(decoding: text[start..<end], as: UTF8.self)
      found.append(Found(address: address, range: start..<end))
      (floor, at) = (end, end)
    }
    return found
  }

  private static func domainEnd(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    let limit = min(text.endIndex, start + longestDomain)
    if start < limit, text[start] == UInt8(ascii: "[") {
      // An address literal.
      guard let close = text[start..<limit].firstIndex(of: UInt8(ascii: "]")) else { return start }
      return close + 1
    }
    var end = start
    while end < limit, isOfDomain(text[end]) { end += 1 }
    while end > start, !text[end - 1].isLetterOfASCII, !text[end - 1].isDigitOfASCII, text[end - 1] < 0x80 { end -= 1 }
    return end
  }

  private static func isOfDomain(_ byte: UInt8) -> Bool {
    byte.isLetterOfASCII || byte.isDigitOfASCII || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  private static func localStart(_ text: ArraySlice<UInt8>, before sign: Int, floor: Int) -> Int? {
    let floor = max(floor, sign - longestLocalPart)
    guard sign > floor else { return nil }
    if text[sign - 1] == UInt8(ascii: "\"") {
      guard let open = text[floor..<(sign - 1)].lastIndex(of: UInt8(ascii: "\"")), open < sign - 2 else { return nil }
      return open
    }
    var start = sign
    while start > floor, isOfLocalPart(text[start - 1]) { start -= 1 }
    // Marks that text puts before an address; within one they stay.
    while start < sign, leading.contains(text[start]) { start += 1 }
    return start < sign ? start : nil
  }

  private static func isOfLocalPart(_ byte: UInt8) -> Bool {
    byte.isLetterOfASCII || byte.isDigitOfASCII || marks.contains(byte)
  }

  private static let marks = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
  private static let leading = Array("'`*=/|{}.#!?&-".utf8)
}
