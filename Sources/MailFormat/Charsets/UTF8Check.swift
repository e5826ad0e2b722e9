/// Well-formedness of UTF-8 (RFC 3629 §3).
enum UTF8Check {
  static func isWellFormed(_ bytes: ByteView) -> Bool { multibyteCount(bytes) != nil }

  /// How many sequences of two bytes and more there are, or nil when the bytes are no UTF-8.
  static func multibyteCount(_ bytes: ByteView) -> Int? {
    var at = 0
    var sequences = 0
    while at < bytes.count {
      if bytes[at] < 0x80 {
        at += 1
        continue
      }
      let length = sequenceLength(bytes, at: at)
      if length == 0 { return nil }
      sequences += 1
      at += length
    }
    return sequences
  }

  /// Sequences of two bytes and more that are well formed, and bytes that belong to none.
  static func sequenceCounts(_ bytes: ByteView) -> (good: Int, bad: Int) {
    var at = 0
    var good = 0
    var bad = 0
    while at < bytes.count {
      if bytes[at] < 0x80 {
        at += 1
        continue
      }
      let length = sequenceLength(bytes, at: at)
      if length == 0 {
        bad += 1
        at += 1
      } else {
        good += 1
        at += length
      }
    }
    return (good, bad)
  }

  /// Length of the sequence that starts at a byte above 127, 0 when it is ill formed, overlong or a surrogate.
  private static func sequenceLength(_ bytes: ByteView, at start: Int) -> Int {
    let lead = bytes[start]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF4: (length, high) = (4, 0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard start + length <= bytes.count, (low...high).contains(bytes[start + 1]) else { return 0 }
    for i in 2..<max(length, 2) where bytes[start + i] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
