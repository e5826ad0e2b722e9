/// Turns the tokens of an address element into strings.
enum AddressText {
  /// The phrase that the words form, with comments behind it in parentheses; a lone comment is the name itself, as mail
  /// older than display names has it (RFC 5322 §3.4, last note).
  static func name(
    _ words: ArraySlice<AddressElement.Word>, _ comments: [Range<Int>], of view: ByteView, hint: ByteView?
  ) -> String? {
    if comments.isEmpty, let first = words.first, words.count == 1 {
      let word = view[first.range]
      if !word.contains(ASCII.backslash) || !first.isQuoted { return nonEmpty(HeaderText.decode(word, hint: hint)) }
    }
    if comments.isEmpty, let range = plainPhrase(words, of: view) {
      return nonEmpty(HeaderText.decode(view[range], hint: hint))
    }
    var phrase: [UInt8] = []
    for word in words {
      if word.followsSpace, !phrase.isEmpty { phrase.append(ASCII.space) }
      if word.isQuoted {
        AddressToken.appendUnescaped(view[word.range], to: &phrase)
      } else {
        phrase.append(view[word.range])
      }
    }
    let isLone = words.isEmpty
    for comment in comments where !view[comment].trimmed.isEmpty {
      if !phrase.isEmpty { phrase.append(ASCII.space) }
      if !isLone { phrase.append(UInt8(ascii: "(")) }
      AddressToken.appendUnescaped(view[comment].trimmed, to: &phrase)
      if !isLone { phrase.append(UInt8(ascii: ")")) }
    }
    if phrase.isEmpty { return nil }
    return phrase.withByteView { nonEmpty(HeaderText.decode($0, hint: hint)) }
  }

  /// Where words without quotes stand with one space between each two: such a phrase need not be copied.
  private static func plainPhrase(_ words: ArraySlice<AddressElement.Word>, of view: ByteView) -> Range<Int>? {
    guard var end = words.first?.range.lowerBound else { return nil }
    let start = end
    for word in words {
      if word.isQuoted { return nil }
      if word.range.lowerBound != start {
        guard word.range.lowerBound == end + 1, view[end] == ASCII.space else { return nil }
      }
      end = word.range.upperBound
    }
    return start..<end
  }

  /// What stands between angle brackets, without route, comments, folds and a `mailto:`.
  static func angleAddress(_ content: ByteView) -> String {
    var view = content.trimmed
    if view.hasBytes(ignoringCase: "mailto:", at: 0) { view = view[7..<view.count] }
    if !view.isEmpty, view[0] == UInt8(ascii: "@") {
      // Obsolete route, `@one,@two:local@domain` (RFC 5322 §4.4).
      let colon = view.index(of: UInt8(ascii: ":"), from: 0, to: view.count)
      if colon < view.count { view = view[(colon + 1)..<view.count].trimmed }
    }
    var needsCleaning = false
    for i in 0..<view.count where ASCII.isSpace(view[i]) || view[i] == UInt8(ascii: "(") { needsCleaning = true }
    return needsCleaning ? cleaned(view) : string(view)
  }

  /// Drops comments and folds outside of quotes; a blank survives only between two characters that are no dot or `@`.
  private static func cleaned(_ view: ByteView) -> String {
    var output: [UInt8] = []
    var at = 0
    var hasLoneParenthesis = false
    var hasLoneQuote = false
    var pendingSpace = false
    while at < view.count {
      let byte = view[at]
      var end = at + 1
      if ASCII.isSpace(byte) {
        pendingSpace = true
        at = end
        continue
      }
      if byte == UInt8(ascii: "("), !hasLoneParenthesis {
        if let commentEnd = AddressToken.commentEnd(view, at: at) {
          at = commentEnd
          continue
        }
        hasLoneParenthesis = true
      }
      if byte == ASCII.quote, !hasLoneQuote {
        if let quoteEnd = AddressToken.quotedStringEnd(view, at: at) {
          end = quoteEnd
        } else {
          hasLoneQuote = true
        }
      }
      if pendingSpace, let last = output.last, !isJoint(last), !isJoint(byte) { output.append(ASCII.space) }
      pendingSpace = false
      for i in at..<end where view[i] != ASCII.lineFeed && view[i] != ASCII.carriageReturn { output.append(view[i]) }
      at = end
    }
    return output.withByteView { string($0) }
  }

  private static func isJoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@") }

  /// Words of one bare address run together, quotes kept where they stood.
  static func joined(_ words: ArraySlice<AddressElement.Word>, of view: ByteView) -> String {
    if words.count == 1, let word = words.first { return string(view[word.range]) }
    var bytes: [UInt8] = []
    for word in words {
      if word.isQuoted { bytes.append(ASCII.quote) }
      bytes.append(view[word.range])
      if word.isQuoted { bytes.append(ASCII.quote) }
    }
    return bytes.withByteView { string($0) }
  }

  /// A whole mailbox inside one encoded word, where RFC 2047 §5 forbids it.
  static func mailbox(hiddenIn decoded: String, raw: ByteView) -> Mailbox? {
    guard raw.hasBytes("=?", at: 0), decoded.utf8.contains(UInt8(ascii: "@")) else { return nil }
    let bytes = Array(decoded.utf8)
    let found = bytes.withByteView { view -> Mailbox? in
      // Decoded text may itself look encoded; one level is enough for anybody.
      view.index(of: UInt8(ascii: "="), UInt8(ascii: "?"), from: 0) < view.count
        ? nil : AddressReader.read(view, limit: 1).first
    }
    guard let found, !found.address.isEmpty else { return nil }
    return found
  }

  static func string(_ view: ByteView) -> String {
    if view.isASCII { return String(decoding: view.rawBuffer, as: UTF8.self) }
    return TextDecoder.decode(view, label: nil).text
  }

  private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
