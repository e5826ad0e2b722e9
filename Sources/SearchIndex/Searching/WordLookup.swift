/// Finds what a word of a query stands for in the dictionary of a segment.
struct WordLookup {
  /// A word of a query, analysed once for all segments.
  struct QueryWord: Sendable {
    var form: [UInt8]
    var folded: [UInt8]
    var stems: [[UInt8]]
  }

  /// What the dictionary says of a word.
  struct Found {
    /// What stands at its folded form.
    var entry: DictionaryScan.Entry?
    /// Terms of its stems: every form of them matches.
    var stemTerms: [TermEntry] = []

    fileprivate func isStem(_ ordinal: Int) -> Bool { stemTerms.contains { $0.ordinal == ordinal } }
  }

  let segment: Segment

  init(_ segment: Segment) { self.segment = segment }

  func find(_ word: QueryWord) throws(IndexError) -> Found {
    var found = Found(entry: try segment.dictionary.find(word.folded))
    for stem in word.stems { try add(stem, to: &found, word) }
    return found
  }

  /// Adds a term whose forms all match the word, if the segment has it.
  func add(_ stem: [UInt8], to found: inout Found, _ word: QueryWord) throws(IndexError) {
    let term = try stem == word.folded ? found.entry?.term : segment.dictionary.findTerm(stem)
    if let term, !found.isStem(term.ordinal) { found.stemTerms.append(term) }
  }

  /// Keys of the terms to which the word leads here other than by its stems, because somebody spelled a form of them so,
  /// with or without diacritics.
  func furtherTerms(of word: QueryWord, _ found: Found) throws(IndexError) -> [[UInt8]] {
    guard let entry = found.entry else { return [] }
    var ordinals: [Int] = []
    for variant in entry.variants where !found.isStem(variant.term) { ordinals.append(variant.term) }
    if let term = entry.term, term.isPlain, !found.isStem(term.ordinal) { ordinals.append(term.ordinal) }
    guard !ordinals.isEmpty else { return [] }
    var keys: [[UInt8]] = []
    for ordinal in Set(ordinals).sorted() {
      keys.append(try ordinal == entry.term?.ordinal ? word.folded : segment.dictionary.key(ofTerm: ordinal))
    }
    return keys
  }

  /// The terms in which some form of the word stands.
  func postings(of word: QueryWord, _ found: Found) throws(IndexError) -> [WordPostings] {
    var spelled: [SpelledForm] = []
    var terms = found.stemTerms
    if let entry = found.entry {
      for variant in entry.variants {
        let isExact = (variant.spelling ?? word.folded) == word.form
        spelled.append(SpelledForm(term: variant.term, form: variant.form, isExact: isExact))
      }
      if let term = entry.term, term.isPlain {
        spelled.append(SpelledForm(term: term.ordinal, form: 0, isExact: word.form == word.folded))
      }
      for form in spelled where !terms.contains(where: { $0.ordinal == form.term }) {
        if let term = entry.term, term.ordinal == form.term {
          terms.append(term)
        } else {
          terms.append(try segment.dictionary.term(form.term))
        }
      }
    }
    if terms.count > 1 { terms.sort { $0.ordinal < $1.ordinal } }
    var result: [WordPostings] = []
    result.reserveCapacity(terms.count)
    for term in terms {
      let own = terms.count == 1 ? spelled : spelled.filter { $0.term == term.ordinal }
      let factors = try FormFactors(term, own[...], other: Exactness.stem, in: segment)
      result.append(WordPostings(term: term, factors: factors))
    }
    return result
  }

  /// The terms with a form that begins with `prefix`, which is folded.
  func postings(prefix: [UInt8]) throws(IndexError) -> [WordPostings] {
    let (terms, found) = try segment.dictionary.beginning(with: prefix)
    var result: [WordPostings] = []
    result.reserveCapacity(terms.count)
    for term in terms where term.isPlain {
      result.append(WordPostings(term: term, factors: FormFactors(Exactness.exact)))
    }
    let forms = found.sorted { $0.term < $1.term }
    var (start, known) = (0, 0)
    while start < forms.count {
      let ordinal = forms[start].term
      var end = start
      while end < forms.count, forms[end].term == ordinal { end += 1 }
      // Terms ascend as forms do.
      while known < terms.count, terms[known].ordinal < ordinal { known += 1 }
      let isKnown = known < terms.count && terms[known].ordinal == ordinal
      let term = try isKnown ? terms[known] : segment.dictionary.term(ordinal)
      let factors = try FormFactors(term, forms[start..<end], other: 0, in: segment)
      result.append(WordPostings(term: term, factors: factors))
      start = end
    }
    return result
  }
}
