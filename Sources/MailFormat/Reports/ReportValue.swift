/// Readers of the values that report fields of all kinds share.
enum ReportValue {
  /// Splits `type; text`. The type is in lower case; nil when what stands before the semicolon is no type, as in a text
  /// without one that has a semicolon of its own.
  static func split(_ value: String) -> (type: String?, text: String) {
    let bytes = Array(value.utf8)
    return bytes.withByteView { view in
      let whole = view.trimmed
      let semicolon = whole.index(of: UInt8(ascii: ";"), from: 0, to: min(whole.count, 64))
      let name = whole[0..<semicolon].trimmed
      guard semicolon < whole.count, whole[semicolon] == UInt8(ascii: ";"), isType(name) else {
        return (nil, string(whole))
      }
      return (string(name).lowercasedASCII, string(whole[(semicolon + 1)..<whole.count].trimmed))
    }
  }

  private static func isType(_ name: ByteView) -> Bool {
    guard !name.isEmpty, ASCII.isLetter(name[0]) else { return false }
    for i in 0..<name.count where !ASCII.isToken(name[i]) { return false }
    return true
  }

  /// The text without its comments (RFC 5322 §3.2.2); the text itself where there is nothing else.
  static func withoutComments(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "(")) else { return text }
    let bytes = Array(text.utf8)
    let kept = bytes.withByteView { view -> String in
      var output: [UInt8] = []
      var at = 0
      var isQuoted = false
      // Set once no closing mark was found: then none follows, and no later search is worth its time.
      var hasLoneParenthesis = false
      while at < view.count {
        if view[at] == ASCII.quote { isQuoted.toggle() }
        if view[at] == UInt8(ascii: "("), !isQuoted, !hasLoneParenthesis {
          if let end = AddressToken.commentEnd(view, at: at) {
            at = end
            continue
          }
          hasLoneParenthesis = true
        }
        output.append(view[at])
        at += 1
      }
      return output.withByteView { string($0.trimmed) }
    }
    return kept.isEmpty ? text : kept
  }

  /// The first word in lower case; empty when there is none.
  static func keyword(_ text: String) -> String {
    Array(text.utf8).withByteView { view in
      let text = view.trimmed
      var end = 0
      while end < text.count, ASCII.isToken(text[end]) { end += 1 }
      return string(text[0..<end]).lowercasedASCII
    }
  }

  static func date(_ text: String) -> MailDate? {
    Array(text.utf8).withByteView { DateReader.read($0.trimmed) }
  }

  static func string(_ view: ByteView) -> String { String(decoding: view.rawBuffer, as: UTF8.self) }
}

/// The name of a mail transfer agent: `dns; mx.example.org` (RFC 3464 §2.1.2).
public struct MTAName: Sendable, Hashable {
  /// In lower case, usually `dns`; nil when the field has none.
  public let type: String?

  /// Without comments; whatever the system calls itself, an address literal too.
  public let name: String

  /// - Returns: nil when there is no name.
  init?(_ value: String) {
    let (type, text) = ReportValue.split(value)
    name = ReportValue.withoutComments(text)
    self.type = type
    if name.isEmpty { return nil }
  }
}
