/// Reads little-endian numbers and counted bytes one after the other. Nothing is read beyond the end: what is not there is
/// nil, and stays unread.
struct StreamReader {
  let view: ByteView
  private(set) var offset: Int
  let end: Int

  /// - Parameter range: the bytes to read; cut to what the view holds.
  init(_ view: ByteView, _ range: Range<Int>) {
    let bounded = range.clamped(to: 0..<view.count)
    self.view = view
    offset = bounded.lowerBound
    end = bounded.upperBound
  }

  var remaining: Int { end - offset }

  mutating func uint8() -> UInt8? {
    guard remaining >= 1 else { return nil }
    defer { offset += 1 }
    return view[offset]
  }

  mutating func uint16() -> UInt16? {
    guard remaining >= 2 else { return nil }
    defer { offset += 2 }
    return UInt16(view[offset]) | UInt16(view[offset + 1]) << 8
  }

  mutating func uint32() -> UInt32? {
    guard remaining >= 4 else { return nil }
    defer { offset += 4 }
    return UInt32(view[offset]) | UInt32(view[offset + 1]) << 8 | UInt32(view[offset + 2]) << 16
      | UInt32(view[offset + 3]) << 24
  }

  mutating func uint64() -> UInt64? {
    guard remaining >= 8, let low = uint32(), let high = uint32() else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }

  /// The next bytes, or nil when fewer are left.
  mutating func bytes(_ count: Int) -> Range<Int>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { offset += count }
    return offset..<(offset + count)
  }

  /// The bytes up to a multiple of four are padding (MS-OXTNEF §2.1.3.4); the last ones may be missing.
  mutating func skipPadding(after count: Int) {
    offset += min((4 - count % 4) % 4, remaining)
  }
}
