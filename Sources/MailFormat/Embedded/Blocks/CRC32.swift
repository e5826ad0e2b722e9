/// CRC-32 of ISO 3309, as in ZIP: yEnc uses it whole; compressed RTF (MS-OXRTFCP) starts from zero and does not
/// complement the result.
struct CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    return value
  }

  private var register: UInt32
  private let complement: UInt32

  static var standard: CRC32 { CRC32(register: 0xFFFF_FFFF, complement: 0xFFFF_FFFF) }
  static var compressedRTF: CRC32 { CRC32(register: 0, complement: 0) }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    register = Self.table[Int((register ^ UInt32(byte)) & 0xFF)] ^ register >> 8
  }

  mutating func add(_ bytes: ByteView) {
    for i in 0..<bytes.count { add(bytes[i]) }
  }

  var value: UInt32 { register ^ complement }
}
