internal import CICU

/// Turns words into terms. One instance a thread (it holds the stemmers); whoever analyses many words remembers the
/// outcome of each, for a word costs microseconds.
public final class WordAnalyzer {
  /// Bytes of the longest word that is stemmed: what is longer is no word of a language.
  public static let longestStemmed = 64

  private var stemmers: [TextLanguage: Stemmer] = [:]

  public init() {}

  /// - Parameter word: UTF-8, as ``WordScanner`` finds it; what is none is analysed all the same. Not empty.
  public func analyze(_ word: UnsafeRawBufferPointer, _ language: TextLanguage) -> AnalyzedWord {
    word.withMemoryRebound(to: UInt8.self) { analyze($0, language) }
  }

  /// All stems under which a word of a query may stand in the index, each once.
  ///
  /// Texts without a language need none of their own here: their words have the stem of English or Turkish.
  /// - Parameter languages: Languages that the texts are in; English and Turkish where empty.
  public func stems(_ word: UnsafeRawBufferPointer, languages: [TextLanguage] = []) -> [[UInt8]] {
    var stems: [[UInt8]] = []
    for language in languages.isEmpty ? [.english, .turkish] : languages {
      let stem = analyze(word, language).stem
      if !stems.contains(stem) { stems.append(stem) }
    }
    return stems
  }

  private func analyze(_ word: UnsafeBufferPointer<UInt8>, _ language: TextLanguage) -> AnalyzedWord {
    let folded = TextFolding.fold(word)
    let form = lower(word, folded, turkish: language == .turkish)
    guard !folded.isEmpty, !form.isEmpty else {
      let raw = [UInt8](word)
      return AnalyzedWord(form: raw, folded: raw, stem: raw)
    }
    let stem = stem(form, folded, language)
    return AnalyzedWord(form: form, folded: folded, stem: stem)
  }

  private func lower(_ word: UnsafeBufferPointer<UInt8>, _ folded: [UInt8], turkish: Bool) -> [UInt8] {
    if word.allSatisfy({ $0 < 0x80 && ($0 != 0x49 || !turkish) }) { return folded }
    guard word.count <= Int(CICU_LONGEST_LOWER), let start = word.baseAddress else { return [UInt8](word) }
    let room = word.count * 20 + 16
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { output in
      let written = start.withMemoryRebound(to: CChar.self, capacity: word.count) {
        cicu_lower($0, Int32(word.count), turkish ? 1 : 0, output.baseAddress, Int32(room))
      }
      return written < 0
        ? [UInt8](word) : [UInt8](UnsafeRawBufferPointer(start: output.baseAddress, count: Int(written)))
    }
  }

  private func stem(_ form: [UInt8], _ folded: [UInt8], _ language: TextLanguage) -> [UInt8] {
    if folded.count > Self.longestStemmed || folded.contains(where: { (0x30...0x39).contains($0) }) { return folded }
    let language = language == .unknown ? Self.likelyLanguage(of: form, folded) : language
    if language == .turkish { return TurkishStemmer.stem(folded) }
    // English has no diacritics of its own: the résumé is the resume.
    guard let found = stemmer(language)?.stem(language == .english ? folded : form) else { return folded }
    let stem = found.withUnsafeBufferPointer { TextFolding.fold($0) }
    return stem.isEmpty ? folded : stem
  }

  /// For a text without a language: Turkish where there is a ğ or ı, else English where the letters are Latin ones, which
  /// suits addresses and short notes best and is the same with and without diacritics.
  private static func likelyLanguage(of form: [UInt8], _ folded: [UInt8]) -> TextLanguage {
    let isTurkish = zip(form, form.dropFirst()).contains { $0 == 0xC4 && ($1 == 0x9F || $1 == 0xB1) }
    if isTurkish { return .turkish }
    return folded.allSatisfy { $0 < 0x80 } ? .english : .unknown
  }

  private func stemmer(_ language: TextLanguage) -> Stemmer? {
    guard language != .unknown else { return nil }
    if let known = stemmers[language] { return known }
    let stemmer = Stemmer(algorithm: language.code)
    stemmers[language] = stemmer
    return stemmer
  }
}

@available(*, unavailable)
extension WordAnalyzer: Sendable {}
