/// The JSON that evidence is written in: one object whose values are strings, natural numbers and arrays of strings
/// (a strict subset of RFC 8259).
///
/// A reader of its own because evidence comes from the one who has something to prove: a repeated member, which other
/// readers resolve silently and differently, is refused, and numbers keep all 64 bits.
struct FlatJSON {
  enum Value: Equatable {
    case string(String)
    case number(UInt64)
    case strings([String])
  }

  private(set) var members: [(name: String, value: Value)] = []

  init(_ members: [(name: String, value: Value)]) {
    self.members = members
  }

  /// The object with its members in their order, one a line.
  var text: String {
    let lines = members.map { "  \(Self.quoted($0.name)): \(Self.text(of: $0.value))" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func text(of value: Value) -> String {
    switch value {
    case .string(let string): quoted(string)
    case .number(let number): "\(number)"
    case .strings(let strings): "[" + strings.map { quoted($0) }.joined(separator: ", ") + "]"
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20:
        text += "\\u00" + Hexadecimal.encode([UInt8(truncatingIfNeeded: scalar.value)])
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension FlatJSON {
  /// Throws `malformedJSON` with the byte offset, or `memberRepeated`.
  init(parsing bytes: [UInt8]) throws(EvidenceError) {
    var reader = Reader(bytes: bytes)
    try reader.expect("{")
    if !reader.skip("}") {
      repeat {
        let name = try reader.string()
        guard !members.contains(where: { $0.name == name }) else { throw EvidenceError(.memberRepeated, name) }
        // Bounds the search above; the formats have fewer than ten members.
        guard members.count < 32 else { throw reader.malformed("too many members") }
        try reader.expect(":")
        members.append((name, try reader.value()))
      } while reader.skip(",")
      try reader.expect("}")
    }
    try reader.expectEnd()
  }

  private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    func malformed(_ what: String) -> EvidenceError { EvidenceError(.malformedJSON, "\(what) at byte \(offset)") }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
      while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      skipSpace()
      guard current == UInt8(ascii: character) else { return false }
      offset += 1
      return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(EvidenceError) {
      guard skip(character) else { throw malformed("“\(character)” is missing") }
    }

    mutating func expectEnd() throws(EvidenceError) {
      skipSpace()
      guard current == nil else { throw malformed("there is more after the object") }
    }

    mutating func value() throws(EvidenceError) -> Value {
      skipSpace()
      switch current.map({ Unicode.Scalar($0) }) {
      case "\"": return .string(try string())
      case "[": return .strings(try strings())
      case let digit? where ("0"..."9").contains(digit): return .number(try number())
      default: throw malformed("neither a string, nor a natural number, nor an array")
      }
    }

    private mutating func number() throws(EvidenceError) -> UInt64 {
      let start = offset
      while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
      let digits = bytes[start..<offset]
      guard digits.count == 1 || digits.first != UInt8(ascii: "0"),
        let number = UInt64(String(decoding: digits, as: UTF8.self))
      else { throw malformed("a number with a leading zero or above 2^64 − 1") }
      return number
    }

    private mutating func strings() throws(EvidenceError) -> [String] {
      try expect("[")
      var strings: [String] = []
      if skip("]") { return strings }
      repeat { strings.append(try string()) } while skip(",")
      try expect("]")
      return strings
    }

    mutating func string() throws(EvidenceError) -> String {
      try expect("\"")
      var content: [UInt8] = []
      while let byte = current, byte != UInt8(ascii: "\"") {
        guard byte >= 0x20 else { throw malformed("a control character in a string") }
        offset += 1
        if byte == UInt8(ascii: "\\") {
          content.append(contentsOf: Array(String(try escape()).utf8))
        } else {
          content.append(byte)
        }
      }
      guard current != nil else { throw malformed("a string that does not end") }
      offset += 1
      guard let string = String(validating: content, as: UTF8.self) else {
        throw malformed("a string that is not UTF-8")
      }
      return string
    }

    private mutating func escape() throws(EvidenceError) -> Unicode.Scalar {
      guard let byte = current else { throw malformed("an escape that does not end") }
      offset += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "b"): return "\u{08}"
      case UInt8(ascii: "f"): return "\u{0C}"
      case UInt8(ascii: "u"): return try unicodeEscape()
      default: throw malformed("an unknown escape")
      }
    }

    /// After `\u`: four digits, or a surrogate pair of two escapes (RFC 8259 §7).
    private mutating func unicodeEscape() throws(EvidenceError) -> Unicode.Scalar {
      let unit = try fourDigits()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard (0xD800...0xDBFF).contains(unit), bytes[offset...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
      else { throw malformed("half a surrogate pair") }
      offset += 2
      let low = try fourDigits()
      guard (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw malformed("half a surrogate pair") }
      return scalar
    }

    private mutating func fourDigits() throws(EvidenceError) -> UInt32 {
      guard bytes.count - offset >= 4 else { throw malformed("an escape that does not end") }
      var unit: UInt32 = 0
      for byte in bytes[offset..<(offset + 4)] {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
          throw malformed("an escape that is not hexadecimal")
        }
        unit = unit << 4 | UInt32(digit)
      }
      offset += 4
      return unit
    }
  }
}
