import Testing

@testable import MailFormat

@Suite struct CompressedRTFTests {
  private func decompress(_ bytes: [UInt8], limit: Int = 1 << 20) -> (text: String, defects: [MailDefect.Kind]) {
    bytes.withByteView { view in
      let result = CompressedRTF.decompress(view, limit: limit)
      return (String(decoding: result.bytes, as: UTF8.self), result.defects)
    }
  }

  /// MS-OXRTFCP §4.1.1, simple compressed RTF.
  static let simple: [UInt8] = [
    0x2D, 0x00, 0x00, 0x00, 0x2B, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A,
    0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20,
    0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
  ]

  /// MS-OXRTFCP §4.1.2, a reference that crosses the place of writing.
  static let crossing: [UInt8] = [
    0x1A, 0x00, 0x00, 0x00, 0x1C, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0x00, 0x04,
    0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
  ]

  @Test func readsThePublishedExamples() {
    #expect(decompress(Self.simple) == ("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", []))
    #expect(decompress(Self.crossing) == ("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", []))
  }

  @Test func readsWhatIsNotCompressed() {
    #expect(decompress(TNEFWriter.uncompressedRTF("{\\rtf1 x}")) == ("{\\rtf1 x}", []))
  }

  @Test func aWrongChecksumIsNotedAndTheTextKept() {
    var bytes = Self.crossing
    bytes[12] ^= 1
    #expect(decompress(bytes) == ("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", [.wrongRTFChecksum]))
  }

  @Test func stopsAtTheLimit() {
    #expect(decompress(Self.simple, limit: 6) == ("{\\rtf1", [.rtfTooLarge]))
    #expect(decompress(TNEFWriter.uncompressedRTF("{\\rtf1 x}"), limit: 6) == ("{\\rtf1", [.rtfTooLarge]))
    #expect(decompress(Self.crossing, limit: 28).defects.isEmpty)
  }

  @Test func everyTruncationIsNoted() {
    for count in 0..<Self.simple.count {
      let result = decompress(Array(Self.simple[..<count]))
      #expect(!result.defects.isEmpty)
      #expect("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".hasPrefix(result.text))
    }
  }
}
