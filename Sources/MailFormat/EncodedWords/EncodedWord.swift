/// One encoded word, `=?charset?encoding?text?=` (RFC 2047 §2), as ranges of the bytes it was found in.
struct EncodedWord {
  let charset: Range<Int>
  let isBase64: Bool
  let text: Range<Int>
  /// Where the word ends, `?=` included.
  let end: Int

  /// Labels are at most this long; keeps the search for the second question mark short.
  private static let maximumLabelBytes = 64

  /// Reads the word that starts at `start`, where `=?` stands. RFC 2047 allows 75 bytes and no space inside; mail is
  /// full of longer ones and of spaces, so both are let through.
  init?(in view: ByteView, at start: Int) {
    let labelEnd = view.index(
      of: UInt8(ascii: "?"), from: start + 2, to: min(view.count, start + 2 + Self.maximumLabelBytes))
    guard labelEnd > start + 2, labelEnd + 2 < view.count, view[labelEnd] == UInt8(ascii: "?"),
      view[labelEnd + 2] == UInt8(ascii: "?")
    else { return nil }
    switch view[labelEnd + 1] {
    case UInt8(ascii: "B"), UInt8(ascii: "b"): isBase64 = true
    case UInt8(ascii: "Q"), UInt8(ascii: "q"): isBase64 = false
    default: return nil
    }
    for i in (start + 2)..<labelEnd where view[i] <= 32 || view[i] >= 127 { return nil }
    let textStart = labelEnd + 3
    let textEnd = view.index(of: UInt8(ascii: "?"), UInt8(ascii: "="), from: textStart)
    guard textEnd + 1 < view.count else { return nil }
    charset = (start + 2)..<labelEnd
    text = textStart..<textEnd
    end = textEnd + 2
  }

  func appendBytes(of view: ByteView, to output: inout [UInt8]) {
    if isBase64 {
      output.append(contentsOf: Base64.decode(view[text]).bytes)
    } else {
      QuotedPrintable.decodeQ(view[text], into: &output)
    }
  }
}
