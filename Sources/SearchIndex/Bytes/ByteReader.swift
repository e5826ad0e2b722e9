/// Reads what `ByteWriter` wrote, within bounds: past the end it gives zeros and remembers that it did, so that callers
/// check once, when they are through.
struct ByteReader {
  private let base: UnsafeRawPointer
  private(set) var offset: Int
  private let end: Int
  private(set) var isOverrun = false

  init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
    // An empty buffer may have no address; it is never read.
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
    self.offset = offset
    end = bytes.count
  }

  var isAtEnd: Bool { offset >= end }

  @inline(__always)
  mutating func byte() -> UInt8 {
    guard offset < end else {
      isOverrun = true
      return 0
    }
    let value = base.load(fromByteOffset: offset, as: UInt8.self)
    offset &+= 1
    return value
  }

  @inline(__always)
  mutating func varInt() -> Int {
    let first = byte()
    if first < 0x80 { return Int(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while shift < 63 {
      let next = byte()
      value |= UInt64(next & 0x7F) &<< shift
      if next < 0x80 { return Int(truncatingIfNeeded: value) }
      shift &+= 7
    }
    isOverrun = true
    return 0
  }

  /// Passes over a varint, whatever its value.
  @inline(__always)
  mutating func skipVarInt() {
    while byte() >= 0x80 {}
  }

  mutating func uint32() -> UInt32 { integer() }
  mutating func uint64() -> UInt64 { integer() }

  private mutating func integer<Value: FixedWidthInteger>() -> Value {
    let size = MemoryLayout<Value>.size
    guard size <= end - offset else {
      isOverrun = true
      offset = end
      return 0
    }
    let value = base.loadUnaligned(fromByteOffset: offset, as: Value.self)
    offset += size
    return Value(littleEndian: value)
  }

  /// The next bytes, without a copy; empty where there are not as many.
  @inline(__always)
  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= end &- offset else {
      isOverrun = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let slice = UnsafeRawBufferPointer(start: base + offset, count: count)
    offset &+= count
    return slice
  }

  @inline(__always)
  mutating func skip(_ count: Int) { _ = bytes(count) }
}
