/// One property as it stands in the file, its lines joined.
struct VCardLine {
  fileprivate(set) var bytes: [UInt8]
  let offset: Int
  let number: Int
  /// Longer than `CardLimits.property`; the rest is not in `bytes`.
  fileprivate(set) var isCutShort = false
  fileprivate(set) var hadNUL = false
  /// Where the colon before the value is, when it was met.
  private(set) var colon: Int?
  private(set) var isQuotedPrintable = false
  private(set) var isBase64 = false
  private var scanned = 0
  private var isQuoted = false
  /// Of the line that was appended last, the last byte that is not white.
  private var lastVisible: UInt8 = 0

  fileprivate init(offset: Int, number: Int) {
    bytes = []
    self.offset = offset
    self.number = number
  }

  fileprivate mutating func append(_ more: ArraySlice<UInt8>) {
    let room = CardLimits.property - bytes.count
    if more.count > room { isCutShort = true }
    let piece = more.prefix(room)
    lastVisible = piece.last { !$0.isWhite } ?? 0
    if piece.contains(0) {
      hadNUL = true
      bytes += piece.lazy.filter { $0 != 0 }
    } else {
      bytes += piece
    }
    // The head may be folded too, so the colon is looked for as long as there is none.
    while colon == nil, scanned < bytes.count {
      if bytes[scanned] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if bytes[scanned] == UInt8(ascii: ":"), !isQuoted { endHead() }
      scanned += 1
    }
  }

  private mutating func endHead() {
    colon = scanned
    guard scanned <= CardLimits.head, bytes[..<scanned].contains(UInt8(ascii: ";")) else { return }
    let head = String(decoding: bytes[..<scanned], as: UTF8.self).asciiLowercased
    isQuotedPrintable = head.holds("quoted-printable")
    isBase64 = head.holds(";base64") || head.holds("=base64") || head.holds("=b;") || head.hasSuffix("=b")
  }

  /// The line ends in the middle of a text in quoted-printable (RFC 2045 §6.7).
  fileprivate var endsSoftly: Bool {
    isQuotedPrintable && lastVisible == UInt8(ascii: "=") && bytes.count > (colon ?? 0) + 1
  }

  fileprivate mutating func removeSoftBreak() {
    while let last = bytes.last, last.isWhite { bytes.removeLast() }
    bytes.removeLast()
    lastVisible = 0
    scanned = min(scanned, bytes.count)
  }

  /// The text without blanks around is this lower-case ASCII, in any mixture of cases.
  func says(_ text: StaticString) -> Bool { VCardLines.says(bytes[...], text) }
}

/// Joins the lines of vCards: folded ones (RFC 6350 §3.2), soft line breaks of quoted-printable, and the base64 of
/// vCard 2.1, which ends at an empty line. Line ends are LF, CR LF, CR, and CR CR LF, which some telephones write.
struct VCardLines {
  private let bytes: [UInt8]
  private var place = 0
  private var number = 1
  private var upcoming: Physical?
  /// Up to here, carriage returns have no line feed behind them.
  private var loneReturns = 0

  /// In vCard 2.1 a line is folded where a blank is, and the blank belongs to the text.
  var keepsBlankOfFolding = false

  private struct Physical {
    let content: Range<Int>
    let end: Int
  }

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    place = start
  }

  mutating func next() -> VCardLine? {
    skipEmpty()
    guard let first = peek() else { return nil }
    var line = VCardLine(offset: place, number: number)
    line.append(bytes[first.content])
    take(first)
    while true {
      if line.endsSoftly {
        guard let following = peek(), !Self.says(bytes[following.content], "end:vcard") else { break }
        line.removeSoftBreak()
        line.append(bytes[following.content])
        take(following)
        continue
      }
      let before = place
      skipEmpty()
      guard let following = peek(), let start = bytes[following.content].first else { break }
      if start == 0x20 || start == 0x09 {
        line.append(keepsBlankOfFolding ? bytes[following.content] : bytes[following.content].dropFirst())
      } else if line.isBase64, place == before, Self.isBase64(bytes[following.content]) {
        line.append(bytes[following.content])
      } else {
        break
      }
      take(following)
    }
    return line
  }

  private mutating func peek() -> Physical? {
    if let upcoming { return upcoming }
    guard place < bytes.count else { return nil }
    var end = place
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let content = place..<end
    if end >= loneReturns {
      while end < bytes.count, bytes[end] == 0x0D { end += 1 }
      if end < bytes.count, bytes[end] == 0x0A {
        end += 1
      } else {
        loneReturns = end
      }
    }
    // Of carriage returns without a line feed each one ends a line.
    if end <= loneReturns { end = min(content.upperBound + 1, bytes.count) }
    let physical = Physical(content: content, end: end)
    upcoming = physical
    return physical
  }

  private mutating func take(_ physical: Physical) {
    place = physical.end
    number += 1
    upcoming = nil
  }

  private mutating func skipEmpty() {
    while let physical = peek(), physical.content.isEmpty { take(physical) }
  }

  fileprivate static func says(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard bytes.count >= length, bytes.count < 256 else { return false }
    var at = 0
    // Blanks and NUL around the words and the colon are passed over.
    for byte in bytes where !byte.isWhite && byte != 0 {
      guard at < length, (byte &- 0x41 < 26 ? byte | 0x20 : byte) == text.utf8Start[at] else { return false }
      at += 1
    }
    return at == length
  }

  private static func isBase64(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { byte in
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "=") || byte.isWhite
    }
  }
}
