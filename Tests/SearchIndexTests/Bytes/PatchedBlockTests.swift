import Testing

@testable import SearchIndex

@Suite struct PatchedBlockTests {
  private func check(_ values: [UInt32]) {
    let writer = ByteWriter()
    PatchedBlock.encode(values, count: values.count, into: writer)
    BitPackingTests.withSlack(writer) { bytes, size in
      var output = [UInt32](repeating: 7, count: values.count)
      #expect(PatchedBlock.decode(bytes, count: values.count, into: &output) - bytes == size)
      #expect(output == values)
      #expect(PatchedBlock.skip(bytes, count: values.count) - bytes == size)
    }
  }

  @Test(arguments: 0...32) func numbersOfOneWidth(width: Int) {
    var dice = Dice(UInt64(width))
    for count in [1, 2, 3, 4, 5, 31, 64, 127, 128] { check(BitPackingTests.values(count, width: width, &dice)) }
  }

  @Test func mostlySmallNumbersWithLargeOnesAmongThem() {
    var dice = Dice(7)
    for _ in 0..<600 {
      let (usual, large, share) = (dice.below(20), 1 + dice.below(32), dice.pick([1, 3, 10, 50, 90]))
      let values = (0..<(1 + dice.below(128))).map { _ in
        UInt32(truncatingIfNeeded: dice.next()) & BitPacking.mask(dice.chance(share) ? large : usual)
      }
      check(values)
    }
  }

  @Test func theLargestNumbers() {
    check([.max])
    check([UInt32](repeating: .max, count: 128))
    check([UInt32](repeating: 0, count: 127) + [.max])
    check([.max] + [UInt32](repeating: 0, count: 100))
  }
}
