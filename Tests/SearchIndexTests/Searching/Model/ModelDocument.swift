import TextAnalysis

@testable import SearchIndex

/// A document with its words analysed by the test itself.
struct ModelDocument {
  struct Word {
    var form: Int
    var folded: Int
    var stem: Int
  }

  struct Text {
    var field: Int
    var words: [Word]
  }

  let document: IndexDocument
  /// Which of all documents ever added: its column 1.
  let version: Int
  let texts: [Text]
  let norm: UInt8

  init(_ document: IndexDocument, version: Int, schema: IndexSchema, analysis: ModelAnalysis) {
    (self.document, self.version) = (document, version)
    texts = document.texts.map { text in
      Text(field: text.field, words: analysis.words(of: text.bytes).map { analysis.analyzed($0, text.language) })
    }
    let length = texts.reduce(0) { $0 + $1.words.count * schema.texts[$1.field].weight }
    norm = LengthCode.encode(length / schema.unit)
  }

  /// Weight of the occurrences of a stem in some texts, or in all.
  func weight(of stem: Int, in fields: Set<Int>?, _ schema: IndexSchema) -> Int {
    var sum = 0
    for text in texts where fields?.contains(text.field) ?? true {
      for word in text.words where word.stem == stem { sum += schema.texts[text.field].weight }
    }
    return sum
  }
}

/// Words of texts as numbers, so that they are compared quickly.
final class ModelAnalysis {
  private struct Key: Hashable {
    var word: [UInt8]
    var language: TextLanguage
  }

  private let scanner = WordScanner()
  let analyzer = WordAnalyzer()
  private var known: [Key: ModelDocument.Word] = [:]
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var strings: [[UInt8]] = []

  func words(of text: [UInt8]) -> [[UInt8]] {
    var ranges = WordRanges()
    text.withUnsafeBytes { scanner.scan($0, into: &ranges) }
    return (0..<ranges.count).map { Array(text[Int(ranges[$0].start)..<Int(ranges[$0].end)]) }
  }

  func number(_ string: [UInt8]) -> Int {
    if let number = numbers[string] { return number }
    numbers[string] = strings.count
    strings.append(string)
    return strings.count - 1
  }

  func analyzed(_ word: [UInt8], _ language: TextLanguage) -> ModelDocument.Word {
    let key = Key(word: word, language: language)
    if let found = known[key] { return found }
    let analysis = word.withUnsafeBytes { analyzer.analyze($0, language) }
    let result = ModelDocument.Word(
      form: number(analysis.form), folded: number(analysis.folded), stem: number(analysis.stem))
    known[key] = result
    return result
  }

  func stems(_ word: [UInt8], _ languages: [TextLanguage]) -> Set<Int> {
    Set(word.withUnsafeBytes { analyzer.stems($0, languages: languages) }.map(number))
  }
}
