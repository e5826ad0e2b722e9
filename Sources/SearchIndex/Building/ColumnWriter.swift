/// A column of whole numbers, each in as many bits as the largest needs above the smallest.
///
/// Layout: i64 smallest, u8 width (0–57 or 64), seven zero bytes, then the numbers bit by bit.
enum ColumnWriter {
  static func write(_ values: [Int64], into writer: ByteWriter) {
    let smallest = values.min() ?? 0
    let range = values.reduce(0 as UInt64) { max($0, UInt64(bitPattern: $1 &- smallest)) }
    var width = 64 - range.leadingZeroBitCount
    // A wider number would not lie within the eight bytes that are read at once.
    if width > 57 { width = 64 }
    writer.append(UInt64(bitPattern: smallest))
    writer.append(UInt8(width))
    for _ in 0..<7 { writer.append(0 as UInt8) }
    if width == 64 {
      for value in values { writer.append(UInt64(bitPattern: value &- smallest)) }
    } else if width > 0 {
      var word: UInt64 = 0
      var filled = 0
      for value in values {
        var rest = UInt64(bitPattern: value &- smallest)
        var left = width
        while left > 0 {
          let taken = min(left, 64 - filled)
          word |= rest &<< UInt64(filled)
          filled += taken
          left -= taken
          rest = taken == 64 ? 0 : rest >> UInt64(taken)
          if filled == 64 {
            writer.append(word)
            (word, filled) = (0, 0)
          }
        }
      }
      if filled > 0 { writer.append(word) }
    }
    writer.append(0 as UInt64)
    writer.align(to: 16)
  }
}
