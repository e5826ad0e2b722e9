import CExpat

/// Encodings of one byte a character that expat does not know by itself and old phones and tools write.
struct SingleByteEncoding {
  /// The character of each byte.
  let characters: [Int32]

  /// - Parameter name: as in the XML declaration, in any case.
  init?(name: String) {
    var characters = (0..<256).map { Int32($0) }
    switch name.lowercased() {
    case "iso-8859-9", "iso8859-9", "iso_8859-9", "latin5":
      Self.put(&characters, Self.turkish)
    case "windows-1254", "cp1254":
      Self.put(&characters, Self.windows)
      Self.put(&characters, Self.turkish)
      Self.put(&characters, [0x8E: 0x8E, 0x9E: 0x9E])
    case "windows-1252", "cp1252":
      Self.put(&characters, Self.windows)
    default: return nil
    }
    self.characters = characters
  }

  private static func put(_ characters: inout [Int32], _ changes: [Int: Int32]) {
    for (byte, character) in changes { characters[byte] = character }
  }

  /// Where ISO-8859-9 differs from ISO-8859-1.
  private static let turkish: [Int: Int32] = [
    0xD0: 0x11E, 0xDD: 0x130, 0xDE: 0x15E, 0xF0: 0x11F, 0xFD: 0x131, 0xFE: 0x15F,
  ]

  /// Where windows-1252 differs from ISO-8859-1. Bytes without a character stay control characters, as in browsers.
  private static let windows: [Int: Int32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021, 0x88: 0x2C6,
    0x89: 0x2030, 0x8A: 0x160, 0x8B: 0x2039, 0x8C: 0x152, 0x8E: 0x17D, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C,
    0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x98: 0x2DC, 0x99: 0x2122, 0x9A: 0x161, 0x9B: 0x203A,
    0x9C: 0x153, 0x9E: 0x17E, 0x9F: 0x178,
  ]

  /// Tells expat the characters.
  func fill(_ encoding: UnsafeMutablePointer<XML_Encoding>) {
    withUnsafeMutableBytes(of: &encoding.pointee.map) { map in
      let map = map.bindMemory(to: Int32.self)
      for (byte, character) in characters.enumerated() where byte < map.count { map[byte] = character }
    }
    encoding.pointee.data = nil
    encoding.pointee.convert = nil
    encoding.pointee.release = nil
  }
}
