import TextAnalysis

/// A query with its words analysed, before any segment was looked at.
struct QueryPlan: Sendable {
  /// Words that must stand one behind another; one word where there is no phrase.
  struct Phrase: Hashable, Sendable {
    /// Indices into `QueryPlan.words`.
    var words: [Int]
    var fields: Set<Int>?
  }

  indirect enum Clause: Sendable {
    case all
    case nothing
    case phrase(Phrase)
    case prefix([UInt8], fields: Set<Int>?, index: Int)
    case keyword([UInt8])
    case keywordPrefix([UInt8])
    case range(column: Int, ClosedRange<Int64>)
    case keys(Set<UInt64>)
    case and([Clause], excluded: [Clause])
    case or([Clause])
  }

  /// The forms of queries that have a loop of their own.
  enum Root: Sendable {
    case word(Int)
    case allWords([Int])
    case anyWords([Int])
    case phrase(Phrase)
    case prefix(Int)
    case tree
  }

  private(set) var words: [WordLookup.QueryWord] = []
  private(set) var prefixes: [[UInt8]] = []
  private(set) var clause: Clause = .nothing
  private(set) var root: Root = .tree
  /// The words as the query has them; a dictionary of them only where they are many.
  private var written: [[UInt8]] = []
  private var wordNumbers: [[UInt8]: Int] = [:]
  private static let few = 8

  init(_ request: SearchRequest, schema: IndexSchema) {
    AnalysisTools.with { clause = compile(request.clause, request.languages, $0) ?? .nothing }
    root = Self.root(of: clause)
  }

  /// Words that are asked for side by side, in the order of the query.
  var neighbours: [Int] {
    let parts: [Clause]
    switch clause {
    case .and(let wanted, _): parts = wanted
    case .or(let any): parts = any
    default: return []
    }
    return parts.compactMap { part in
      guard case .phrase(let phrase) = part, phrase.words.count == 1, phrase.fields == nil else { return nil }
      return phrase.words[0]
    }
  }

  private static func root(of clause: Clause) -> Root {
    func word(_ clause: Clause) -> Int? {
      guard case .phrase(let phrase) = clause, phrase.words.count == 1, phrase.fields == nil else { return nil }
      return phrase.words[0]
    }
    switch clause {
    case .phrase(let phrase):
      if let word = word(clause) { return .word(word) }
      return .phrase(phrase)
    case .and(let parts, let excluded) where excluded.isEmpty:
      let words = parts.compactMap(word)
      return words.count == parts.count ? .allWords(words) : .tree
    case .or(let parts):
      let words = parts.compactMap(word)
      return words.count == parts.count ? .anyWords(words) : .tree
    case .prefix(_, fields: nil, let index): return .prefix(index)
    default: return .tree
    }
  }

  /// Nil where a part has no words at all, such as a dash between two words: it asks for nothing.
  private mutating func compile(
    _ clause: SearchClause, _ languages: [TextLanguage], _ tools: AnalysisTools
  ) -> Clause? {
    switch clause {
    case .all: return .all
    case .nothing: return .nothing
    case .words(let text, let fields):
      let words = analyzed(ApostropheSuffix.removed(from: text), languages, tools)
      return words.isEmpty ? nil : .phrase(Phrase(words: words, fields: fields))
    case .prefix(let text, let fields):
      return prefix(text, fields, languages, tools)
    case .keyword(let kind, let value): return .keyword(KeywordTerm.key(kind: kind, value: value))
    case .keywordPrefix(let kind, let value):
      // Of a longer keyword no more is kept in order.
      let beginning = Array(value.prefix(KeywordTerm.longestValue))
      return .keywordPrefix(KeywordTerm.key(kind: kind, value: beginning))
    case .range(let column, let limits): return .range(column: column, limits)
    case .keys(let keys): return .keys(keys)
    case .not(let part):
      guard let part = compile(part, languages, tools) else { return nil }
      return .and([.all], excluded: [part])
    case .or(let parts):
      let compiled = Self.distinct(parts.compactMap { compile($0, languages, tools) })
      guard compiled.count != 1 else { return compiled[0] }
      return compiled.isEmpty ? (parts.isEmpty ? .nothing : nil) : .or(compiled)
    case .and(let parts): return and(parts, languages, tools)
    }
  }

  /// What is asked for twice counts once, whichever way the search takes.
  private static func distinct(_ clauses: [Clause]) -> [Clause] {
    var seen: Set<Phrase> = []
    return clauses.filter { clause in
      guard case .phrase(let phrase) = clause else { return true }
      return seen.insert(phrase).inserted
    }
  }

  private mutating func and(
    _ parts: [SearchClause], _ languages: [TextLanguage], _ tools: AnalysisTools
  ) -> Clause? {
    var wanted: [Clause] = []
    var excluded: [Clause] = []
    for part in parts {
      if case .not(let inner) = part {
        if let inner = compile(inner, languages, tools) { excluded.append(inner) }
      } else if let compiled = compile(part, languages, tools) {
        wanted.append(compiled)
      }
    }
    wanted = Self.distinct(wanted)
    if wanted.isEmpty {
      guard !excluded.isEmpty || parts.isEmpty else { return nil }
      wanted = [.all]
    }
    if wanted.count == 1, excluded.isEmpty { return wanted[0] }
    return .and(wanted, excluded: excluded)
  }

  private mutating func analyzed(_ text: String, _ languages: [TextLanguage], _ tools: AnalysisTools) -> [Int] {
    tools.withWords(text) { bytes, words in
      words.map { number(UnsafeRawBufferPointer(rebasing: bytes[$0]), languages, tools.analyzer) }
    }
  }

  private mutating func number(
    _ word: UnsafeRawBufferPointer, _ languages: [TextLanguage], _ analyzer: WordAnalyzer
  ) -> Int {
    let key = [UInt8](word)
    if let number = words.count > Self.few ? wordNumbers[key] : written.firstIndex(of: key) { return number }
    let language = languages.first ?? .unknown
    let analysis = analyzer.analyze(word, language)
    let stems = languages == [language] ? [analysis.stem] : analyzer.stems(word, languages: languages)
    words.append(WordLookup.QueryWord(form: analysis.form, folded: analysis.folded, stems: stems))
    written.append(key)
    if words.count > Self.few {
      for (number, key) in written.enumerated().dropFirst(wordNumbers.count) { wordNumbers[key] = number }
    }
    return words.count - 1
  }

  /// The words before the last must stand as they are; the last may go on.
  private mutating func prefix(
    _ text: String, _ fields: Set<Int>?, _ languages: [TextLanguage], _ tools: AnalysisTools
  ) -> Clause? {
    let (folded, before): ([UInt8]?, String) = tools.withWords(text) { bytes, words in
      guard let last = words.last else { return (nil, "") }
      let word = UnsafeRawBufferPointer(rebasing: bytes[last])
      return (
        tools.analyzer.analyze(word, languages.first ?? .unknown).folded,
        words.count > 1 ? String(decoding: bytes[..<last.lowerBound], as: UTF8.self) : ""
      )
    }
    guard let folded else { return nil }
    prefixes.append(folded)
    let last = Clause.prefix(folded, fields: fields, index: prefixes.count - 1)
    guard !before.isEmpty else { return last }
    let words = analyzed(before, languages, tools)
    return .and([.phrase(Phrase(words: words, fields: fields)), last], excluded: [])
  }
}
