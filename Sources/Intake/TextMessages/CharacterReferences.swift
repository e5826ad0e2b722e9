/// Makes the character references of phones fit for an XML parser, without changing the number of bytes, so that places
/// in the file stay what they are.
///
/// Java writes an emoji as the references of its two surrogates (`&#55357;&#56832;`), and control characters as
/// references to them (`&#0;`). XML 1.0 section 2.2 has no such characters. A pair becomes one reference to the
/// character meant, with leading zeros; anything else that XML does not have becomes U+FFFD, with blanks behind it
/// where that is shorter.
enum CharacterReferences {
  /// References that are longer (with many leading zeros) are left alone.
  private static let longest = 32

  /// Whether there is any reference by number.
  static func areIn(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "&")) {
      place = start + 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "#") { return true }
    }
    return false
  }

  /// - Parameters:
  ///   - bytes: a whole unit of XML, so that no reference is cut in two.
  ///   - isUTF8: whether U+FFFD can be written as the three bytes of UTF-8; a question mark stands for it otherwise.
  /// - Returns: how many characters could not be kept.
  static func mend(_ bytes: UnsafeMutableRawBufferPointer, isUTF8: Bool) -> Int {
    var lost = 0
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "&")) {
      place = start + 1
      guard let (value, end) = reference(bytes, start) else { continue }
      place = end
      if (0xD800...0xDBFF).contains(value), let (low, pairEnd) = reference(bytes, end), (0xDC00...0xDFFF).contains(low)
      {
        write(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), bytes, start..<pairEnd)
        place = pairEnd
      } else if !isAllowed(value) {
        lost += 1
        replace(bytes, start..<end, isUTF8: isUTF8)
      }
    }
    return lost
  }

  /// The number of a reference that stands here, and its end. Numbers beyond Unicode are 0x110000.
  private static func reference(_ bytes: UnsafeMutableRawBufferPointer, _ start: Int) -> (UInt32, Int)? {
    let end = min(bytes.count, start + longest)
    var place = start
    func take(_ byte: UInt8) -> Bool {
      guard place < end, bytes[place] == byte else { return false }
      place += 1
      return true
    }
    guard take(UInt8(ascii: "&")), take(UInt8(ascii: "#")) else { return nil }
    let isHexadecimal = take(UInt8(ascii: "x"))
    var value: UInt32 = 0
    let first = place
    while place < end {
      let digit: UInt32
      switch bytes[place] {
      case let byte where (0x30...0x39).contains(byte): digit = UInt32(byte) - 0x30
      case let byte where isHexadecimal && (0x41...0x46).contains(byte & 0xDF): digit = UInt32(byte & 0xDF) - 0x37
      case UInt8(ascii: ";"): return place > first ? (value, place + 1) : nil
      default: return nil
      }
      // At most 0x110000 × 16, far below the largest number.
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
      place += 1
    }
    return nil
  }

  /// XML 1.0 section 2.2, `Char`.
  private static func isAllowed(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func replace(_ bytes: UnsafeMutableRawBufferPointer, _ range: Range<Int>, isUTF8: Bool) {
    if range.count >= "&#65533;".utf8.count {
      write(0xFFFD, bytes, range)
      return
    }
    // `&#0;`, the shortest, has four bytes.
    let mark: [UInt8] = isUTF8 ? [0xEF, 0xBF, 0xBD] : [UInt8(ascii: "?")]
    for (index, place) in range.enumerated() {
      bytes[place] = index < mark.count ? mark[index] : 0x20
    }
  }

  /// A decimal reference that fills the range, which has at least 8 bytes for U+FFFD and 16 for a pair.
  private static func write(_ value: UInt32, _ bytes: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
    var rest = value
    bytes[range.lowerBound] = UInt8(ascii: "&")
    bytes[range.lowerBound + 1] = UInt8(ascii: "#")
    bytes[range.upperBound - 1] = UInt8(ascii: ";")
    for place in (range.lowerBound + 2..<range.upperBound - 1).reversed() {
      bytes[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
  }
}
