import ArchiveEvents
import Testing

/// Base 16, RFC 4648 §8.
@Suite("Hexadecimal digits")
struct HexadecimalTests {
  /// The test vectors of RFC 4648 §10, in lower case.
  @Test(
    "The vectors of RFC 4648 §10",
    arguments: [
      ("", ""), ("f", "66"), ("fo", "666f"), ("foo", "666f6f"), ("foob", "666f6f62"), ("fooba", "666f6f6261"),
      ("foobar", "666f6f626172"),
    ])
  func vectors(plain: String, digits: String) {
    #expect(Hexadecimal.encode(plain.utf8) == digits)
    #expect(Hexadecimal.decode(digits) == Array(plain.utf8))
    #expect(Hexadecimal.decode(digits.uppercased()) == Array(plain.utf8))
  }

  @Test("Every byte comes back")
  func everyByte() {
    let bytes = (0...255).map { UInt8($0) }
    let text = Hexadecimal.encode(bytes)
    #expect(text.utf8.count == 512)
    #expect(Hexadecimal.decode(text) == bytes)
  }

  @Test(
    "What is no row of pairs of digits is refused",
    arguments: ["0", "123", "0g", "g0", "-1", "+1", "0x10", " 00", "00 ", "0\n", "é0", "٣٣", "０0"])
  func refused(text: String) {
    #expect(Hexadecimal.decode(text) == nil)
  }

  @Test("A null is no digit")
  func null() {
    #expect(Hexadecimal.decode("0\u{0}") == nil)
  }

  /// The neighbours of the three ranges of digits in ASCII.
  @Test("The characters beside the digits are refused", arguments: Array("/:@G`g".unicodeScalars))
  func neighbours(character: Unicode.Scalar) {
    #expect(Hexadecimal.decode("0\(character)") == nil)
    #expect(Hexadecimal.decode("\(character)0") == nil)
  }

  @Test("A part of a string can be read")
  func substring() {
    #expect(Hexadecimal.decode("id:00ff.".dropFirst(3).dropLast()) == [0x00, 0xFF])
  }
}
