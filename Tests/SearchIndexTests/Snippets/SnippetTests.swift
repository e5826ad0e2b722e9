import SearchIndex
import Testing

/// The words of a text between white space and punctuation; those that begin with a term match it.
func snippetWords(_ text: String, _ terms: [String]) -> [SnippetWord] {
  var words: [SnippetWord] = []
  var (start, word) = (0, "")
  var place = 0
  func end() {
    guard !word.isEmpty else { return }
    let term = terms.firstIndex { word.hasPrefix($0) }.map { Int32($0) } ?? -1
    words.append(SnippetWord(start: UInt32(start), end: UInt32(place), term: term))
    word = ""
  }
  for scalar in text.unicodeScalars {
    let isOfWord =
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark
    if isOfWord, word.isEmpty { start = place }
    if isOfWord { word.unicodeScalars.append(scalar) } else { end() }
    place += UTF8.width(scalar)
  }
  end()
  return words
}

func snippet(_ text: String, _ terms: String..., characters: Int = 160, fragments: Int = 1) -> Snippet {
  let maker = SnippetMaker(SnippetOptions(characters: characters, fragments: fragments))
  return maker.snippet(of: text, words: snippetWords(text, terms))
}

extension Snippet {
  var marked: [String] { highlights.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } }
}

@Suite("Snippets")
struct SnippetTests {
  @Test("a short text is shown whole, on one line")
  func whole() {
    let made = snippet("  Sayın ilgili,\r\n\r\n\tödeme planı ektedir. ", "ödeme")
    #expect(made.text == "Sayın ilgili, ödeme planı ektedir.")
    #expect(made.plainText == "Sayın ilgili, **ödeme** planı ektedir.")
    #expect(made.terminalText == "Sayın ilgili, \u{1B}[1mödeme\u{1B}[22m planı ektedir.")
    #expect(made.json == "{\"text\":\"Sayın ilgili, ödeme planı ektedir.\",\"highlights\":[[15,21]]}")
  }

  @Test("without a match the beginning is shown, cut behind a word")
  func beginning() {
    let text = "\n\n" + String(repeating: "kelime ", count: 100)
    let made = snippet(text, characters: 30)
    #expect(made == Snippet(text: "kelime kelime kelime kelime…", highlights: []))
    #expect(snippet("").text == "")
    #expect(snippet(" \n ").text == "")
    #expect(snippet("\u{0}\u{0}a").text == "a")
  }

  @Test("the part with most terms is taken, of those the one with most matches, then the earliest")
  func choice() {
    let gap = String(repeating: " başka", count: 60) + " "
    #expect(
      snippet("fatura bir" + gap + "fatura ve ödeme" + gap, "fatura", "ödeme", characters: 40).marked == [
        "fatura", "ödeme",
      ])
    #expect(
      snippet("fatura bir" + gap + "fatura fatura" + gap, "fatura", characters: 40).marked == ["fatura", "fatura"])
    let first = snippet("fatura bir" + gap + "fatura iki", "fatura", characters: 20).text
    #expect(first.hasPrefix("fatura bir"))
  }

  @Test("several fragments show several terms, in the order of the text")
  func fragments() {
    let gap = String(repeating: " başka", count: 60) + " "
    let text = "ilk ödeme günü" + gap + "son fatura tarihi" + gap + "ödeme yine"
    let made = snippet(text, "fatura", "ödeme", characters: 60, fragments: 2)
    #expect(made.marked == ["ödeme", "fatura"])
    #expect(made.text.hasPrefix("ilk ödeme günü"))
    #expect(made.text.contains(" … "))
    #expect(made.text.hasSuffix("…"))
    // With nothing new to show there is one.
    #expect(!snippet("ödeme" + gap + "ödeme", "ödeme", characters: 60, fragments: 2).text.contains(" … "))
    let close = "alfa " + String(repeating: "x ", count: 20) + "beta"
    #expect(snippet(close, "alfa", "beta", characters: 60, fragments: 2).text == close)
  }

  @Test("matches at both ends of a text")
  func ends() {
    let gap = String(repeating: " aa", count: 100) + " "
    let atBeginning = snippet("fatura" + gap, "fatura", characters: 20)
    #expect(atBeginning.text == "fatura aa aa aa aa…")
    #expect(atBeginning.highlights == [0..<6])
    let atEnd = snippet(gap + "fatura", "fatura", characters: 20)
    #expect(atEnd.text == "…aa aa aa aa fatura")
    #expect(atEnd.marked == ["fatura"])
  }

  @Test("a word longer than all of it is cut, and marked as far as it is shown")
  func longWord() {
    let word = String(repeating: "ğ", count: 5_000)
    let made = snippet("bir " + word + " iki", "ğ", characters: 50)
    #expect(made.text == "…" + String(repeating: "ğ", count: 50) + "…")
    #expect(made.highlights == [3..<103])
    #expect(snippet(word, characters: 50).text == String(repeating: "ğ", count: 50) + "…")
    let huge = String(repeating: "x", count: 300_000) + " fatura " + String(repeating: "y", count: 300_000)
    #expect(snippet(huge, "fatura", characters: 30).text == "…fatura…")
  }

  @Test(
    "characters of several code points stay whole",
    arguments: ["👨‍👩‍👧‍👦", "🇹🇷", "👍🏽", "g\u{306}", "e\u{301}\u{323}", "각", "नि", "1\u{FE0F}\u{20E3}"])
  func clusters(character: String) {
    for length in 1...24 {
      let text = String(repeating: character, count: 30) + " fatura " + String(repeating: character, count: 30)
      let made = snippet(text, "fatura", characters: length)
      let rest = made.text.replacing("…", with: "").replacing("fatura", with: "").replacing(" ", with: "")
      #expect(rest.allSatisfy { String($0) == character || "fatura".contains($0) }, "\(made.text)")
      #expect(made.text.count <= length + 2)
    }
    // Within a match the marks lie around whole characters, too.
    let made = snippet("a" + character + "b", "a", characters: 10)
    #expect(made.text == "a" + character + "b")
  }

  @Test("what is longer than anything to be shown is left out, not taken apart")
  func monster() {
    let monster = "a" + String(repeating: "\u{301}", count: 50_000)
    #expect(snippet(monster, "a", characters: 20).text == "…")
    #expect(snippet("fatura " + monster, "fatura", characters: 20).text == "fatura…")
    #expect(snippet(monster + " fatura", "fatura", characters: 20).text == "…fatura")
  }

  @Test("nothing that steers a terminal is shown, and JSON stays JSON")
  func harmless() {
    let made = snippet("a\u{1B}[31mb \u{202E}ters\u{202C} ke\u{AD}lime \"x\\", "kelime", "ke")
    #expect(made.text == "a [31mb ters kelime \"x\\")
    #expect(made.json.hasPrefix("{\"text\":\"a [31mb ters kelime \\\"x\\\\\",\"highlights\":"))
  }

  @Test("ill-formed bytes and words outside of the text do no harm")
  func hostile() {
    let bytes: [UInt8] = [0xFF, 0x66, 0x61, 0xC3, 0x20, 0x78, 0xF0, 0x9F]
    let words = [
      SnippetWord(start: 1, end: 3, term: 0), SnippetWord(start: 0, end: 900, term: 1),
      SnippetWord(start: 5, end: 4, term: 2), SnippetWord(start: .max, end: .max, term: 3),
    ]
    let made = bytes.withUnsafeBytes { SnippetMaker().snippet(of: $0, words: words) }
    #expect(made.text == "\u{FFFD}fa\u{FFFD} x\u{FFFD}")
    #expect(made.marked == ["fa"])
  }

  @Test("without spaces the words say where to cut")
  func unspaced() {
    let text = String(repeating: "日本語", count: 40)
    let words = (UInt32(0)..<40).map { (number: UInt32) -> SnippetWord in
      SnippetWord(start: number * 9, end: number * 9 + 9, term: number == 20 ? 0 : -1)
    }
    let made = SnippetMaker(SnippetOptions(characters: 13)).snippet(of: text, words: words)
    #expect(made.text == "…日本語日本語日本語…" || made.text == "…日本語日本語日本語日本語…")
    #expect(made.marked == ["日本語"])
  }

  @Test("the laws hold for any text", arguments: 1...30)
  func laws(seed: UInt64) {
    var random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let parts: [String] = [
      " ", " ", "\n", "fatura", "ödeme", "kelime", "👨‍👩‍👧", "\u{301}", ".", "日本", "\u{AD}", "🇹🇷", "x", "İ", "\r\n",
      "\u{0}",
    ]
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 0...300, using: &random) { text += parts.randomElement(using: &random) ?? "" }
      let length = Int.random(in: 1...80, using: &random)
      let count = Int.random(in: 1...3, using: &random)
      let made = snippet(text, "fatura", "ödeme", "İ", characters: length, fragments: count)
      // Each fragment may have a mark of three characters before it, and there is one at the end.
      #expect(made.text.count <= length + 3 * count + 1, "\(text)")
      var end = 0
      for range in made.highlights {
        #expect(range.lowerBound >= end && !range.isEmpty && range.upperBound <= made.text.utf8.count)
        end = range.upperBound + 1
        #expect(String(validating: Array(made.text.utf8)[range], as: UTF8.self) != nil)
      }
      #expect(!made.text.unicodeScalars.contains { $0.value < 0x20 })
      // No character is new: none was taken apart. A mark may have lost what it stood on, where that is not shown.
      let known = Set(text).union([" ", "…"])
      #expect(made.text.allSatisfy { known.contains($0) || $0.unicodeScalars.contains("\u{301}") }, "\(text)")
    }
  }

  @Test("a text of megabytes costs no more than its words")
  func large() {
    let text = Array(String(repeating: "fatura kelime ödeme ", count: 200_000).utf8)
    var words: [SnippetWord] = []
    for start in stride(from: UInt32(0), to: UInt32(text.count), by: 21) {
      words.append(SnippetWord(start: start, end: start + 6, term: 0))
      words.append(SnippetWord(start: start + 14, end: start + 20, term: 1))
    }
    let made = text.withUnsafeBytes { SnippetMaker().snippet(of: $0, words: words) }
    #expect(made.text.hasPrefix("fatura kelime ödeme fatura"))
    #expect(made.text.count <= 161)
  }
}
