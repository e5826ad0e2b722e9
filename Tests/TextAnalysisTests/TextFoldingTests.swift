import TextAnalysis
import Testing

@Suite("Folding of text")
struct TextFoldingTests {
  @Test(
    "what people take for one word is one",
    arguments: [
      // The four letters of Turkish.
      ("İIıi", "iiii"), ("IŞIK", "isik"), ("ışık", "isik"), ("İŞİK", "isik"), ("Diyarbakır", "diyarbakir"),
      ("i\u{307}", "i"), ("I\u{307}stanbul", "istanbul"),
      // Diacritics, composed or not.
      ("Şükrü Çağlayan", "sukru caglayan"), ("s\u{327}u\u{308}kru", "sukru"), ("GARCÍA", "garcia"),
      ("Ångström", "angstrom"),
      ("ÖĞÜŞÇ öğüşç", "ogusc ogusc"), ("Tiếng Việt", "tieng viet"),
      // Compatibility variants and ligatures.
      ("ﬁrma", "firma"), ("ﬃ", "ffi"), ("ＡＢＣ１２", "abc12"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("x²", "x2"),
      // What has no case or marks stays.
      ("", ""), (" a  b ", " a  b "), ("日本語", "日本語"), ("+90 232 555 01 10", "+90 232 555 01 10"), ("👍🏽", "👍🏽"),
      ("ABC-xyz@Örnek.EXAMPLE", "abc-xyz@ornek.example"),
    ])
  func folded(text: String, folded: String) {
    #expect(TextFolding.fold(text) == folded)
  }

  @Test("folding what is folded changes nothing")
  func idempotent() {
    // Each scalar of the Basic Multilingual Plane that may begin a word.
    for value in (1...0xFFFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
      let once = TextFolding.fold("a\(scalar)b")
      #expect(TextFolding.fold(once) == once, "U+\(String(value, radix: 16))")
    }
  }

  @Test("composed and decomposed text fold alike")
  func normalisation() {
    for (composed, decomposed) in [("é", "e\u{301}"), ("ğ", "g\u{306}"), ("İ", "I\u{307}"), ("가", "\u{1100}\u{1161}")] {
      #expect(TextFolding.fold("x\(composed)y") == TextFolding.fold("x\(decomposed)y"))
    }
  }

  @Test("ill-formed text, which decoding has mended, and the longest expansions")
  func illFormed() {
    let mended = String(decoding: [0x41, 0xFF, 0xC4, 0x42, 0xED, 0xA0, 0x80] as [UInt8], as: UTF8.self)
    #expect(TextFolding.fold(mended).hasPrefix("a\u{FFFD}"))
    #expect(TextFolding.fold("a\0B") == "a\0b")
    // U+FDFA is one letter of three bytes that stands for eighteen.
    let ligature = TextFolding.fold("\u{FDFA}")
    #expect(ligature.unicodeScalars.count >= 15)
    let many = TextFolding.fold(String(repeating: "\u{FDFA}", count: 5_000))
    #expect(many == String(repeating: ligature, count: 5_000))
  }

  @Test("a megabyte folds, and a thousand marks on one letter do no harm")
  func large() {
    let text = String(repeating: "Şükrü ", count: 150_000)
    #expect(TextFolding.fold(text) == String(repeating: "sukru ", count: 150_000))
    let heap = "a" + String(repeating: "\u{301}\u{327}", count: 50_000)
    #expect(TextFolding.fold(heap) == "a")
  }
}
