/// Base64 of RFC 4648 section 4 inside records, where blanks and missing padding are no fault.
struct Base64Text {
  private(set) var bytes: [UInt8] = []
  /// Something was outside of the alphabet, or data followed the padding, or the last group has one letter only.
  private(set) var isDamaged = false

  init(_ text: UnsafeRawBufferPointer) {
    bytes.reserveCapacity(text.count / 4 * 3 + 3)
    var group: UInt32 = 0
    var letters = 0
    var isPadded = false
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case 0x09, 0x0A, 0x0D, 0x20: continue
      case UInt8(ascii: "="):
        isPadded = true
        continue
      default:
        isDamaged = true
        continue
      }
      if isPadded { isDamaged = true }
      group = group << 6 | UInt32(value)
      letters += 1
      if letters == 4 {
        bytes.append(UInt8(truncatingIfNeeded: group >> 16))
        bytes.append(UInt8(truncatingIfNeeded: group >> 8))
        bytes.append(UInt8(truncatingIfNeeded: group))
        letters = 0
        group = 0
      }
    }
    switch letters {
    case 2: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: group >> 10))
      bytes.append(UInt8(truncatingIfNeeded: group >> 2))
    case 1: isDamaged = true
    default: break
    }
  }
}
