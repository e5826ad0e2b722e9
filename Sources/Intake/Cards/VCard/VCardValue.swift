/// Text of a value: what the backslash means in it, and where it is divided (RFC 6350 §3.4, RFC 2426 §4).
enum VCardValue {
  /// Divides at separators that no backslash stands before. What is beyond `CardLimits.values` stays in the last piece.
  static func split(_ bytes: [UInt8], at separators: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if separators.contains(bytes[at]), pieces.count < CardLimits.values {
        pieces.append(Array(bytes[start..<at]))
        start = at + 1
      }
      at += 1
    }
    pieces.append(Array(bytes[start...]))
    return pieces
  }

  /// - Parameter hasLineEnds: `\n` is a line end.
  static func unescaped(_ bytes: [UInt8], hasLineEnds: Bool = true) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == UInt8(ascii: "\\"), at < bytes.count else {
        result.append(byte)
        continue
      }
      switch bytes[at] {
      case UInt8(ascii: "n") where hasLineEnds, UInt8(ascii: "N") where hasLineEnds: result.append(0x0A)
      // Google escapes the colon, Apple the quotation mark; no specification does.
      case UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""):
        result.append(bytes[at])
      default: result += [byte, bytes[at]]
      }
      at += 1
    }
    return result
  }

  /// - Parameter isPlain: only what would not be read again is escaped, not the commas and semicolons of a URI.
  static func escaped(_ text: String, isPlain: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.withPlainLineEnds.utf8 {
      switch byte {
      case 0x0A: result += "\\n".utf8
      case UInt8(ascii: "\\"): result += [byte, byte]
      case UInt8(ascii: ","), UInt8(ascii: ";"): result += isPlain ? [byte] : [UInt8(ascii: "\\"), byte]
      default: result.append(byte)
      }
    }
    return result
  }

  /// The value of a parameter (RFC 6868).
  static func parameterUnescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "^")) else { return text }
    var result: [UInt8] = []
    var isMarked = false
    for byte in text.utf8 {
      if isMarked {
        isMarked = false
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "'"): result.append(UInt8(ascii: "\""))
        case UInt8(ascii: "^"): result.append(byte)
        default: result += [UInt8(ascii: "^"), byte]
        }
      } else if byte == UInt8(ascii: "^") {
        isMarked = true
      } else {
        result.append(byte)
      }
    }
    if isMarked { result.append(UInt8(ascii: "^")) }
    return String(decoding: result, as: UTF8.self)
  }
}
