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
    case tree
  }

  private(set) var words: [WordLookup.QueryWord] = []
  private(set) var prefixes: [[UInt8]] = []
  private(set) var clause: Clause = .nothing
  private(set) var root: Root = .tree
  private var wordNumbers: [[UInt8]: Int] = [:]

  init(_ request: SearchRequest, schema: IndexSchema) {
    let (scanner, analyzer) = (WordScanner(), WordAnalyzer())
    clause = compile(request.clause, request.languages, scanner, analyzer) ?? .nothing
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
    default: return .tree
    }
  }

  /// Nil where a part has no words at all, such as a dash between two words: it asks for nothing.
  private mutating func compile(
    _ clause: SearchClause, _ languages: [TextLanguage], _ scanner: WordScanner, _ analyzer: WordAnalyzer
  ) -> Clause? {
    switch clause {
    case .all: return .all
    case .nothing: return .nothing
    case .words(let text, let fields):
      let words = analyzed(ApostropheSuffix.removed(from: text), languages, scanner, analyzer)
      return words.isEmpty ? nil : .phrase(Phrase(words: words, fields: fields))
    case .prefix(let text, let fields):
      return prefix(text, fields, languages, scanner, analyzer)
    case .keyword(let kind, let value): return .keyword(KeywordTerm.key(kind: kind, value: value))
    case .keywordPrefix(let kind, let value): return .keywordPrefix(KeywordTerm.key(kind: kind, value: value))
    case .range(let column, let limits): return .range(column: column, limits)
    case .keys(let keys): return .keys(keys)
    case .not(let part):
      guard let part = compile(part, languages, scanner, analyzer) else { return nil }
      return .and([.all], excluded: [part])
    case .or(let parts):
      let compiled = parts.compactMap { compile($0, languages, scanner, analyzer) }
      guard compiled.count != 1 else { return compiled[0] }
      return compiled.isEmpty ? (parts.isEmpty ? .nothing : nil) : .or(compiled)
    case .and(let parts): return and(parts, languages, scanner, analyzer)
    }
  }

  private mutating func and(
    _ parts: [SearchClause], _ languages: [TextLanguage], _ scanner: WordScanner, _ analyzer: WordAnalyzer
  ) -> Clause? {
    var wanted: [Clause] = []
    var excluded: [Clause] = []
    for part in parts {
      if case .not(let inner) = part {
        if let inner = compile(inner, languages, scanner, analyzer) { excluded.append(inner) }
      } else if let compiled = compile(part, languages, scanner, analyzer) {
        wanted.append(compiled)
      }
    }
    if wanted.isEmpty {
      guard !excluded.isEmpty || parts.isEmpty else { return nil }
      wanted = [.all]
    }
    if wanted.count == 1, excluded.isEmpty { return wanted[0] }
    return .and(wanted, excluded: excluded)
  }

  private mutating func analyzed(
    _ text: String, _ languages: [TextLanguage], _ scanner: WordScanner, _ analyzer: WordAnalyzer
  ) -> [Int] {
    var ranges = WordRanges()
    return Array(text.utf8).withUnsafeBytes { bytes in
      scanner.scan(bytes, into: &ranges)
      var words: [Int] = []
      for index in 0..<ranges.count {
        let range = ranges[index]
        words.append(
          number(UnsafeRawBufferPointer(rebasing: bytes[Int(range.start)..<Int(range.end)]), languages, analyzer))
      }
      return words
    }
  }

  private mutating func number(
    _ word: UnsafeRawBufferPointer, _ languages: [TextLanguage], _ analyzer: WordAnalyzer
  ) -> Int {
    let key = [UInt8](word)
    if let number = wordNumbers[key] { return number }
    let analysis = analyzer.analyze(word, languages.first ?? .unknown)
    words.append(
      WordLookup.QueryWord(
        form: analysis.form, folded: analysis.folded, stems: analyzer.stems(word, languages: languages)))
    wordNumbers[key] = words.count - 1
    return words.count - 1
  }

  /// The words before the last must stand as they are; the last may go on.
  private mutating func prefix(
    _ text: String, _ fields: Set<Int>?, _ languages: [TextLanguage], _ scanner: WordScanner, _ analyzer: WordAnalyzer
  ) -> Clause? {
    var ranges = WordRanges()
    let bytes = Array(text.utf8)
    let folded: [UInt8]? = bytes.withUnsafeBytes { bytes in
      scanner.scan(bytes, into: &ranges)
      guard ranges.count > 0 else { return nil }
      let range = ranges[ranges.count - 1]
      return analyzer.analyze(
        UnsafeRawBufferPointer(rebasing: bytes[Int(range.start)..<Int(range.end)]), languages.first ?? .unknown
      ).folded
    }
    guard let folded else { return nil }
    prefixes.append(folded)
    let last = Clause.prefix(folded, fields: fields, index: prefixes.count - 1)
    guard ranges.count > 1 else { return last }
    let before = String(decoding: bytes[..<Int(ranges[ranges.count - 1].start)], as: UTF8.self)
    let words = analyzed(before, languages, scanner, analyzer)
    return .and([.phrase(Phrase(words: words, fields: fields)), last], excluded: [])
  }
}

/// What the words of a plan stand for in each segment, and how rare they are in all.
struct QueryResolution {
  /// By segment, then by word.
  private(set) var words: [[[WordPostings]]] = []
  private(set) var prefixes: [[[WordPostings]]] = []
  private(set) var rarities: [Float] = []
  private(set) var prefixRarities: [Float] = []

  init(_ plan: QueryPlan, _ snapshot: IndexSnapshot) throws(IndexError) {
    var frequencies = [Int](repeating: 0, count: plan.words.count)
    var prefixFrequencies = [Int](repeating: 0, count: plan.prefixes.count)
    var documents = 0
    let words = try Self.widened(plan.words, snapshot)
    for segment in snapshot.segments {
      let lookup = WordLookup(segment: segment)
      documents += segment.documentCount
      var found: [[WordPostings]] = []
      for (index, word) in words.enumerated() {
        let postings = try lookup.postings(of: word)
        frequencies[index] += postings.reduce(0) { $0 + $1.term.documents }
        found.append(postings)
      }
      self.words.append(found)
      var begun: [[WordPostings]] = []
      for (index, prefix) in plan.prefixes.enumerated() {
        let postings = try lookup.postings(prefix: prefix)
        // The documents of the most frequent: what a reader would call how rare it is.
        prefixFrequencies[index] += postings.reduce(0) { max($0, $1.term.documents) }
        begun.append(postings)
      }
      prefixes.append(begun)
    }
    // Words that stand for several terms count by the postings of all.
    rarities = frequencies.map { Ranking.rarity(frequency: $0, documents: documents) }
    prefixRarities = prefixFrequencies.map { Ranking.rarity(frequency: $0, documents: documents) }
  }

  private static func widened(
    _ words: [WordLookup.QueryWord], _ snapshot: IndexSnapshot
  ) throws(IndexError) -> [WordLookup.QueryWord] {
    guard snapshot.segments.count > 1 else { return words }
    var words = words
    for index in words.indices {
      for segment in snapshot.segments {
        for stem in try WordLookup(segment: segment).furtherStems(of: words[index]) { words[index].stems.append(stem) }
      }
    }
    return words
  }
}
