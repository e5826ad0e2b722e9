/// Goes through JSON (RFC 8259) byte by byte, and checks it. Costs linear time, and no memory but for the text of a
/// string that is asked for.
struct JSONScanner {
  /// Lists and objects inside each other. Records have four.
  static let mostDepth = 64

  private let bytes: [UInt8]
  private(set) var place: Int

  init(bytes: [UInt8], place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func fault(_ what: String) -> RecordFault {
    RecordFault(reason: "the line is no JSON (\(what) at its byte \(place)); each record stands on a line of its own")
  }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// Goes from the end of a value or a name to what follows it in a list or an object that was checked.
  mutating func skipSeparator() {
    _ = skip(UInt8(ascii: ",")) || skip(UInt8(ascii: ":"))
    skipBlanks()
  }

  /// Goes behind the value that begins here.
  mutating func skipValue(depth: Int = 0) throws(RecordFault) {
    switch next {
    case UInt8(ascii: "{") where depth == Self.mostDepth, UInt8(ascii: "[") where depth == Self.mostDepth:
      throw RecordFault(code: .tooLarge, reason: "its lists and objects are nested more than \(Self.mostDepth) deep")
    case UInt8(ascii: "{"):
      try skipList(end: UInt8(ascii: "}")) { (scanner) throws(RecordFault) in
        try scanner.skipString()
        guard scanner.skip(UInt8(ascii: ":")) else { throw scanner.fault("no colon") }
        scanner.skipBlanks()
        try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "["):
      try skipList(end: UInt8(ascii: "]")) { (scanner) throws(RecordFault) in
        try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    default: try skipNumber()
    }
  }

  private mutating func skipList(
    end: UInt8, _ element: (inout JSONScanner) throws(RecordFault) -> Void
  ) throws(RecordFault) {
    place += 1
    if skip(end) { return }
    while true {
      skipBlanks()
      try element(&self)
      if skip(end) { return }
      guard skip(UInt8(ascii: ",")) else { throw fault("no comma") }
    }
  }

  private mutating func skipWord(_ word: StaticString) throws(RecordFault) {
    let end = place + word.utf8CodeUnitCount
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard end <= bytes.count, bytes[place..<end].elementsEqual(letters) else { throw fault("an unknown word") }
    place = end
  }

  private mutating func skipDigits() -> Bool {
    let start = place
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
    return place > start
  }

  private mutating func skipNumber() throws(RecordFault) {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    if next == UInt8(ascii: "0") {
      place += 1
    } else if !skipDigits() {
      throw fault(place == start ? "no value" : "no number")
    }
    if next == UInt8(ascii: ".") {
      place += 1
      guard skipDigits() else { throw fault("no digit") }
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      place += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
      guard skipDigits() else { throw fault("no digit") }
    }
  }

  private mutating func skipString() throws(RecordFault) {
    var none: [UInt8]?
    try string(into: &none)
  }

  /// The text of the string that begins here. Halves of surrogate pairs become U+FFFD.
  mutating func string() throws(RecordFault) -> String {
    var text: [UInt8]? = []
    try string(into: &text)
    guard let valid = String(validating: text ?? [], as: UTF8.self) else {
      throw RecordFault(reason: "a text before byte \(place) of the line is not UTF-8")
    }
    return valid
  }

  /// - Parameter text: takes the text up; `nil` where nobody asks for it.
  private mutating func string(into text: inout [UInt8]?) throws(RecordFault) {
    guard next == UInt8(ascii: "\"") else { throw fault("no text") }
    place += 1
    var start = place
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text?.append(contentsOf: bytes[start..<place])
        place += 1
        return
      case UInt8(ascii: "\\"):
        text?.append(contentsOf: bytes[start..<place])
        place += 1
        let character = try escaped()
        text?.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
        start = place
      case 0..<0x20: throw fault("a control character in a text")
      default: place += 1
      }
    }
    throw fault("a text that does not end")
  }

  /// The character behind a backslash.
  private mutating func escaped() throws(RecordFault) -> Unicode.Scalar {
    guard let letter = next else { throw fault("a text that does not end") }
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      place -= 1
      throw fault("an unknown escape")
    }
    let unit = try hexadecimal()
    if (0xD800...0xDBFF).contains(unit), bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      let afterFirst = place
      place += 2
      let low = try hexadecimal()
      if (0xDC00...0xDFFF).contains(low),
        let pair = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return pair
      }
      place = afterFirst
    }
    return Unicode.Scalar(unit) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(RecordFault) -> UInt32 {
    guard place + 4 <= bytes.count else { throw fault("an escape that does not end") }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      switch byte {
      case 0x30...0x39: value = (value << 4) | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = (value << 4) | (UInt32(byte & 0xDF) - 0x37)
      default: throw fault("an escape without four hexadecimal digits")
      }
    }
    place += 4
    return value
  }
}
