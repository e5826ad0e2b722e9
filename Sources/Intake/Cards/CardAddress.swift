/// Reads what is written for mail addresses and numbers, the same way in every format.
enum CardAddress {
  /// - Returns: the address as written, out of `mailto:` (RFC 6068) and angle brackets; `nil` when it is none.
  static func address(_ text: String) -> String? {
    var text = text.trimmed
    if text.asciiLowercased.utf8.starts(with: "mailto:".utf8) {
      let path = text.utf8.dropFirst(7).prefix { $0 != UInt8(ascii: "?") }
      text = percentDecoded(String(Substring(path))).trimmed
      // Whoever writes this twice, or encodes separators, means no address.
      if text.asciiLowercased.utf8.starts(with: "mailto:".utf8) || !isOne(text) { return nil }
    }
    text = withoutBrackets(text)
    return text.utf8.contains(UInt8(ascii: "@")) && !text.hasControls ? text : nil
  }

  /// The addresses of a cell: several may stand in one, divided by `;`, `,`, blanks or Google's ` ::: `.
  static func addresses(_ cell: String) -> [String] {
    lists(cell).flatMap { entry in
      let marks = entry.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "@") ? 1 : 0) }
      guard marks > 1, !entry.utf8.contains(UInt8(ascii: "\"")), !entry.utf8.contains(UInt8(ascii: "<")) else {
        return [entry]
      }
      let pieces = entry.utf8.split(whereSeparator: isSeparator).map { String(Substring($0)) }
      return pieces.allSatisfy { $0.utf8.contains(UInt8(ascii: "@")) } ? pieces : [entry]
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte.isWhite || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
  }

  /// Outside of quotation marks no address holds separators (RFC 5322 §3.4.1).
  private static func isOne(_ text: String) -> Bool {
    (text.utf8.contains(UInt8(ascii: "\"")) || !text.utf8.contains(where: isSeparator)) && lists(text).count == 1
  }

  /// The entries of a cell that Google divides by `:::`.
  static func lists(_ cell: String) -> [String] {
    var entries: [String] = []
    var start = cell.utf8.startIndex
    var at = start
    var colons = 0
    while at < cell.utf8.endIndex {
      let next = cell.utf8.index(after: at)
      colons = cell.utf8[at] == UInt8(ascii: ":") ? colons + 1 : 0
      if colons == 3 {
        entries.append(String(Substring(cell.utf8[start..<next].dropLast(3))).trimmed)
        start = next
        colons = 0
      }
      at = next
    }
    entries.append(String(Substring(cell.utf8[start...])).trimmed)
    return entries.filter { !$0.isEmpty }
  }

  /// - Returns: the number as written, out of `tel:` (RFC 3966), and whether the text says that it is a fax.
  static func number(_ text: String) -> (number: String, isFax: Bool) {
    let text = text.oneLine
    let lower = text.asciiLowercased
    for (scheme, isFax) in [("tel:", false), ("fax:", true)] where lower.utf8.starts(with: scheme.utf8) {
      let number = percentDecoded(String(Substring(text.utf8.dropFirst(4)))).withPlainLineEnds.oneLine
      // A scheme twice is no number of one; the text stays whole, so that reading it again gives the same.
      let again = number.asciiLowercased.utf8
      if again.starts(with: "tel:".utf8) || again.starts(with: "fax:".utf8) { break }
      return (number, isFax)
    }
    return (text, false)
  }

  private static func withoutBrackets(_ text: String) -> String {
    guard let open = text.utf8.lastIndex(of: UInt8(ascii: "<")) else { return text }
    let rest = text.utf8[text.utf8.index(after: open)...]
    guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return text }
    let inside = String(Substring(rest[..<close])).trimmed
    return inside.utf8.contains(UInt8(ascii: "@")) && isOne(inside) ? inside : text
  }

  /// RFC 3986 §2.1; what does not come out as UTF-8 stays as it is.
  static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    return String(validating: percentDecoded(Array(text.utf8)), as: UTF8.self) ?? text
  }

  static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), bytes.count - at > 2, let high = hexadecimal(bytes[at + 1]),
        let low = hexadecimal(bytes[at + 2])
      {
        result.append(high << 4 | low)
        at += 3
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    if byte &- 0x30 < 10 { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
