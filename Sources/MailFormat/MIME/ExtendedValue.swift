/// `charset'language'percent-encoded` (RFC 2231 §4).
struct ExtendedValue {
  let charset: [UInt8]
  let bytes: [UInt8]

  /// - Parameter needsLabel: whether a value without charset is refused: outside of `name*` the form is a guess.
  /// - Returns: nil when the text is not of that form.
  init?(_ value: ByteView, needsLabel: Bool = false) {
    let apostrophe = UInt8(ascii: "'")
    let labelEnd = value.index(of: apostrophe, from: 0, to: min(value.count, 64))
    guard labelEnd < min(value.count, 64), labelEnd > 0 || !needsLabel else { return nil }
    let languageEnd = value.index(of: apostrophe, from: labelEnd + 1, to: value.count)
    guard languageEnd < value.count, languageEnd - labelEnd <= 36 else { return nil }
    for i in 0..<labelEnd where !ASCII.isToken(value[i]) { return nil }
    for i in (labelEnd + 1)..<languageEnd {
      guard ASCII.isLetter(value[i]) || ASCII.isDigit(value[i]) || value[i] == UInt8(ascii: "-") else { return nil }
    }
    charset = value[0..<labelEnd].array
    if labelEnd > 0, charset.withByteView({ CharsetLabel.resolve($0) }) == nil { return nil }
    var decoded: [UInt8] = []
    Self.appendPercentDecoded(value[(languageEnd + 1)..<value.count], to: &decoded)
    bytes = decoded
  }

  var text: String {
    bytes.withByteView { bytes in charset.withByteView { TextDecoder.decode(bytes, label: $0).text } }
  }

  static func appendPercentDecoded(_ value: ByteView, to output: inout [UInt8]) {
    var at = 0
    while at < value.count {
      if value[at] == UInt8(ascii: "%"), at + 2 < value.count,
        let high = ASCII.hexValue(value[at + 1]), let low = ASCII.hexValue(value[at + 2])
      {
        output.append(high << 4 | low)
        at += 3
      } else {
        output.append(value[at])
        at += 1
      }
    }
  }
}
