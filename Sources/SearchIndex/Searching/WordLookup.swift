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
    /// The term whose key is its folded form.
    var term: TermEntry?
    /// Forms that are spelled as the word, diacritics aside.
    var spelled: [SpelledForm] = []
    /// Terms of its stems: every form of them matches.
    var stemTerms: [TermEntry] = []

    fileprivate func isStem(_ ordinal: Int) -> Bool { stemTerms.contains { $0.ordinal == ordinal } }
  }

  let segment: Segment

  init(_ segment: Segment) { self.segment = segment }

  func find(_ word: QueryWord) throws(IndexError) -> Found {
    var found = Found()
    found.term = try segment.dictionary.find(word.folded) { term, form, spelling in
      // Without a spelling of its own the form is spelled as its key.
      let isExact =
        spelling.isEmpty
        ? word.form == word.folded : word.form.withUnsafeBytes { ByteStringTable.isEqual($0, spelling) }
      found.spelled.append(SpelledForm(term: term, form: form, isExact: isExact))
    }
    if let term = found.term, term.isPlain {
      found.spelled.append(SpelledForm(term: term.ordinal, form: 0, isExact: word.form == word.folded))
    }
    for stem in word.stems { try add(stem, to: &found, word) }
    return found
  }

  /// Adds a term whose forms all match the word, if the segment has it.
  func add(_ stem: [UInt8], to found: inout Found, _ word: QueryWord) throws(IndexError) {
    let term = try stem == word.folded ? found.term : segment.dictionary.findTerm(stem)
    if let term, !found.isStem(term.ordinal) { found.stemTerms.append(term) }
  }

  /// Keys of the terms to which the word leads here other than by its stems, because somebody spelled a form of them so,
  /// with or without diacritics.
  func furtherTerms(of word: QueryWord, _ found: Found) throws(IndexError) -> [[UInt8]] {
    var ordinals: Set<Int> = []
    for form in found.spelled where !found.isStem(form.term) { ordinals.insert(form.term) }
    guard !ordinals.isEmpty else { return [] }
    var keys: [[UInt8]] = []
    for ordinal in ordinals.sorted() {
      keys.append(try ordinal == found.term?.ordinal ? word.folded : segment.dictionary.key(ofTerm: ordinal))
    }
    return keys
  }

  /// The terms in which some form of the word stands.
  func postings(of word: QueryWord, _ found: Found) throws(IndexError) -> [WordPostings] {
    let spelled = found.spelled
    var terms = found.stemTerms
    for form in spelled where !terms.contains(where: { $0.ordinal == form.term }) {
      if let term = found.term, term.ordinal == form.term {
        terms.append(term)
      } else {
        terms.append(try segment.dictionary.term(form.term))
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
