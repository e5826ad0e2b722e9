/// ASCII and Latin text: 64 bytes at a time become 64 bits that say which of them belong to words.
extension WordScanner {
  func scanBlocks(_ text: UnsafePointer<UInt8>, _ count: Int, into ranges: inout WordRanges) {
    var at = 0
    // 1 while the byte before `at` belongs to a word, whose start is then the last bound written.
    var inside: UInt64 = 0
    while at < count {
      var length = min(64, count - at)
      var block = text + at
      if length < 64 {
        lastBlock.update(repeating: 0, count: 64)
        lastBlock.update(from: block, count: length)
        block = UnsafePointer(lastBlock)
      }
      var (words, high) = Self.bits(of: block)
      var needsTable = false
      if high != 0 {
        needsTable = Self.markLatin(text, count, at: at, &length, &words, &high)
      }
      // The bounds of this block: where a bit differs from the one before it.
      let valid = length == 64 ? UInt64.max : (1 &<< UInt64(truncatingIfNeeded: length)) &- 1
      words &= valid
      var changes = (words ^ (words &<< 1 | inside)) & valid
      ranges.reserve(72)
      let bounds = ranges.bounds
      var written = ranges.boundCount
      while changes != 0 {
        bounds[written] = UInt32(truncatingIfNeeded: at &+ changes.trailingZeroBitCount)
        written &+= 1
        changes &= changes &- 1
      }
      ranges.boundCount = written
      if length > 0 { inside = words &>> UInt64(truncatingIfNeeded: length &- 1) & 1 }

      // A word of more than 255 bytes fills a block to its end when more than 128 bytes of it have been seen.
      let start = inside == 1 ? Int(bounds[written &- 1]) : at &+ length
      if needsTable || words == valid && at &+ length &- start > 128 {
        ranges.boundCount = written &- Int(inside)
        inside = 0
        at = scanCharacters(text, count, from: start, into: &ranges)
      } else {
        at &+= length
      }
    }
    if inside == 1 {
      ranges.reserve(1)
      ranges.bounds[ranges.boundCount] = UInt32(truncatingIfNeeded: count)
      ranges.boundCount += 1
    }
  }

  /// For 64 bytes: which are ASCII letters or digits, and which are not ASCII.
  @inline(__always)
  private static func bits(of block: UnsafePointer<UInt8>) -> (words: UInt64, high: UInt64) {
    let raw = UnsafeRawPointer(block)
    var words: UInt64 = 0
    var high: UInt64 = 0
    for part in 0..<8 {
      let eight = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: part &* 8, as: UInt64.self))
      let shift = UInt64(truncatingIfNeeded: part &* 8)
      words |= gathered(wordBytes(eight)) &<< shift
      high |= gathered(eight & highBits) &<< shift
    }
    return (words, high)
  }

  private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

  /// The high bit of each byte that is an ASCII letter or digit. No sum below leaves its byte.
  @inline(__always)
  private static func wordBytes(_ eight: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = eight & ~highBits
    let lowered = low | ones &* 0x20
    let letters = (lowered &+ ones &* (0x80 - 0x61)) & ~(lowered &+ ones &* (0x80 - 0x7B))
    let digits = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
    return (letters | digits) & highBits & ~eight
  }

  /// The high bits of eight bytes as eight bits, the first byte's lowest.
  @inline(__always)
  private static func gathered(_ bits: UInt64) -> UInt64 {
    (bits &>> 7 &* 0x0102_0408_1020_4080) &>> 56
  }

  /// Adds the Latin letters of two bytes to `words`; Latin-1 signs and the usual dashes, quotes and bullets stay outside.
  /// A character that needs the table, or reaches into the next block, ends this one: `length` is then its offset.
  /// - Returns: Whether the table is needed from there on.
  @inline(__always)
  private static func markLatin(
    _ text: UnsafePointer<UInt8>, _ count: Int, at base: Int, _ length: inout Int, _ words: inout UInt64,
    _ high: inout UInt64
  ) -> Bool {
    repeat {
      let offset = high.trailingZeroBitCount
      let at = base &+ offset
      let lead = text[at]
      let second = at &+ 1 < count ? text[at &+ 1] : 0
      guard second & 0xC0 == 0x80 else {
        length = offset
        return true
      }
      if lead >= 0xC2, lead <= 0xC5 {
        let isLetter: Bool
        switch lead {
        case 0xC2:
          if second == 0xAD {  // soft hyphen
            length = offset
            return true
          }
          isLetter = second == 0xAA || second == 0xB5 || second == 0xBA
        case 0xC3: isLetter = second != 0x97 && second != 0xB7
        default: isLetter = true
        }
        if offset == 63 {
          length = 63
          return false
        }
        let both = 3 &<< UInt64(truncatingIfNeeded: offset)
        if isLetter { words |= both }
        high &= ~both
      } else if lead == 0xE2, second == 0x80, at &+ 2 < count, text[at &+ 2] >= 0x90, text[at &+ 2] <= 0xA7 {
        if offset > 61 {
          length = offset
          return false
        }
        high &= ~(7 &<< UInt64(truncatingIfNeeded: offset))
      } else {
        length = offset
        return true
      }
    } while high != 0
    return false
  }
}
