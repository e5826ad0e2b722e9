import Testing

@testable import Intake

/// References that phones write and XML forbids become such as a parser takes, byte for byte as long as before.
@Suite struct CharacterReferencesTests {
  private func mend(_ text: String, isUTF8: Bool = true) -> (text: String, lost: Int) {
    var bytes = Array(text.utf8)
    let lost = bytes.withUnsafeMutableBytes { CharacterReferences.mend($0, isUTF8: isUTF8) }
    #expect(bytes.count == text.utf8.count)
    return (String(decoding: bytes, as: UTF8.self), lost)
  }

  @Test(arguments: [
    ("&#55357;&#56832;", "&#0000000128512;", 0),
    ("&#xD83D;&#xDE00;", "&#0000000128512;", 0),
    ("&#xd83d;&#56832;", "&#0000000128512;", 0),
    ("a&#56320;b", "a&#65533;b", 1),
    ("&#55357;&#55357;&#56832;", "&#65533;&#0000000128512;", 1),
    ("&#55357; &#56832;", "&#65533; &#65533;", 2),
    ("&#0;", "\u{FFFD} ", 1),
    ("&#31;x", "\u{FFFD}  x", 1),
    ("&#x1F;", "\u{FFFD}   ", 1),
    ("&#00000;", "&#65533;", 1),
    ("&#65535;&#xFFFE;", "&#65533;&#65533;", 2),
    ("&#1114112;", "&#0065533;", 1),
    ("&#99999999999999999999;", "&#00000000000000065533;", 1),
  ])
  func mended(text: String, expected: String, lost: Int) {
    let (mended, count) = mend(text)
    #expect(mended == expected)
    #expect(count == lost)
  }

  @Test(arguments: [
    "&#10;&#9;&#13;&#32;", "&#128512;", "&#x1F600;", "&amp;&lt;", "&#;", "&#x;", "&#12", "&# 0;", "&#0x;", "&", "&#",
    "&#-1;",
    "&#00000000000000000000000000000000000000;", "plain",
  ])
  func leftAlone(text: String) {
    #expect(mend(text) == (text, 0))
  }

  @Test func aQuestionMarkWhereTheEncodingHasNothingElse() {
    #expect(mend("&#0;&#55357;", isUTF8: false) == ("?   &#65533;", 2))
  }
}
