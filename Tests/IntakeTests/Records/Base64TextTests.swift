import Foundation
import Testing

@testable import Intake

@Suite struct Base64TextTests {
  private func decode(_ text: String) -> Base64Text {
    Array(text.utf8).withUnsafeBytes { Base64Text($0) }
  }

  /// RFC 4648 section 10, with and without padding, and broken into lines.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
    ("Zm9vYmFy", "foobar"), ("Zg", "f"), ("Zm8", "fo"), ("Zm9v\r\nYm Fy\n", "foobar"),
  ])
  func vectors(text: String, bytes: String) {
    #expect(decode(text).bytes == Array(bytes.utf8))
    #expect(!decode(text).isDamaged)
  }

  @Test(arguments: ["Zm9vY", "Zm9v*YmFy", "Zg==Zg==", "Zm-_"])
  func damageIsNoticed(text: String) {
    #expect(decode(text).isDamaged)
  }

  @Test func anyBytesComeBack() {
    var numbers = SeededNumbers(seed: 11)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      let decoded = decode(Data(bytes).base64EncodedString())
      #expect(decoded.bytes == bytes && !decoded.isDamaged)
    }
  }
}
