/// Ends of the bracketed tokens of RFC 5322 §3.2. Each looks at most as far as its token reaches, or to the end once.
enum AddressToken {
  /// The place after the closing parenthesis of the comment that opens at `start`; comments nest (§3.2.2).
  static func commentEnd(_ view: ByteView, at start: Int) -> Int? {
    var depth = 0
    var at = start
    while at < view.count {
      switch view[at] {
      case ASCII.backslash: at += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return at + 1 }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// The place after the closing quote of the string that opens at `start` (§3.2.4).
  static func quotedStringEnd(_ view: ByteView, at start: Int) -> Int? {
    var at = start + 1
    while at < view.count {
      if view[at] == ASCII.backslash {
        at += 1
      } else if view[at] == ASCII.quote {
        return at + 1
      }
      at += 1
    }
    return nil
  }

  /// The place after the `]` of a domain literal, or after the `[` when there is none on the way (§3.4.1).
  static func domainLiteralEnd(_ view: ByteView, at start: Int) -> Int {
    var at = start + 1
    while at < view.count, at - start <= 256 {
      if view[at] == UInt8(ascii: "]") { return at + 1 }
      at += 1
    }
    return start + 1
  }

  /// The place after an encoded word without blanks in it, as long as RFC 2047 allows and then as long as fits a line.
  static func encodedWordEnd(_ view: ByteView, at start: Int) -> Int? {
    let window = view[0..<min(view.count, start + 998)]
    guard let word = EncodedWord(in: window, at: start) else { return nil }
    for i in word.text where ASCII.isSpace(view[i]) { return nil }
    return word.end
  }

  /// Appends the content of a comment or quoted string with its quoted pairs resolved (§3.2.1).
  static func appendUnescaped(_ view: ByteView, to output: inout [UInt8]) {
    guard view.contains(ASCII.backslash) else {
      output.append(view)
      return
    }
    var at = 0
    while at < view.count {
      if view[at] == ASCII.backslash, at + 1 < view.count { at += 1 }
      output.append(view[at])
      at += 1
    }
  }
}
