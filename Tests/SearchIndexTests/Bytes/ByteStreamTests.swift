import Testing

@testable import SearchIndex

@Suite struct ByteStreamTests {
  @Test func whatIsWrittenIsRead() {
    var dice = Dice(3)
    let numbers = (0..<63).flatMap { [1 << $0, (1 << $0) - 1] } + [0, .max]
    let writer = ByteWriter(capacity: 1)
    for number in numbers {
      writer.appendVarInt(number)
      writer.append(UInt32(truncatingIfNeeded: number))
      writer.append(UInt64(number))
    }
    let bytes = (0..<3_000).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
    writer.append(bytes)
    var reader = ByteReader(writer.bytes)
    for number in numbers {
      #expect(reader.varInt() == number)
      #expect(reader.uint32() == UInt32(truncatingIfNeeded: number))
      #expect(reader.uint64() == UInt64(number))
    }
    #expect(Array(reader.bytes(bytes.count)) == bytes)
    #expect(reader.isAtEnd && !reader.isOverrun)
  }

  @Test func pastTheEndThereAreZeros() {
    for count in 0..<8 {
      let bytes = [UInt8](repeating: 0xFF, count: count)
      bytes.withUnsafeBytes { bytes in
        var reader = ByteReader(bytes)
        _ = reader.varInt()
        #expect(reader.isOverrun)
        reader = ByteReader(bytes)
        #expect(reader.uint64() == 0 && reader.isOverrun)
        reader = ByteReader(bytes)
        #expect(reader.bytes(count + 1).isEmpty && reader.isOverrun)
        reader = ByteReader(bytes)
        #expect(reader.bytes(-1).isEmpty && reader.isOverrun)
      }
    }
  }

  @Test func aFlippedBitChangesTheDigest() {
    var dice = Dice(4)
    for count in [1, 7, 8, 31, 32, 33, 64, 1_000] {
      var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      let digest = bytes.withUnsafeBytes { PageDigest.of($0) }
      for bit in 0..<(count * 8) {
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(bytes.withUnsafeBytes { PageDigest.of($0) } != digest)
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      }
      #expect((bytes + [0]).withUnsafeBytes { PageDigest.of($0) } != digest)
    }
  }

  @Test func byteStringsHaveTheirOrder() {
    var dice = Dice(5)
    let strings = (0..<200).map { _ in (0..<dice.below(12)).map { _ in UInt8(dice.pick([0, 1, 0x61, 0xFF])) } }
    for first in strings {
      for second in strings {
        let order = first.withUnsafeBytes { first in second.withUnsafeBytes { ByteOrder.compare(first, $0) } }
        let expected = first.lexicographicallyPrecedes(second) ? -1 : first == second ? 0 : 1
        #expect(order.signum() == expected)
        let (one, other) = (first.withUnsafeBytes(ByteOrder.prefix), second.withUnsafeBytes(ByteOrder.prefix))
        if one < other { #expect(expected < 0) }
        let common = first.withUnsafeBytes { first in second.withUnsafeBytes { ByteOrder.commonPrefix(first, $0) } }
        #expect(common == zip(first, second).prefix { $0 == $1 }.count)
      }
    }
  }
}
