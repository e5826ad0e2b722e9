import ArchiveEvents
import Testing

@Suite("Positions in the log")
struct PositionTests {
  @Test("There is no position 0")
  func zero() {
    #expect(Position(0) == nil)
  }

  @Test("The first event stands at 1 and is leaf 0")
  func first() {
    #expect(Position.first.rawValue == 1)
    #expect(Position.first.leafIndex == 0)
    #expect(Position(1) == .first)
  }

  @Test(
    "A position is its leaf index and one",
    arguments: [1, 2, 255, 256, 257, UInt64(UInt32.max), 1 << 62, UInt64.max])
  func leafIndex(number: UInt64) throws {
    let position = try #require(Position(number))
    #expect(position.leafIndex == number - 1)
    #expect(Position(leafIndex: position.leafIndex) == position)
    #expect(position.description == String(number))
  }

  @Test("Next is the one after, without gaps")
  func next() {
    let walked = sequence(first: Position.first) { $0.next }.prefix(5).map(\.rawValue)
    #expect(walked == [1, 2, 3, 4, 5])
  }

  @Test("The order is that of numbers, not of their digits")
  func order() throws {
    let numbers: [UInt64] = [10, 9, 100, 2, UInt64.max, 1]
    let sorted = try numbers.map { try #require(Position($0)) }.sorted().map(\.rawValue)
    #expect(sorted == [1, 2, 9, 10, 100, UInt64.max])
  }
}

@Suite("Numbers of keys and contents")
struct NumberTests {
  @Test("They keep all 64 bits and sort as numbers", arguments: [0, 1, UInt64.max])
  func values(number: UInt64) {
    #expect(KeyID(number).rawValue == number)
    #expect(ContentNumber(number).description == String(number))
    #expect([KeyID(10), KeyID(9)].sorted() == [KeyID(9), KeyID(10)])
    #expect(ContentNumber(9) < ContentNumber(10))
  }

  @Test("A content digest has 32 bytes", arguments: [0, 31, 32, 33])
  func digest(count: Int) {
    let digest = ContentDigest([UInt8](repeating: 0xAB, count: count))
    #expect((digest != nil) == (count == 32))
    #expect(digest.map(\.description) ?? String(repeating: "ab", count: 32) == String(repeating: "ab", count: 32))
  }
}
