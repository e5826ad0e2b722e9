import Testing

@testable import Extraction

struct RecognisedPageTests {
  private func table(_ words: [(place: String, confidence: String, text: String)]) -> [UInt8] {
    Array(
      ("level\tpage_num\n" + words.map { "5\t\($0.place)\t1\t0\t0\t9\t9\t\($0.confidence)\t\($0.text)\n" }.joined())
        .utf8)
  }

  @Test func wordsStandInLinesAndParagraphs() {
    let page = RecognisedPage(
      table: table([
        ("1\t1\t1\t1", "95.2", "GEÇİCİ"), ("1\t1\t1\t1", "90", "KABUL"), ("1\t1\t1\t2", "91", "Sayı"),
        ("1\t2\t1\t1", "96", "son"),
      ]))
    #expect(page.text == "GEÇİCİ KABUL\nSayı\n\nson")
  }

  @Test func picturesTakenForWordsHaveNone() {
    #expect(RecognisedPage(table: table([("1\t1\t1\t1", "30", "ill|I"), ("1\t1\t1\t1", "60", "§")])).text.isEmpty)
    #expect(RecognisedPage(table: Array("garbage\n\t\t\t".utf8)).text.isEmpty)
  }
}
