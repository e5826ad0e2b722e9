/// One piece of an RTF document (RTF specification 1.9.1, "RTF syntax").
enum RTFToken {
  case open
  case close
  /// A control word and its parameter; the word as a range of the document.
  case word(Range<Int>, parameter: Int?)
  /// A control symbol: a backslash and one byte that is no letter.
  case symbol(UInt8)
  /// A byte written as `\'hh`.
  case byte(UInt8)
  /// Text without backslashes, braces and line ends.
  case text(Range<Int>)
}

/// Cuts an RTF document into tokens.
struct RTFTokenizer {
  let view: ByteView
  private var at = 0

  /// Letters of a control word; the specification says 32.
  private static let maximumWordBytes = 64

  init(_ view: ByteView) { self.view = view }

  mutating func next() -> RTFToken? {
    while at < view.count {
      let byte = view[at]
      switch byte {
      case UInt8(ascii: "{"):
        at += 1
        return .open
      case UInt8(ascii: "}"):
        at += 1
        return .close
      case ASCII.backslash: return control()
      case ASCII.lineFeed, ASCII.carriageReturn, 0: at += 1
      default: return text()
      }
    }
    return nil
  }

  /// Passes over the bytes behind `\binN`.
  mutating func skip(_ count: Int) { at += max(0, min(count, view.count - at)) }

  private mutating func text() -> RTFToken {
    let start = at
    while at < view.count {
      switch view[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), ASCII.backslash, ASCII.lineFeed, ASCII.carriageReturn, 0:
        return .text(start..<at)
      default: at += 1
      }
    }
    return .text(start..<at)
  }

  private mutating func control() -> RTFToken? {
    at += 1
    guard at < view.count else { return nil }
    let first = view[at]
    guard ASCII.isLetter(first) else {
      at += 1
      guard first == UInt8(ascii: "'"), at + 1 < view.count, let high = ASCII.hexValue(view[at]),
        let low = ASCII.hexValue(view[at + 1])
      else { return .symbol(first) }
      at += 2
      return .byte(high << 4 | low)
    }
    let start = at
    while at < view.count, at - start < Self.maximumWordBytes, ASCII.isLetter(view[at]) { at += 1 }
    let word = start..<at
    var end = at
    let isNegative = end < view.count && view[end] == UInt8(ascii: "-")
    if isNegative { end += 1 }
    var value = 0
    var digits = 0
    while end < view.count, digits < 10, ASCII.isDigit(view[end]) {
      value = value * 10 + Int(view[end] - 0x30)
      end += 1
      digits += 1
    }
    if digits > 0 { at = end }
    if at < view.count, view[at] == ASCII.space { at += 1 }
    return .word(word, parameter: digits > 0 ? (isNegative ? -value : value) : nil)
  }
}
