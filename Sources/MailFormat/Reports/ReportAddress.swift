/// The address of a recipient with its type: `rfc822; anna@example.org` (RFC 3464 §2.1.2, RFC 6533 §3).
public struct ReportAddress: Sendable, Hashable {
  /// In lower case: `rfc822`, `utf-8`, or that of another mail system; nil when the field has none.
  public let type: String?

  /// Decoded; of mail addresses without angle brackets, comments and route, of other types as written.
  public let address: String

  /// - Returns: nil when there is no address.
  init?(_ value: String) {
    let (type, text) = ReportValue.split(value)
    self.type = type
    switch type {
    case nil, "rfc822": address = Self.decodingXtext(Self.bare(text))
    case "utf-8": address = Self.decodingXtext(Self.decodingScalars(Self.bare(text)))
    default: address = text
    }
    if address.isEmpty { return nil }
  }

  /// The address without what people put around it. A command that mail is piped to stays whole.
  static func bare(_ text: String) -> String {
    let kept = ReportValue.withoutComments(text)
    return Array(kept.utf8).withByteView { view in
      var address = view.trimmed
      let open = address.index(of: UInt8(ascii: "<"), from: 0, to: address.count)
      if open < address.count {
        let close = address.index(of: UInt8(ascii: ">"), from: open, to: address.count)
        address = address[(open + 1)..<close].trimmed
      }
      // Obsolete route, `@one,@two:local@domain` (RFC 5322 §4.4).
      if !address.isEmpty, address[0] == UInt8(ascii: "@") {
        let colon = address.index(of: UInt8(ascii: ":"), from: 0, to: address.count)
        if colon < address.count { address = address[(colon + 1)..<address.count].trimmed }
      }
      return ReportValue.string(address)
    }
  }

  /// Removes the xtext encoding of SMTP parameters (RFC 3461 §4), which the report should not have any more and often
  /// has. A plus sign is common in addresses as they are: only when every one introduces a character that must be
  /// encoded (`+`, `=`, bytes of UTF-8) the text is taken for encoded.
  static func decodingXtext(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let decoded: [UInt8]? = bytes.withByteView { view in
      guard view.contains(UInt8(ascii: "+")) else { return nil }
      var output: [UInt8] = []
      var at = 0
      while at < view.count {
        guard view[at] == UInt8(ascii: "+") else {
          output.append(view[at])
          at += 1
          continue
        }
        guard at + 2 < view.count, let high = ASCII.hexValue(view[at + 1]), let low = ASCII.hexValue(view[at + 2])
        else { return nil }
        let byte = high << 4 | low
        // Small letters are no digits of xtext, but may well follow a plus sign.
        if ASCII.isLetter(view[at + 1]) && view[at + 1] >= UInt8(ascii: "a") { return nil }
        if ASCII.isLetter(view[at + 2]) && view[at + 2] >= UInt8(ascii: "a") { return nil }
        guard byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=") || byte >= 0x80 else { return nil }
        output.append(byte)
        at += 3
      }
      return output.withByteView { UTF8Check.isWellFormed($0) } ? output : nil
    }
    return decoded.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Replaces `\x{20AC}` by the character it means (utf-8-addr-xtext, RFC 6533 §3).
  private static func decodingScalars(_ text: String) -> String {
    guard text.utf8.contains(ASCII.backslash) else { return text }
    return Array(text.utf8).withByteView { view in
      var output: [UInt8] = []
      var at = 0
      while at < view.count {
        if let (scalar, end) = scalar(in: view, at: at) {
          output.append(contentsOf: String(Character(scalar)).utf8)
          at = end
        } else {
          output.append(view[at])
          at += 1
        }
      }
      return String(decoding: output, as: UTF8.self)
    }
  }

  private static func scalar(in view: ByteView, at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    guard view.hasBytes("\\x{", at: start) else { return nil }
    var number: UInt32 = 0
    var at = start + 3
    while at < view.count, at - start < 9, let digit = ASCII.hexValue(view[at]) {
      number = number << 4 | UInt32(digit)
      at += 1
    }
    // Control characters have no place in an address, and a line end would break what it is printed in.
    guard at > start + 3, at < view.count, view[at] == UInt8(ascii: "}"), number >= 0x20,
      let scalar = Unicode.Scalar(number)
    else { return nil }
    return (scalar, at + 1)
  }
}
