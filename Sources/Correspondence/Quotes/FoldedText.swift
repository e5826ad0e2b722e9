/// A short piece of text without regard to case: bytes of UTF-8, the letters of ASCII, Cyrillic and Latin with marks
/// made small. The Turkish İ and ı both become i, since programs write `İleti`, `ILETI` and `ileti` for one word.
struct FoldedText {
  private(set) var bytes: [UInt8] = []

  init(_ source: some Collection<UInt8>) {
    bytes.reserveCapacity(source.count)
    append(source)
  }

  mutating func append(_ source: some Collection<UInt8>) {
    var lead: UInt8 = 0
    for byte in source {
      switch (lead, byte) {
      case (0, 0xC2), (0, 0xC3), (0, 0xC4), (0, 0xC5), (0, 0xD0):
        lead = byte
        continue
      case (0, _): bytes.append(Self.small(byte))
      // The space that doesn't break, before a colon in French.
      case (0xC2, 0xA0): bytes.append(32)
      case (0xC3, 0x80...0x9E) where byte != 0x97: bytes += [0xC3, byte + 0x20]
      case (0xC4, 0xB0), (0xC4, 0xB1): bytes.append(UInt8(ascii: "i"))
      case (0xC4, 0x9E), (0xC5, 0x98), (0xC5, 0x9A), (0xC5, 0x9E): bytes += [lead, byte + 1]
      case (0xC5, 0x81): bytes += [0xC5, 0x82]
      case (0xD0, 0x90...0x9F): bytes += [0xD0, byte + 0x20]
      case (0xD0, 0xA0...0xAF): bytes += [0xD1, byte - 0x20]
      default: bytes += [lead, byte]
      }
      lead = 0
    }
    if lead != 0 { bytes.append(lead) }
  }

  /// The small form of a letter of ASCII; any other byte as it is.
  static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }

  /// Beyond ASCII all counts as a letter, but for the blocks of punctuation and wide spaces.
  static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 0x80 && byte != 0xC2 && byte != 0xE2) || (0x61...0x7A).contains(byte)
  }
}
