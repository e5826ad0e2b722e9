/// The name of a Maildir++ folder as people know it: `.Sat&ATEBXw-.2024` is `Satış/2024`.
///
/// Folder names are written in the modified UTF-7 of IMAP (RFC 3501 section 5.1.3); servers that write UTF-8 instead
/// leave nothing to decode.
enum MaildirFolderName {
  /// - Parameter name: the folder's file name without its leading dot.
  static func decode(_ name: ArraySlice<UInt8>) -> String {
    name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: true)
      .map { decodeLevel($0) ?? PathBytes.text($0) }
      .joined(separator: "/")
  }

  /// - Returns: `nil` where the text is not modified UTF-7, so that it is shown as it stands.
  private static func decodeLevel(_ text: ArraySlice<UInt8>) -> String? {
    guard text.contains(UInt8(ascii: "&")) else { return nil }
    var units: [UInt16] = []
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      guard byte == UInt8(ascii: "&") else {
        guard (0x20...0x7E).contains(byte) else { return nil }
        units.append(UInt16(byte))
        place += 1
        continue
      }
      guard let end = text[place...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
      let coded = text[(place + 1)..<end]
      if coded.isEmpty {
        units.append(UInt16(UInt8(ascii: "&")))
      } else {
        guard let decoded = utf16(coded) else { return nil }
        units.append(contentsOf: decoded)
      }
      place = end + 1
    }
    return String(validating: units, as: UTF16.self)
  }

  /// Base64 without padding and with `,` for `/`, holding UTF-16 in network byte order.
  private static func utf16(_ coded: ArraySlice<UInt8>) -> [UInt16]? {
    var units: [UInt16] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in coded {
      guard let value = sextet(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return count < 6 ? units : nil
  }

  private static func sextet(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: ","): 63
    default: nil
    }
  }
}
