import Testing

@testable import TextAnalysis

@Suite("Language of a text")
struct LanguageDetectorTests {
  static func detect(_ text: String) -> TextLanguage {
    Array(text.utf8).withUnsafeBytes { LanguageDetector().detect($0) }
  }

  @Test(
    "paragraphs and questions", .enabled(if: Corpora.folder != nil, "EVRAK_CORPORA is not set"),
    arguments: [TextLanguage.english, .turkish])
  func corpus(language: TextLanguage) throws {
    let paragraphs = try Corpora.Questions.load(language.code)
    let questions = paragraphs.flatMap { $0.qas.map(\.question) }
    let texts = paragraphs.map(\.context)
    #expect(texts.count == 240)
    #expect(texts.filter { Self.detect($0) == language }.count * 100 >= texts.count * 99)
    #expect(questions.filter { Self.detect($0) == language }.count * 100 >= questions.count * 95)
  }

  @Test(
    "short texts",
    arguments: [
      ("toplanti yarin saat 10da, gelebilir misin", TextLanguage.turkish), ("Merhaba, faturayı gönderdim.", .turkish),
      ("tamam geliyorum", .turkish), ("Sayin yetkili, odemeniz alinmistir, tesekkur ederiz", .turkish),
      ("siparisiniz kargoya verildi, bilginize", .turkish), ("Thanks, see you at the meeting tomorrow", .english),
      ("Could you please send me the report?", .english), ("Vielen Dank für Ihre Nachricht, wir melden uns", .german),
      ("Bonjour, merci pour votre réponse", .french), ("Hola, gracias por su mensaje", .spanish),
      ("Grazie per la risposta, non ho ancora ricevuto il pacco", .italian),
      ("Bedankt voor je bericht, het is goed", .dutch),
      ("Obrigado pela resposta, não recebi o documento", .portuguese), ("Привет, встреча завтра в десять", .russian),
      ("Tack för ditt meddelande, jag återkommer och ringer", .swedish),
    ])
  func short(text: String, language: TextLanguage) {
    #expect(Self.detect(text) == language)
  }

  @Test(
    "unknown when unsure",
    arguments: [
      "", " ", "12345 67890", "OK", "日本語のテキスト", "PO-2024/15 REV B", "Я люблю її і її дім", "xkcd qwrt zzz", "ne",
    ])
  func unsure(text: String) {
    #expect(Self.detect(text) == .unknown)
  }

  @Test("any bytes")
  func anyBytes() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...300, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      _ = bytes.withUnsafeBytes { LanguageDetector().detect($0) }
    }
    // Only the first part of a text is read.
    let english = String(repeating: "this is the text of the letter ", count: 200)
    #expect(Self.detect(english + String(repeating: "bu bir mektup ve devamı ", count: 10_000)) == .english)
    let letters = [UInt8](repeating: 0xC4, count: 10_000)
    #expect(letters.withUnsafeBytes { LanguageDetector().detect($0) } == .unknown)
  }
}
