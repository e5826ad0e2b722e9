import CICU

/// A charset as this module treats it, resolved from whatever label a message carries.
enum Charset: Hashable {
  case utf8
  /// US-ASCII, declared or by default: says nothing about bytes above 127.
  case ascii
  /// Any other, by the name that ICU is asked for.
  case named(String)

  var name: String {
    switch self {
    case .utf8: "utf-8"
    case .ascii: "us-ascii"
    case .named(let name): name
    }
  }

  /// One byte a character and equal to ASCII below 128: what UTF-8 is most often mislabelled as.
  var isSingleByte: Bool {
    guard case .named(let name) = self else { return self == .ascii }
    return name.hasPrefix("windows-125") || name.hasPrefix("iso-8859") || name.hasPrefix("koi8")
      || name.hasPrefix("ibm") || name.hasPrefix("macintosh") || name == "windows-874"
  }

  var isUTF16: Bool {
    guard case .named(let name) = self else { return false }
    return name.hasPrefix("utf-16")
  }
}

/// Reads charset labels. Labels of real mail carry quotes, blanks, comments and names nobody registered.
enum CharsetLabel {
  /// - Returns: nil when the label names nothing that can be converted, `unknown-8bit` among them (RFC 1428).
  static func resolve(_ label: ByteView) -> Charset? {
    var cleaned: [UInt8] = []
    for i in 0..<min(label.count, 64) {
      let byte = ASCII.lower(label[i])
      if byte == UInt8(ascii: "*") && !cleaned.isEmpty { break }  // language tag, RFC 2231 §5
      if byte <= 32 || byte >= 127 || byte == ASCII.quote || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ";") {
        continue
      }
      cleaned.append(byte)
    }
    if cleaned.starts(with: "charset=".utf8) { cleaned.removeFirst(8) }
    if cleaned.isEmpty { return nil }
    return resolve(lowercase: String(decoding: cleaned, as: UTF8.self))
  }

  private static func resolve(lowercase name: String) -> Charset? {
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-8mb4", "utf8mb4", "cp65001", "x-utf-8": return .utf8
    case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "us", "646", "default", "7bit", "x-us-ascii": return .ascii
    case "unknown", "unknown-8bit", "x-unknown", "x-user-defined", "8bit", "binary", "none", "_autodetect_all":
      return nil
    default: break
    }
    if let superset = supersets[name] { return .named(superset) }
    if let repaired = repair(name) {
      if repaired == "utf-8" { return .utf8 }
      return .named(supersets[repaired] ?? repaired)
    }
    return isKnown(name) ? .named(name) : nil
  }

  private static func isKnown(_ name: String) -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      cicu_canonical_name(name, buffer.baseAddress, Int32(buffer.count)) >= 0
    }
  }

  /// Labels whose writers mean the larger charset of the same family; the WHATWG Encoding Standard §4.2 lists them for
  /// the web, and mail programs follow.
  private static let supersets: [String: String] = [
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252", "latin1": "windows-1252",
    "latin-1": "windows-1252", "l1": "windows-1252", "iso88591": "windows-1252", "iso-8859-1-windows": "windows-1252",
    "cp1252": "windows-1252", "ansi": "windows-1252", "x-ansi": "windows-1252", "windows-1252": "windows-1252",
    "iso-8859-9": "windows-1254", "iso8859-9": "windows-1254", "iso_8859-9": "windows-1254", "latin5": "windows-1254",
    "latin-5": "windows-1254", "l5": "windows-1254", "iso88599": "windows-1254", "iso-8859-9e": "windows-1254",
    "cp1254": "windows-1254", "windows-1254": "windows-1254", "turkish": "windows-1254",
    "x-windows-1254": "windows-1254",
    "iso-8859-11": "windows-874", "tis-620": "windows-874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb_2312-80": "gb18030",
    "euc-cn": "gb18030", "chinese": "gb18030", "gb18030": "gb18030", "chinesesimp": "gb18030",
    "ks_c_5601-1987": "windows-949", "ks_c_5601": "windows-949", "euc-kr": "windows-949", "korean": "windows-949",
    "ksc5601": "windows-949", "cp949": "windows-949",
    "shift_jis": "windows-31j", "shift-jis": "windows-31j", "sjis": "windows-31j", "x-sjis": "windows-31j",
    "ms_kanji": "windows-31j", "cp932": "windows-31j", "windows-31j": "windows-31j",
    "big5": "big5-hkscs", "big-5": "big5-hkscs", "x-x-big5": "big5-hkscs", "cp950": "big5-hkscs",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
    "unicode": "utf-16", "iso-10646-ucs-2": "utf-16", "ucs-2": "utf-16",
    "mac": "macintosh", "x-mac-roman": "macintosh", "x-mac-turkish": "x-mac-turkish",
  ]

  /// Spells a misspelt family name the usual way: `cp-1254`, `win1254`, `iso8859_9`, `iso-8859-9$ESC`, `_iso-8859-9`.
  private static func repair(_ name: String) -> String? {
    let digits = name.utf8.filter { ASCII.isDigit($0) }
    let number = String(decoding: digits, as: UTF8.self)
    if name.contains("8859"), let tail = number.range(afterPrefix: "8859") { return "iso-8859-\(tail)" }
    if name.hasPrefix("win") || name.hasPrefix("cp") || name.hasPrefix("x-cp") || name.hasPrefix("ms") {
      if number.count == 4, number.hasPrefix("125") { return "windows-\(number)" }
    }
    if name.contains("utf"), number == "8" { return "utf-8" }
    return nil
  }
}

extension String {
  /// What follows a prefix, when the prefix is there and something of one or two characters follows it.
  fileprivate func range(afterPrefix prefix: String) -> Substring? {
    guard hasPrefix(prefix) else { return nil }
    let tail = dropFirst(prefix.count).prefix(2)
    return tail.isEmpty ? nil : tail
  }
}
