import Testing

@testable import TextAnalysis

@Suite("Words of a text")
struct WordScannerTests {
  @Test(
    "what is a word",
    arguments: [
      ("", []), (" \t\r\n", []), ("a", ["a"]), ("...", []), ("Hello, world!", ["Hello", "world"]),
      // What ICU takes for one word is divided.
      ("foo.bar@example.org", ["foo", "bar", "example", "org"]), ("can't İstanbul'da", ["can", "t", "İstanbul", "da"]),
      ("İstanbul’da", ["İstanbul", "da"]),
      ("3.14 1,000 snake_case a:b", ["3", "14", "1", "000", "snake", "case", "a", "b"]),
      // What belongs together stays so.
      ("Şükrü ÇAĞLAYAN ısırgan", ["Şükrü", "ÇAĞLAYAN", "ısırgan"]), ("a1b2 İ2024/15", ["a1b2", "İ2024", "15"]),
      ("s\u{327}u\u{308}kru", ["s\u{327}u\u{308}kru"]), ("gö\u{AD}rüş me", ["gö\u{AD}rüş", "me"]),
      ("re\u{AD}port", ["re\u{AD}port"]), ("می\u{200C}خواهم رفت", ["می\u{200C}خواهم", "رفت"]),
      ("ªµº ¶§©®²³¼ × ÷ 5×3", ["ªµº", "5", "3"]),
      // Invisible and marking characters at the edges are no part of a word.
      ("\u{FEFF}Panthers\u{200B}savunma\u{AD} \u{301}x", ["Panthers", "savunma", "x"]),
      ("–dash—“quote”•bullet…end", ["dash", "quote", "bullet", "end"]), ("→arrow←😀smile🏽👩‍👩‍👧x", ["arrow", "smile", "x"]),
      ("Привет, мир. Καλημέρα κόσμε", ["Привет", "мир", "Καλημέρα", "κόσμε"]), ("שלום ובית'ל", ["שלום", "ובית", "ל"]),
      ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]), ("한국어 단어", ["한국어", "단어"]), ("١٢٣ ১২", ["١٢٣", "১২"]),
      // Scripts without spaces are divided by dictionaries.
      ("今天天气很好", ["今天", "天气", "很好"]), ("これはテストです。", ["これ", "は", "テスト", "です"]),
      ("สวัสดีชาวโลก", ["สวัสดี", "ชาว", "โลก"]), ("PDF文件2份", ["PDF", "文件", "2", "份"]),
    ] as [(String, [String])])
  func words(text: String, words: [String]) {
    #expect(ScannedText.words(text) == words)
    // The same at every place of a block of 64 bytes.
    for shift in [1, 30, 61, 62, 63, 64, 65, 127] {
      #expect(ScannedText.words(String(repeating: ".", count: shift) + text) == words, "shifted by \(shift)")
      #expect(ScannedText.words(text + String(repeating: " ", count: shift)) == words)
    }
  }

  @Test("bytes that are no UTF-8 stand between words")
  func illFormed() {
    let cases: [([UInt8], [WordRange])] = [
      ([0x61, 0xFF, 0x62], [.init(start: 0, end: 1), .init(start: 2, end: 3)]),
      ([0x61, 0xC3], [.init(start: 0, end: 1)]), ([0xC3], []), ([0x80, 0x61], [.init(start: 1, end: 2)]),
      ([0x61, 0xC0, 0xAF, 0x62], [.init(start: 0, end: 1), .init(start: 3, end: 4)]),
      ([0x61, 0xED, 0xA0, 0x80, 0x62], [.init(start: 0, end: 1), .init(start: 4, end: 5)]),
      ([0xE4, 0xBB, 0x61], [.init(start: 2, end: 3)]), ([0xF4, 0x90, 0x80, 0x80], []),
    ]
    for (bytes, expected) in cases {
      #expect(ScannedText.ranges(bytes) == expected, "\(bytes)")
      #expect(ScannedText.rangesByICU(bytes) == expected, "\(bytes)")
    }
  }

  @Test("long words are cut between characters", arguments: ["a", "ğ", "漢", "д", "a\u{301}", "𝐀"])
  func long(letter: String) {
    let bytes = [UInt8](String(repeating: letter, count: 100_000 / letter.utf8.count).utf8)
    let found = ScannedText.ranges(bytes)
    #expect(found == ScannedText.rangesByICU(bytes))
    var at: UInt32 = 0
    for word in found {
      #expect(word.start == at && word.end > word.start && word.end - word.start <= 255)
      #expect(bytes[Int(word.start)] & 0xC0 != 0x80)
      at = word.end
    }
    #expect(at == UInt32(bytes.count))
    // The first part is the same whatever stands around the word.
    #expect(ScannedText.ranges([0x2E] + bytes).first?.end == found.first.map { $0.end + 1 })
  }

  @Test("exactly the longest word is one", arguments: [254, 255, 256, 511])
  func limit(count: Int) {
    for before in 0..<70 {
      let bytes = [UInt8](repeating: 0x20, count: before) + [UInt8](repeating: 0x78, count: count) + [0x20]
      #expect(ScannedText.ranges(bytes).count == (count + 254) / 255)
    }
  }

  @Test("ranges keep their memory, and give it back when told")
  func reuse() {
    var ranges = WordRanges()
    for index in 0..<10_000 as Range<UInt32> { ranges.append(WordRange(start: index, end: index + 1)) }
    let (count, last) = (ranges.count, ranges[9_999])
    #expect(count == 10_000)
    #expect(last == WordRange(start: 9_999, end: 10_000))
    ranges.removeAll(keeping: 10)
    let isEmpty = ranges.isEmpty
    #expect(isEmpty)
    ranges.append(WordRange(start: 1, end: 2))
    ranges.removeAll()
    let lent = ranges.withUnsafeWords { $0.count }
    #expect(lent == 0)
  }
}
