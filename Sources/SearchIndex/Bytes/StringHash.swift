/// A hash of short byte strings: eight bytes at a time multiplied and folded. It begins with a number of this process's own,
/// so that nobody can write texts whose words all fall together.
enum StringHash {
  static let seed = UInt64.random(in: .min ... .max) | 1

  @inline(__always)
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let hash = wide(bytes)
    return UInt32(truncatingIfNeeded: hash ^ hash &>> 32)
  }

  @inline(__always)
  static func wide(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset &+= 8
    }
    if offset < bytes.count {
      var rest: UInt64 = 0
      while offset < bytes.count {
        rest = rest &<< 8 | UInt64(bytes[offset])
        offset &+= 1
      }
      hash = fold(hash ^ rest)
    }
    return hash
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
