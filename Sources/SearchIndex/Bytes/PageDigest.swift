/// A checksum of 64 bits for the pages of a segment: four lanes of multiplication and rotation, so that a page costs a few
/// microseconds. It finds what disks and programs damage; against forgery it proves nothing, since a segment is computed
/// from the log and can be computed again.
enum PageDigest {
  private static let first: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let third: UInt64 = 0x1656_67B1_9E37_79F9

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(first &+ second, second, 0, 0 &- first)
    var offset = 0
    let count = bytes.count
    while offset &+ 32 <= count {
      for lane in 0..<4 {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ lane &* 8, as: UInt64.self))
        lanes[lane] = rotate(lanes[lane] &+ word &* second, 31) &* first
      }
      offset &+= 32
    }
    var sum = UInt64(count) &* third
    for lane in 0..<4 { sum = (sum ^ rotate(lanes[lane], UInt64(1 + 6 * lane))) &* first &+ second }
    while offset < count {
      sum = rotate(sum ^ (UInt64(bytes[offset]) &* third), 11) &* first
      offset &+= 1
    }
    sum ^= sum >> 33
    sum = sum &* second
    sum ^= sum >> 29
    sum = sum &* third
    return sum ^ (sum >> 32)
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    (value &<< bits) | (value &>> (64 &- bits))
  }
}
