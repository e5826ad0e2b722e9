/// The encoding of mailbox names in IMAP (RFC 3501 §5.1.3): printable ASCII as it is, all else as UTF-16 in a base64 of
/// its own between `&` and `-`; `&` itself is `&-`.
enum ModifiedUTF7 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

  static func encode(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var run: [UInt16] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x20, scalar.value <= 0x7E {
        flush(&run, to: &bytes)
        bytes.append(UInt8(scalar.value))
        if scalar == "&" { bytes.append(UInt8(ascii: "-")) }
      } else {
        run.append(contentsOf: UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter)
      }
    }
    flush(&run, to: &bytes)
    return bytes
  }

  private static func flush(_ run: inout [UInt16], to bytes: inout [UInt8]) {
    guard !run.isEmpty else { return }
    bytes.append(UInt8(ascii: "&"))
    var bits: UInt32 = 0
    var count = 0
    for unit in run {
      bits = bits << 16 | UInt32(unit)
      count += 16
      while count >= 6 {
        count -= 6
        bytes.append(alphabet[Int(bits >> UInt32(count) & 63)])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { bytes.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    bytes.append(UInt8(ascii: "-"))
    run.removeAll(keepingCapacity: true)
  }

  /// - Returns: `nil` where the bytes are not in this encoding: bytes outside of printable ASCII, an `&` without its `-`,
  ///   base64 that is cut, half a surrogate pair.
  static func decode(_ bytes: [UInt8]) -> String? {
    var text = String.UnicodeScalarView()
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte >= 0x20, byte <= 0x7E else { return nil }
      guard byte == UInt8(ascii: "&") else {
        text.append(Unicode.Scalar(byte))
        continue
      }
      guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
      if end == place {
        text.append("&")
      } else {
        guard let run = decode(run: bytes[place..<end]) else { return nil }
        text.append(contentsOf: run)
      }
      place = end + 1
    }
    return String(text)
  }

  private static func decode(run: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    var units: [UInt16] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in run {
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    // No more than filling, and all of it zero.
    guard count < 6, bits == 0 else { return nil }
    var scalars: [Unicode.Scalar] = []
    var decoder = UTF16()
    var iterator = units.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): scalars.append(scalar)
      case .emptyInput: return scalars
      case .error: return nil
      }
    }
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61 + 26)
    case 0x30...0x39: UInt32(byte - 0x30 + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: ","): 63
    default: nil
    }
  }
}
