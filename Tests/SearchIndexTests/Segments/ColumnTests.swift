import Testing

@testable import SearchIndex

@Suite struct ColumnTests {
  private func check(_ columns: [[Int64]]) throws {
    let writer = ByteWriter()
    for column in columns { ColumnWriter.write(column, into: writer) }
    var offset = 0
    for values in columns {
      let column = try Column(writer.bytes, &offset, count: values.count)
      #expect(values.indices.map { column[$0] } == values)
    }
    #expect(offset == writer.count)
  }

  @Test(arguments: 0...64) func numbersOfAnyWidth(width: Int) throws {
    var dice = Dice(UInt64(width))
    for count in [1, 2, 63, 64, 65, 1_000] {
      let mask = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
      let smallest = Int64(truncatingIfNeeded: dice.next())
      let columns = (0..<3).map { _ in
        (0..<count).map { index in
          smallest &+ Int64(truncatingIfNeeded: index == 0 ? 0 : index == 1 ? mask : dice.next() & mask)
        }
      }
      try check(columns)
    }
  }

  @Test func theSmallestAndTheLargestNumber() throws {
    try check([[.min, .max], [.max, .min], [0, 0], [-1, 0], [.max, .max]])
  }

  @Test func aColumnThatIsCutShortIsRefused() throws {
    let writer = ByteWriter()
    ColumnWriter.write((0..<1_000).map { Int64($0) }, into: writer)
    for size in [0, 8, 15, 16, writer.count - 1] {
      var offset = 0
      let bytes = UnsafeRawBufferPointer(rebasing: writer.bytes[..<size])
      #expect(throws: IndexError.self) { try Column(bytes, &offset, count: 1_000) }
    }
  }
}
