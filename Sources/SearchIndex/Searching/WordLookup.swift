import TextAnalysis

/// How much a match counts by how exact it is.
enum Exactness {
  /// Spelled as the query, case aside.
  static let exact: Float = 1
  /// Spelled so but for diacritics or the dots of i.
  static let folded: Float = 0.95
  /// Another form of the word.
  static let stem: Float = 0.75
}

/// The postings of a term with what a match counts in each set of its forms.
struct WordPostings {
  var term: TermEntry
  /// Factor of each set; one entry where the term has one form. Zero where the set does not match.
  var factors: [Float]
}

/// Finds what a word of a query stands for in the dictionary of a segment.
struct WordLookup {
  /// A word of a query, analysed once for all segments.
  struct QueryWord: Sendable {
    var form: [UInt8]
    var folded: [UInt8]
    var stems: [[UInt8]]
  }

  private struct Found {
    var exact: Set<Int> = []
    var folded: Set<Int> = []
    /// Every form matches at least by its stem.
    var matchesStem = false
  }

  let segment: Segment

  /// Keys of the terms to which the word leads here other than by its stems, because somebody spelled a form of them so,
  /// with or without diacritics. In all segments the word stands for them too, so that what is found does not depend on
  /// which documents share a segment.
  func furtherStems(of word: QueryWord) throws(IndexError) -> [[UInt8]] {
    guard let entry = try segment.dictionary.find(word.folded) else { return [] }
    var terms = Set(entry.variants.map(\.term))
    if let term = entry.term, term.isPlain { terms.insert(term.ordinal) }
    var stems: [[UInt8]] = []
    for term in terms.sorted() {
      let key = term == entry.term?.ordinal ? word.folded : try segment.dictionary.key(ofTerm: term)
      if !word.stems.contains(key) { stems.append(key) }
    }
    return stems
  }

  /// The terms in which some form of the word stands.
  func postings(of word: QueryWord) throws(IndexError) -> [WordPostings] {
    var found: [Int: Found] = [:]
    var entries: [Int: TermEntry] = [:]
    let entry = try segment.dictionary.find(word.folded)
    if let entry {
      if let term = entry.term {
        entries[term.ordinal] = term
        if term.isPlain {
          if word.form == word.folded { found[term.ordinal, default: Found()].exact.insert(0) }
          found[term.ordinal, default: Found()].folded.insert(0)
        }
      }
      for variant in entry.variants {
        if (variant.spelling ?? word.folded) == word.form {
          found[variant.term, default: Found()].exact.insert(variant.form)
        }
        found[variant.term, default: Found()].folded.insert(variant.form)
      }
    }
    for stem in word.stems {
      if let term = try stem == word.folded ? entry?.term : segment.dictionary.find(stem)?.term {
        entries[term.ordinal] = term
        found[term.ordinal, default: Found()].matchesStem = true
      }
    }
    var result: [WordPostings] = []
    for (ordinal, found) in found.sorted(by: { $0.key < $1.key }) {
      let term = try self.term(ordinal, among: entries)
      result.append(WordPostings(term: term, factors: try factors(term, found)))
    }
    return result
  }

  private func factors(_ term: TermEntry, _ found: Found) throws(IndexError) -> [Float] {
    func factor(_ forms: [Int]) -> Float {
      if forms.contains(where: found.exact.contains) { return Exactness.exact }
      if forms.contains(where: found.folded.contains) { return Exactness.folded }
      return Exactness.stem
    }
    guard term.hasSets else { return [factor([0])] }
    let sets = try sets(of: term)
    return sets.map(factor)
  }

  private func term(_ ordinal: Int, among known: [Int: TermEntry]) throws(IndexError) -> TermEntry {
    if let term = known[ordinal] { return term }
    return try segment.dictionary.term(ordinal)
  }

  private func sets(of term: TermEntry) throws(IndexError) -> [[Int]] {
    let bytes = try segment.file.bytes(.postings, term.postings.lowerBound, term.postings.count)
    var reader = ByteReader(bytes)
    return FormSets(&reader).sets
  }

  /// The terms with a form that begins with `prefix`, which is folded.
  func postings(prefix: [UInt8]) throws(IndexError) -> [WordPostings] {
    var terms: [Int: TermEntry] = [:]
    var forms: [Int: Set<Int>] = [:]
    var plain: Set<Int> = []
    var scan = try segment.dictionary.scan(from: prefix)
    while try scan.next() {
      let order = scan.compareBeginning(to: prefix)
      if order < 0 { continue }
      if order > 0 { break }
      if let term = scan.entry.term {
        terms[term.ordinal] = term
        if term.isPlain { plain.insert(term.ordinal) }
      }
      for variant in scan.entry.variants { forms[variant.term, default: []].insert(variant.form) }
    }
    var result = plain.sorted().compactMap { ordinal in
      terms[ordinal].map { WordPostings(term: $0, factors: [Exactness.exact]) }
    }
    for (ordinal, wanted) in forms.sorted(by: { $0.key < $1.key }) {
      let term = try self.term(ordinal, among: terms)
      var factors = [Exactness.exact]
      if term.hasSets {
        let sets = try sets(of: term)
        factors = sets.map { $0.contains(where: wanted.contains) ? Exactness.exact : 0 }
      }
      result.append(WordPostings(term: term, factors: factors))
    }
    return result
  }
}
