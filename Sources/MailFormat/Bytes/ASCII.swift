/// The bytes that the grammars of mail are written in.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Space or tab: WSP of RFC 5234.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// Space, tab or a piece of a line end.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == space || (byte &- 9 < 5) }

  /// Value of a hexadecimal digit in either case, or nil.
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// A byte that may stand in a field name: printable, neither space nor colon (ftext, RFC 5322 §3.6.8).
  @inline(__always)
  static func isFieldName(_ byte: UInt8) -> Bool { byte &- 33 < 94 && byte != 0x3A }

  /// A byte of a MIME token (RFC 2045 §5.1), 8-bit bytes let through for the raw UTF-8 that real mail carries.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    guard byte > 32, byte != 127 else { return false }
    switch byte {
    case 0x28, 0x29, 0x3C, 0x3E, 0x40, 0x2C, 0x3B, 0x3A, 0x5C, 0x22, 0x2F, 0x5B, 0x5D, 0x3F, 0x3D: return false
    default: return true
    }
  }
}
