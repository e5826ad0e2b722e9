import Foundation
import Testing

@testable import MailFormat

@Suite struct EncodingTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 56, 57, 58, 1_000, 10_007])
  func base64RoundTrips(size: Int) {
    var generator = SeededGenerator(seed: UInt64(size))
    let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for ending in ["\n", "\r\n"] {
      let encoded = Data(bytes).base64EncodedString(
        options: ending == "\n"
          ? [.lineLength76Characters, .endLineWithLineFeed]
          : [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
      let result = encoded.withView { Base64.decode($0) }
      #expect(result.bytes == bytes)
      #expect(result.strayBytes == 0 && !result.isTruncated && !result.hasTrailingData)
    }
  }

  @Test func base64EndsAtItsPadding() {
    let result = "ecO2dMOkIHZhYW4uCg== ignored".withView { Base64.decode($0) }
    #expect(String(decoding: result.bytes, as: UTF8.self) == "yötä vaan.\n")
    #expect(result.hasTrailingData)
  }

  @Test func base64LetsJunkThrough() {
    let result = ("SGVsbG8g" + "!" + String(repeating: "SGVsbG8g", count: 4) + "d29ybGQ").withView { Base64.decode($0) }
    #expect(String(decoding: result.bytes, as: UTF8.self).hasSuffix("world"))
    #expect(result.strayBytes == 1)
    #expect(result.isTruncated)
    #expect(!result.isImplausible)
  }

  @Test func whatIsNoBase64StaysReadable() {
    let message = message("Content-Transfer-Encoding: base64\n\nThis was never encoded, you see?\n")
    #expect(message.text == "This was never encoded, you see?\n")
    #expect(message.contentDefects.map(\.kind) == [.notBase64])
  }

  @Test(arguments: [
    ("a=3Db", "a=b"), ("soft=\nbreak", "softbreak"), ("soft=\r\nbreak", "softbreak"), ("soft= \t\nbreak", "softbreak"),
    ("trailing  \t\nspace", "trailing\nspace"), ("keeps\r\nends\r\n", "keeps\r\nends\r\n"), ("=e7=C3", "\u{E7}\u{C3}"),
    ("bad=ZZ =3", "bad=ZZ =3"), ("=", ""), ("end=\n", "end"), ("", ""),
  ])
  func quotedPrintable(encoded: String, expected: String) {
    let result = encoded.withView { QuotedPrintable.decode($0) }
    #expect(result.bytes == expected.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
  }

  @Test(arguments: [
    ("base64", TransferEncoding.base64), (" Base64 \r\n", .base64), ("BASE64 (comment)", .base64), ("base64;", .base64),
    ("quoted-printable", .quotedPrintable), ("7bit", .identity), ("binary", .identity), ("", .identity),
  ])
  func mechanisms(value: String, expected: TransferEncoding) {
    let result = value.withView { TransferEncoding.read($0) }
    #expect(result.encoding == expected)
    #expect(result.isKnown)
  }

  @Test func unknownMechanismsAreNoted() {
    #expect(message("Content-Transfer-Encoding: 6bit\n\nx\n").defects.map(\.kind) == [.unknownTransferEncoding])
  }
}
