/// One character of UTF-8, or one byte that is none.
struct DecodedCharacter {
  /// Nil where the byte begins no well-formed sequence.
  var scalar: UInt32?
  /// Bytes it takes: 1 where it is ill-formed.
  var length: Int

  /// Reads the character that begins at an offset below `count`; well-formed is what table 3-7 of the Unicode Standard
  /// says: no surrogates, nothing overlong, nothing above U+10FFFF.
  @inline(__always)
  init(_ text: UnsafePointer<UInt8>, _ count: Int, at offset: Int) {
    let lead = text[offset]
    let left = count - offset
    if lead < 0x80 {
      self.init(scalar: UInt32(lead), length: 1)
      return
    }
    // Each branch looks at as many bytes as are left at least.
    if lead >= 0xC2, lead < 0xE0, left >= 2 {
      let second = text[offset + 1]
      if second & 0xC0 == 0x80 {
        self.init(scalar: UInt32(lead & 0x1F) << 6 | UInt32(second & 0x3F), length: 2)
        return
      }
    } else if lead >= 0xE0, lead < 0xF0, left >= 3 {
      let (second, third) = (text[offset + 1], text[offset + 2])
      let scalar = UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800, scalar & 0xF800 != 0xD800 {
        self.init(scalar: scalar, length: 3)
        return
      }
    } else if lead >= 0xF0, lead < 0xF5, left >= 4 {
      let (second, third, fourth) = (text[offset + 1], text[offset + 2], text[offset + 3])
      let high = UInt32(lead & 0x07) << 18 | UInt32(second & 0x3F) << 12
      let scalar = high | UInt32(third & 0x3F) << 6 | UInt32(fourth & 0x3F)
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80, scalar >= 0x10000, scalar < 0x110000 {
        self.init(scalar: scalar, length: 4)
        return
      }
    }
    self.init(scalar: nil, length: 1)
  }

  @inline(__always)
  private init(scalar: UInt32?, length: Int) {
    self.scalar = scalar
    self.length = length
  }
}
