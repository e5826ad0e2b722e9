/// Numbers at places of a document; `nil` where it ends before them. No place is trusted.
struct ByteFields {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func little16(_ at: Int) -> Int? { number(at, 2, isLittle: true) }
  func little32(_ at: Int) -> Int? { number(at, 4, isLittle: true) }
  func big16(_ at: Int) -> Int? { number(at, 2, isLittle: false) }
  func big32(_ at: Int) -> Int? { number(at, 4, isLittle: false) }

  /// 64 bits; `nil` too from 2⁵² on, so that sums of places never overflow.
  func little64(_ at: Int) -> Int? {
    guard let low = little32(at), let high = little32(at + 4), high < 1 << 20 else { return nil }
    return high << 32 | low
  }

  func number(_ at: Int, _ size: Int, isLittle: Bool) -> Int? {
    guard at >= 0, at <= bytes.count - size else { return nil }
    var value = 0
    for place in 0..<size {
      value = value << 8 | Int(bytes[isLittle ? at + size - 1 - place : at + place])
    }
    return value
  }

  /// The bytes at a place, or `nil` where there are fewer.
  func slice(_ at: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard at >= 0, count >= 0, at <= bytes.count, count <= bytes.count - at else { return nil }
    return bytes[at..<(at + count)]
  }
}
