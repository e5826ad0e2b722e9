import MailFormat

/// How the bytes of a file of contacts become text.
struct CardCharset: Sendable {
  /// What the user says of text whose charset the file does not state.
  var fallback: String?
  /// The whole file is known not to be UTF-8, and the user named its charset: then no field is taken for UTF-8, since
  /// short words of some charsets look like it.
  var isStrict = false

  /// Text of a charset: UTF-8 where the bytes are valid in it, else what is stated, else windows-1254.
  /// - Returns: the text, and what is odd about it.
  func text(_ bytes: [UInt8], stated: String? = nil) -> (text: String, defect: String?) {
    let label = stated ?? fallback
    // Such charsets are ASCII in their bytes (RFC 1468), and valid UTF-8 thereby.
    let isStateful = bytes.contains(0x1B) && label?.utf8.contains(UInt8(ascii: "2")) == true
    if !isStateful, !(isStrict && stated == nil), let text = String(validating: bytes, as: UTF8.self) {
      return (text, nil)
    }
    var defect: String?
    if let label, Self.isUTF8(label), let text = Self.damagedUTF8(bytes) {
      return (text, "its UTF-8 is damaged; what is no character became U+FFFD")
    }
    if let label, !Self.isUnicode(label) {
      if let decoded = DecodedText(bytes, charset: label) { return (decoded.text, Self.loss(decoded)) }
      defect = "there is no charset “\(label)”; it was read as windows-1254"
    } else if label != nil {
      defect = "it is not in the charset that is stated; it was read as windows-1254"
    }
    guard let decoded = DecodedText(bytes, charset: "windows-1254") else {
      return (String(decoding: bytes, as: UTF8.self), defect)
    }
    return (decoded.text, defect ?? Self.loss(decoded))
  }

  private static func loss(_ decoded: DecodedText) -> String? {
    decoded.replacements == 0 ? nil : "\(decoded.replacements) bytes of it are nothing in \(decoded.charset)"
  }

  private static func isUTF8(_ label: String) -> Bool { ["utf-8", "utf8"].contains(label.asciiLowercased) }

  /// UTF-8 of which a piece was cut off or lost; `nil` when it is more likely something else.
  private static func damagedUTF8(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    var good = 0
    var lost = 0
    for scalar in text.unicodeScalars where !scalar.isASCII {
      if scalar == "\u{FFFD}" { lost += 1 } else { good += 1 }
    }
    return good > lost ? text : nil
  }

  /// Labels that are no help for bytes that are no UTF-8.
  private static func isUnicode(_ label: String) -> Bool {
    let name = label.asciiLowercased
    return name.utf8.starts(with: "utf".utf8) || name == "us-ascii" || name == "ascii"
  }
}

/// Text is handled by its bytes: `Character` would join a comma and the accent behind it into one.
extension String {
  var asciiLowercased: String { String(decoding: utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self) }

  /// Without NUL, and with LF for CR and CR LF.
  var withPlainLineEnds: String {
    guard utf8.contains(where: { $0 == 0 || $0 == 0x0D }) else { return self }
    var result: [UInt8] = []
    var previous: UInt8 = 0
    for byte in utf8 where byte != 0 {
      if byte == 0x0D {
        result.append(0x0A)
      } else if byte != 0x0A || previous != 0x0D {
        result.append(byte)
      }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Without blanks and line ends at both ends.
  var trimmed: String {
    var bytes = utf8[...]
    while let first = bytes.first, first.isWhite { bytes.removeFirst() }
    while let last = bytes.last, last.isWhite { bytes.removeLast() }
    return bytes.count == utf8.count ? self : String(Substring(bytes))
  }

  func pieces(at separator: UInt8) -> [String] {
    utf8.split(separator: separator, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  /// The lines with text in them, trimmed.
  var filledLines: [String] { pieces(at: 0x0A).map(\.trimmed).filter { !$0.isEmpty } }

  var oneLine: String { utf8.contains(0x0A) ? filledLines.joined(separator: " ") : trimmed }

  /// Whether a short word of ASCII is in the text; `contains` of the standard library is far slower.
  func holds(_ word: StaticString) -> Bool {
    var text = self
    let length = word.utf8CodeUnitCount
    return text.withUTF8 { bytes in
      guard length > 0, bytes.count >= length else { return false }
      return (0...(bytes.count - length)).contains { start in
        bytes[start] == word.utf8Start[0] && (0..<length).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
      }
    }
  }

  var hasControls: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7F } }
}

extension UInt8 {
  /// Space, tab or a piece of a line end.
  var isWhite: Bool { self == 0x20 || (self &- 9 < 5) }

  /// A letter, digit or hyphen of ASCII: what names of properties and parameters are made of (RFC 6350 §3.3).
  var isNameByte: Bool { self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 || self == UInt8(ascii: "-") }
}
