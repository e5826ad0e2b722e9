/// A file's bytes as the readers want them: ASCII in its ASCII characters, which UTF-16 is not.
struct CardFileText {
  let bytes: [UInt8]
  /// Behind a byte order mark.
  let start: Int
  let charset: String?
  let places: CardPlaces

  init(_ file: [UInt8], charset: String?) {
    let label = (charset ?? "").asciiLowercased
    let isBig: Bool?
    if file.starts(with: [0xFE, 0xFF]) {
      isBig = true
    } else if file.starts(with: [0xFF, 0xFE]) {
      isBig = false
    } else if file.count >= 4, file[0] == 0, file[1] != 0, file[2] == 0, file[3] != 0 {
      isBig = true
    } else if file.count >= 4, file[0] != 0, file[1] == 0, file[2] != 0, file[3] == 0 {
      isBig = false
    } else {
      isBig =
        label.utf8.starts(with: "utf-16".utf8) && String(validating: file, as: UTF8.self) == nil
        ? label.hasSuffix("be") : nil
    }
    if let isBig {
      let hasMark = file.starts(with: [0xFE, 0xFF]) || file.starts(with: [0xFF, 0xFE])
      bytes = Self.utf8(file, isBig: isBig, from: hasMark ? 2 : 0)
      start = 0
      self.charset = nil
      places = CardPlaces(utf8: bytes, base: hasMark ? 2 : 0)
    } else {
      bytes = file
      start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      self.charset = charset
      places = CardPlaces()
    }
  }

  private static func utf8(_ file: [UInt8], isBig: Bool, from start: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(file.count / 2)
    var units = Units(file: file, isBig: isBig, place: start)
    var decoder = UTF16()
    while true {
      switch decoder.decode(&units) {
      case .scalarValue(let scalar): result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      case .error: result += UTF8.encodedReplacementCharacter
      case .emptyInput: return result
      }
    }
  }

  private struct Units: IteratorProtocol {
    let file: [UInt8]
    let isBig: Bool
    var place: Int

    mutating func next() -> UInt16? {
      guard file.count - place >= 2 else { return nil }
      defer { place += 2 }
      let (first, second) = (UInt16(file[place]), UInt16(file[place + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
  }
}

/// Leads from places in the text to places in the file, where the two differ. Asked for places in their order, it
/// passes over the text once.
struct CardPlaces {
  private var utf8: [UInt8] = []
  private var isUTF16 = false
  private var base: UInt64 = 0
  private var place = 0
  private var units: UInt64 = 0

  init() {}

  init(utf8: [UInt8], base: UInt64) {
    self.utf8 = utf8
    self.base = base
    isUTF16 = true
  }

  mutating func offset(of text: UInt64) -> UInt64 {
    guard isUTF16 else { return text }
    let end = Int(clamping: text)
    if end < place { (place, units) = (0, 0) }
    while place < min(end, utf8.count) {
      // A character of four bytes in UTF-8 has two units in UTF-16; bytes 10xxxxxx continue a character.
      units += utf8[place] >= 0xF0 ? 2 : utf8[place] & 0xC0 == 0x80 ? 0 : 1
      place += 1
    }
    return base + units * 2
  }
}
