import ArchiveEvents
import Foundation
import Testing

@Suite("Random identifiers")
struct RandomIDTests {
  static let bytes: [UInt8] = [
    0x00, 0x01, 0x02, 0x03, 0x7F, 0x80, 0xFE, 0xFF, 0xFF, 0xFE, 0x80, 0x7F, 0x03, 0x02, 0x01, 0x00,
  ]
  static let digits = "000102037f80fefffffe807f03020100"

  @Test("The bytes stay in their order, whichever way they come in")
  func bytes() throws {
    let id = try #require(RandomID(Self.bytes))
    #expect(id.bytes == Self.bytes)
    #expect(id.description == Self.digits)
    #expect(RandomID(Data(Self.bytes)) == id)
    #expect(Self.bytes.withUnsafeBytes { RandomID($0) } == id)
    #expect(RandomID(hexadecimal: Self.digits) == id)
    #expect(RandomID(hexadecimal: Self.digits.uppercased()) == id)
  }

  /// The reader gets bytes out of the memory map, which start anywhere.
  @Test("Bytes at an odd address are read", arguments: 0..<8)
  func unaligned(offset: Int) throws {
    let padded = [UInt8](repeating: 0xEE, count: offset) + Self.bytes
    let id = padded.withUnsafeBytes { RandomID(UnsafeRawBufferPointer(rebasing: $0[offset...])) }
    #expect(id?.bytes == Self.bytes)
  }

  /// RFC 9562, appendix A.6, has this UUID as its example of version 7.
  @Test("Time, version and variant lie where RFC 9562 has them")
  func timeOrdered() throws {
    let random: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFC, 0xC3, 0xD8, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F]
    let id = try #require(RandomID(time: Timestamp(microseconds: 1_645_557_742_000_999), random: random))
    #expect(id.description == "017f22e279b07cc398c4dc0c0c07398f")
    #expect(RandomID(time: Timestamp(microseconds: 0), random: random.dropLast()) == nil)
    let before = try #require(RandomID(time: Timestamp(microseconds: -1), random: random))
    #expect(before.bytes[..<6].allSatisfy { $0 == 0 })
  }

  @Test("Ids sort by the millisecond they were made in, whatever the random bits are")
  func order() throws {
    let ids = try (0..<100).map { millisecond in
      let time = Timestamp(microseconds: 1_790_000_000_000_000 + Int64(millisecond) * 1_000)
      return try #require(RandomID(time: time, random: [UInt8](repeating: UInt8(255 - millisecond), count: 16)))
    }
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
  }

  @Test("Any other length is refused", arguments: [0, 1, 15, 17, 32])
  func lengths(count: Int) {
    let bytes = [UInt8](repeating: 7, count: count)
    #expect(RandomID(bytes) == nil)
    #expect(bytes.withUnsafeBytes { RandomID($0) } == nil)
    #expect(RandomID(hexadecimal: String(repeating: "07", count: count)) == nil)
  }

  @Test("Text that is no 32 digits is refused", arguments: ["", "xyz", digits.dropLast() + "g", digits + " "])
  func malformed(text: String) {
    #expect(RandomID(hexadecimal: text) == nil)
  }

  @Test("Identifiers differ in every bit that could be stuck")
  func random() {
    let ids = (0..<256).map { _ in RandomID.random() }
    #expect(Set(ids).count == ids.count)
    // A bit that is the same in 256 honest throws has a chance of 2^-255.
    let everSet = ids.reduce([UInt8](repeating: 0, count: 16)) { zip($0, $1.bytes).map { $0 | $1 } }
    let everClear = ids.reduce([UInt8](repeating: 0, count: 16)) { zip($0, $1.bytes).map { $0 | ~$1 } }
    #expect(everSet == [UInt8](repeating: 0xFF, count: 16))
    #expect(everClear == [UInt8](repeating: 0xFF, count: 16))
  }

  @Test("Each byte tells identifiers apart", arguments: 0..<16)
  func equality(index: Int) throws {
    var changed = Self.bytes
    changed[index] ^= 1
    #expect(try #require(RandomID(Self.bytes)) != #require(RandomID(changed)))
  }
}
