import Testing

@testable import SearchIndex

@Suite struct BitPackingTests {
  /// Numbers of which the largest has just the width.
  static func values(_ count: Int, width: Int, _ dice: inout Dice) -> [UInt32] {
    var values = (0..<count).map { _ in UInt32(truncatingIfNeeded: dice.next()) & BitPacking.mask(width) }
    if width > 0 { values[dice.below(count)] |= 1 << UInt32(width - 1) }
    return values
  }

  /// What was written, with as many bytes behind it as a reader may touch.
  static func withSlack(_ writer: ByteWriter, _ body: (UnsafeRawPointer, Int) throws -> Void) rethrows {
    let count = writer.count
    for _ in 0..<4 { writer.append(UInt64.max) }
    try body(writer.base, count)
  }

  @Test(arguments: 0...32) func blocksComeOutAsTheyWentIn(width: Int) {
    var dice = Dice(UInt64(width))
    for _ in 0..<40 {
      let values = Self.values(128, width: width, &dice)
      #expect(BitPacking.width(of: values, count: 128) == width)
      let writer = ByteWriter()
      BitPacking.packBlock(values, width: width, into: writer)
      Self.withSlack(writer) { bytes, count in
        #expect(count == BitPacking.blockBytes(width: width))
        var output = [UInt32](repeating: 7, count: 128)
        BitPacking.unpackBlock(bytes, width: width, into: &output)
        #expect(output == values)
        #expect((0..<128).map { BitPacking.value(bytes, width: width, at: $0) } == values)
      }
    }
  }

  @Test(arguments: 0...32) func fewerNumbersComeOutAsTheyWentIn(width: Int) {
    var dice = Dice(UInt64(width) + 100)
    for count in [1, 2, 3, 4, 7, 8, 9, 63, 64, 65, 126, 127] {
      let values = Self.values(count, width: width, &dice)
      let writer = ByteWriter()
      BitPacking.packTail(values, count: count, width: width, into: writer)
      Self.withSlack(writer) { bytes, size in
        #expect(size == BitPacking.tailBytes(width: width, count: count))
        var output = [UInt32](repeating: 7, count: count)
        BitPacking.unpackTail(bytes, count: count, width: width, into: &output)
        #expect(output == values)
      }
    }
  }
}
