import MailFormat

/// One property: `group.NAME;PARAMETERS:value` (RFC 6350 §3.3).
struct VCardProperty {
  /// Lower case, empty where there is none.
  let group: String
  /// Capitals.
  let name: String
  /// Of TYPE, and in vCard 2.1 standing alone; lower case.
  private(set) var types: [String] = []
  private(set) var isQuotedPrintable = false
  private(set) var isBase64 = false
  private(set) var charset: String?
  private(set) var mediaType = ""
  private(set) var fileName = ""
  private(set) var showsAsCompany = false
  /// A label of the user's, in a parameter of Android's.
  private(set) var label = ""
  /// 1 is preferred most (RFC 6350 §5.3).
  private(set) var rank = CardDraft.unranked
  let value: [UInt8]

  /// - Returns: `nil` when there is no colon, or no name before it.
  init?(_ line: VCardLine, version: VCardVersion) {
    // A quotation mark that is never closed hides the colon; then it is no mark.
    guard let colon = line.colon ?? line.bytes.firstIndex(of: UInt8(ascii: ":")), colon <= CardLimits.head else {
      return nil
    }
    value = Array(line.bytes[(colon + 1)...])
    let pieces = Self.split(Array(line.bytes[..<colon]), at: UInt8(ascii: ";"), quoted: line.colon != nil)
    let full = String(decoding: pieces[0], as: UTF8.self).trimmed
    let parts = full.pieces(at: UInt8(ascii: "."))
    name = String(decoding: (parts.last ?? "").utf8.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }, as: UTF8.self)
    group = parts.dropLast().joined(separator: ".").asciiLowercased
    guard !name.isEmpty, name.utf8.allSatisfy({ $0.isNameByte || $0 == UInt8(ascii: "_") }) else { return nil }
    for piece in pieces.dropFirst().prefix(CardLimits.parameters) { read(piece, version) }
  }

  private mutating func read(_ piece: [UInt8], _ version: VCardVersion) {
    let text = CardCharset().text(piece).text.trimmed
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      readAlone(text.asciiLowercased)
      return
    }
    let key = String(Substring(text.utf8[..<sign])).trimmed.asciiLowercased
    if key.utf8.starts(with: "x-custom(".utf8) {
      readCustomLabel(text)
      return
    }
    let values = Self.split(Array(text.utf8[text.utf8.index(after: sign)...]), at: UInt8(ascii: ","), quoted: true)
      .map { Self.unquoted(String(decoding: $0, as: UTF8.self).trimmed) }
    let first = values.first ?? ""
    switch key {
    case "type":
      // TYPE="work,voice" stands for both (RFC 6350 §5.6).
      for word in values.flatMap({ $0.asciiLowercased.pieces(at: UInt8(ascii: ",")) }) { readType(word.trimmed) }
    case "encoding": readAlone(first.asciiLowercased)
    case "charset": charset = first
    case "mediatype": mediaType = first.asciiLowercased
    case "pref": if let number = Int(first), (1...100).contains(number) { rank = min(rank, number) }
    case "x-filename": fileName = version == .old ? first : VCardValue.parameterUnescaped(values.joined(separator: ","))
    case "x-abshowas": showsAsCompany = first.asciiLowercased == "company"
    default: break
    }
  }

  /// In vCard 2.1 the names of the commonest parameters may be left out.
  private mutating func readAlone(_ word: String) {
    switch word {
    case "quoted-printable": isQuotedPrintable = true
    case "base64", "b": isBase64 = true
    case "7bit", "8bit", "inline", "url", "uri": break
    default: readType(word)
    }
  }

  private mutating func readType(_ word: String) {
    if word == "pref" { rank = min(rank, 1) }
    types.append(word)
  }

  /// Android writes labels of the user as `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=87)`.
  private mutating func readCustomLabel(_ text: String) {
    let inside = text.pieces(at: UInt8(ascii: ",")).last ?? ""
    let bytes = QuotedPrintable.decode(inside.utf8.filter { $0 != UInt8(ascii: ")") })
    label = CardLabel.chosen(CardCharset().text(bytes).text.withPlainLineEnds)
  }

  private static func unquoted(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  /// Divides where no quotation marks are around.
  private static func split(_ bytes: [UInt8], at separator: UInt8, quoted: Bool) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in bytes {
      if quoted, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == separator, !isQuoted {
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(byte)
      }
    }
    return pieces
  }
}

/// What a card says that it is written in. The later versions are read alike.
enum VCardVersion {
  /// 2.1, of the versit Consortium: the backslash escapes only separators, and there is quoted-printable.
  case old
  /// 3.0 (RFC 2426), 4.0 (RFC 6350), and what says nothing that is known.
  case current
}
