/// Lines of a vCard.
struct VCardOutput {
  private(set) var bytes: [UInt8] = []

  /// Octets of a line without its line end (RFC 6350 §3.2).
  private static let longest = 75

  mutating func text(_ head: String, _ value: String, isPlain: Bool = false, skipsEmpty: Bool = false) {
    if skipsEmpty && value.isEmpty { return }
    fold(Array(head.utf8) + [UInt8(ascii: ":")] + VCardValue.escaped(value, isPlain: isPlain))
  }

  /// The value is written as it is.
  mutating func line(_ head: String, _ value: String) { fold(Array((head + ":" + value).utf8)) }

  mutating func components(_ head: String, _ values: [String]) { list(head, values, UInt8(ascii: ";")) }

  mutating func entries(_ head: String, _ values: [String]) { list(head, values, UInt8(ascii: ",")) }

  private mutating func list(_ head: String, _ values: [String], _ separator: UInt8) {
    let escaped = values.map { VCardValue.escaped($0) }
    fold(Array(head.utf8) + [UInt8(ascii: ":")] + escaped.joined(separator: [separator]))
  }

  private mutating func fold(_ line: [UInt8]) {
    var start = 0
    var room = Self.longest
    while line.count - start > room {
      var end = start + room
      // Not inside of a character: a byte 10xxxxxx continues one.
      while end > start + 1, line[end] & 0xC0 == 0x80 { end -= 1 }
      bytes += line[start..<end]
      bytes += [0x0D, 0x0A, 0x20]
      start = end
      // The blank counts.
      room = Self.longest - 1
    }
    bytes += line[start...]
    bytes += [0x0D, 0x0A]
  }

  /// The value of a parameter in quotation marks (RFC 6868).
  static func parameter(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.withPlainLineEnds.utf8 {
      switch byte {
      case 0x0A: result += "^n".utf8
      case UInt8(ascii: "^"): result += "^^".utf8
      case UInt8(ascii: "\""): result += "^'".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
