import TextAnalysis

@testable import SearchIndex

/// A clause as the test understands it, and what it finds in a `ModelIndex`.
///
/// A word of a query stands for a set of stems: those that it has in the languages of the query, and those of every word
/// in some segment's dictionary that is spelled as it is but for case and diacritics. A document matches where one of its
/// words has such a stem. A stem that the document has in a form spelled exactly as the query's word counts most, else in a
/// form that folds to the same (`Exactness`).
///
/// A prefix stands for the stems of which the document has a form that begins so. Within some texts only, it is enough
/// that the texts have any form of such a stem, since positions do not say which form stands there.
struct ModelQuery {
  struct Word {
    var form: Int
    var folded: Int
    var stems: Set<Int>
    var rarity: Float
  }

  indirect enum Clause {
    case all
    case nothing
    case phrase([Word], Set<Int>?)
    case prefix([UInt8], Set<Int>?, rarity: Float)
    case keyword(IndexDocument.Keyword)
    case keywordPrefix(IndexDocument.Keyword)
    case range(Int, ClosedRange<Int64>)
    case keys(Set<UInt64>)
    case and([Clause], excluded: [Clause])
    case or([Clause])
  }

  private let index: ModelIndex
  private let languages: [TextLanguage]
  private let penalties: [Float]
  private var clause: Clause = .nothing

  init(_ clause: SearchClause, _ languages: [TextLanguage], in index: ModelIndex, averageLength: Double) {
    self.index = index
    self.languages = languages
    penalties = Ranking.penalties(averageLength: averageLength, unit: index.schema.unit)
    self.clause = compiled(clause) ?? .nothing
  }

  private var analysis: ModelAnalysis { index.analysis }

  // MARK: From the clause

  /// Nil where a part has no words: it asks for nothing and is left out of what it is a part of.
  private func compiled(_ clause: SearchClause) -> Clause? {
    switch clause {
    case .all: return .all
    case .nothing: return .nothing
    case .words(let text, let fields):
      // What stands behind an apostrophe is left out of a single word: it is an ending.
      let words = analysis.words(of: Array(ApostropheSuffix.removed(from: text).utf8)).map(word)
      return words.isEmpty ? nil : .phrase(words, fields)
    case .prefix(let text, let fields):
      let words = analysis.words(of: Array(text.utf8))
      guard let last = words.last else { return nil }
      let number = analysis.analyzed(last, languages.first ?? .unknown).folded
      let folded = analysis.strings[number]
      let prefix = Clause.prefix(folded, fields, rarity: rarity(prefix: folded))
      return words.count == 1 ? prefix : .and([.phrase(words.dropLast().map(word), fields), prefix], excluded: [])
    case .keyword(let kind, let value): return .keyword(IndexDocument.Keyword(kind: kind, value: value))
    case .keywordPrefix(let kind, let value): return .keywordPrefix(IndexDocument.Keyword(kind: kind, value: value))
    case .range(let column, let limits): return .range(column, limits)
    case .keys(let keys): return .keys(keys)
    case .not(let part): return compiled(part).map { .and([.all], excluded: [$0]) }
    case .or(let parts):
      let all = parts.compactMap(compiled)
      return all.isEmpty && !parts.isEmpty ? nil : .or(all)
    case .and(let parts):
      var (wanted, excluded): ([Clause], [Clause]) = ([], [])
      for part in parts {
        if case .not(let inner) = part {
          excluded += [compiled(inner)].compactMap(\.self)
        } else {
          wanted += [compiled(part)].compactMap(\.self)
        }
      }
      if wanted.isEmpty, excluded.isEmpty, !parts.isEmpty { return nil }
      return .and(wanted.isEmpty ? [.all] : wanted, excluded: excluded)
    }
  }

  private func word(_ bytes: [UInt8]) -> Word {
    let found = analysis.analyzed(bytes, languages.first ?? .unknown)
    var stems = analysis.stems(bytes, languages)
    for (_, segment) in index.segments {
      for spelling in segment.spellings where spelling.folded == found.folded { stems.insert(spelling.stem) }
    }
    var frequency = 0
    for document in index.segments.flatMap(\.segment.documents) {
      frequency += Set(document.texts.flatMap { $0.words.map(\.stem) }).intersection(stems).count
    }
    return Word(form: found.form, folded: found.folded, stems: stems, rarity: rarity(frequency))
  }

  private func rarity(_ frequency: Int) -> Float {
    Ranking.rarity(frequency: frequency, documents: index.segments.reduce(0) { $0 + $1.segment.documents.count })
  }

  private func rarity(prefix: [UInt8]) -> Float {
    var frequency = 0
    for (_, segment) in index.segments {
      let stems = Set(segment.spellings.filter { begins($0.folded, prefix) }.map(\.stem))
      for document in segment.documents {
        frequency += Set(document.texts.flatMap { $0.words.map(\.stem) }).intersection(stems).count
      }
    }
    return rarity(frequency)
  }

  private func begins(_ string: Int, _ prefix: [UInt8]) -> Bool { analysis.strings[string].starts(with: prefix) }

  // MARK: Against documents

  /// What a document is worth; nil where it does not match.
  func score(_ document: ModelDocument) -> Float? { score(clause, document) }

  private func score(_ clause: Clause, _ document: ModelDocument) -> Float? {
    func worth(_ matches: Bool) -> Float? { matches ? 0 : nil }
    switch clause {
    case .all: return 0
    case .nothing: return nil
    case .phrase(let words, let fields):
      return words.count == 1 && fields == nil ? score(words[0], document) : score(words, fields, document)
    case .prefix(let prefix, let fields, let rarity): return score(prefix, fields, rarity, document)
    case .keyword(let keyword): return worth(document.document.keywords.contains(keyword))
    case .keywordPrefix(let keyword):
      return worth(
        document.document.keywords.contains { $0.kind == keyword.kind && $0.value.starts(with: keyword.value) })
    case .range(let column, let limits): return worth(limits.contains(document.document.values[column]))
    case .keys(let keys): return worth(keys.contains(document.document.key))
    case .or(let parts):
      let scores = parts.compactMap { score($0, document) }
      return scores.isEmpty ? nil : scores.reduce(0, +)
    case .and(let parts, let excluded):
      let scores = parts.compactMap { score($0, document) }
      guard scores.count == parts.count, excluded.allSatisfy({ score($0, document) == nil }) else { return nil }
      return scores.reduce(0, +)
    }
  }

  private func share(_ weight: Int, _ document: ModelDocument) -> Float {
    Float(weight) / (Float(weight) + penalties[Int(document.norm)])
  }

  private func factor(_ word: Word, _ stem: Int, _ document: ModelDocument) -> Float {
    var factor = Exactness.stem
    for found in document.texts.lazy.flatMap(\.words) where found.stem == stem && found.folded == word.folded {
      if found.form == word.form { return Exactness.exact }
      factor = Exactness.folded
    }
    return factor
  }

  private func score(_ word: Word, _ document: ModelDocument) -> Float? {
    let stems = Set(document.texts.flatMap { $0.words.map(\.stem) }).intersection(word.stems)
    guard !stems.isEmpty else { return nil }
    return stems.reduce(0) { sum, stem in
      sum + factor(word, stem, document) * word.rarity
        * share(document.weight(of: stem, in: nil, index.schema), document)
    }
  }

  private func score(_ words: [Word], _ fields: Set<Int>?, _ document: ModelDocument) -> Float? {
    var weight = 0
    for text in document.texts where fields?.contains(text.field) ?? true {
      guard text.words.count >= words.count else { continue }
      for start in 0...(text.words.count - words.count)
      where words.indices.allSatisfy({ words[$0].stems.contains(text.words[start + $0].stem) }) {
        weight += index.schema.texts[text.field].weight
      }
    }
    guard weight > 0 else { return nil }
    let present = Set(document.texts.flatMap { $0.words.map(\.stem) })
    let factors = words.map { word in
      word.stems.intersection(present).map { factor(word, $0, document) }.max() ?? 0
    }
    return (factors.min() ?? 0) * words.reduce(0) { $0 + $1.rarity } * share(weight, document)
  }

  private func score(_ prefix: [UInt8], _ fields: Set<Int>?, _ rarity: Float, _ document: ModelDocument) -> Float? {
    let begun = document.texts.flatMap(\.words).filter { begins($0.folded, prefix) }
    var score: Float?
    for stem in Set(begun.map(\.stem)) {
      let weight = document.weight(of: stem, in: fields, index.schema)
      if weight > 0 { score = (score ?? 0) + rarity * share(weight, document) }
    }
    return score
  }
}
