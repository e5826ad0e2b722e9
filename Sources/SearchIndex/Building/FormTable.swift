import TextAnalysis

/// The forms of all terms, in the order in which they are first seen.
///
/// Most terms have one form or a few: those are compared one after another, and a new term's form is not looked up at all.
final class FormTable {
  private struct Form {
    var term: UInt32
    /// Place among the forms of the term.
    var ordinal: UInt32
    /// The term's next form, + 1; 0 behind the last one.
    var next: UInt32 = 0
    /// Number of the folded spelling in `foldings`, or one of those below.
    var folding: UInt32
  }

  /// The folded spelling is the key of the term.
  private static let foldedAsTerm = UInt32.max
  /// The spelling has nothing that folding changes.
  private static let foldedAsSpelled = UInt32.max - 1

  private struct Term {
    /// The first and the last form, + 1; 0 where there is none.
    var first: UInt32 = 0
    var last: UInt32 = 0
    var count: UInt32 = 0
  }

  /// Keys of terms.
  let keys = ByteStringTable()
  private let forms = GrowingList<Form>()
  private let terms = GrowingList<Term>()
  private let spellings = ByteWriter(capacity: 1 << 16)
  /// Where each spelling begins; one more for the end of the last.
  private let starts = GrowingList<UInt32>()
  private let foldings = ByteStringTable()

  /// Forms of one term that are compared one by one.
  private static let few = 16
  /// Term (four bytes) and spelling of the forms of terms that have more, and their numbers.
  private let many = ByteStringTable()
  private var manyForms: [UInt32] = []

  init() { starts.append(0) }

  var count: Int { forms.count }

  var byteCount: Int {
    keys.byteCount + terms.count * 12 + spellings.count + forms.count * 20 + foldings.byteCount + many.byteCount
  }

  @inline(__always)
  func term(of form: Int) -> Int { Int(forms[form].term) }

  /// The number of a form among those of its term.
  @inline(__always)
  func ordinal(of form: Int) -> UInt32 { forms[form].ordinal }

  /// How many forms a term has, as far as it matters when it is written.
  enum Kind: UInt8 {
    /// None that differs from its key; such are keywords, too.
    case plain
    /// One, or so many.
    case one, few, many
  }

  func kind(ofTerm term: Int) -> Kind {
    // Keywords may have come after the last term with forms.
    guard term < terms.count, terms[term].count > 0 else { return .plain }
    if terms[term].count > 1 { return terms[term].count <= FewFormsRun.most ? .few : .many }
    return ByteStringTable.isEqual(spelling(Int(terms[term].first) - 1), keys[term]) ? .plain : .one
  }

  /// The form as texts spell it, in lower case; valid until another is added.
  @inline(__always)
  func spelling(_ form: Int) -> UnsafeRawBufferPointer {
    let start = Int(starts[form])
    return UnsafeRawBufferPointer(start: spellings.base + start, count: Int(starts[form + 1]) - start)
  }

  /// The folded spelling of a form; valid until another is added.
  func folded(_ form: Int) -> UnsafeRawBufferPointer {
    switch forms[form].folding {
    case Self.foldedAsTerm: keys[term(of: form)]
    case Self.foldedAsSpelled: spelling(form)
    case let number: foldings[Int(number)]
    }
  }

  /// The number of a word's form, which may be a new one, as may be its term.
  func number(of word: AnalyzedWord) -> Int {
    let (term, isNew) = keys.number(of: word.stem)
    // Keywords are terms without forms.
    while terms.count <= term { terms.append(Term()) }
    if isNew { return append(word, term) }
    if terms[term].count > Self.few {
      let (number, isNew) = many.number(of: Self.key(term, word.form))
      if isNew { manyForms.append(UInt32(append(word, term))) }
      return Int(manyForms[number])
    }
    return word.form.withUnsafeBytes { find($0, term) } ?? append(word, term)
  }

  private func find(_ spelled: UnsafeRawBufferPointer, _ term: Int) -> Int? {
    var next = terms[term].first
    while next != 0 {
      let form = Int(next) - 1
      if ByteStringTable.isEqual(spelled, spelling(form)) { return form }
      next = forms[form].next
    }
    return nil
  }

  private func append(_ word: AnalyzedWord, _ term: Int) -> Int {
    let form = forms.count
    let folding =
      word.folded == word.stem
      ? Self.foldedAsTerm
      : word.folded == word.form ? Self.foldedAsSpelled : UInt32(foldings.number(of: word.folded).number)
    forms.append(Form(term: UInt32(term), ordinal: terms[term].count, folding: folding))
    spellings.append(word.form)
    starts.append(UInt32(spellings.count))
    var own = terms[term]
    if own.count == 0 {
      own.first = UInt32(form + 1)
    } else {
      forms[Int(own.last) - 1].next = UInt32(form + 1)
    }
    own.last = UInt32(form + 1)
    own.count += 1
    terms[term] = own
    if own.count == Self.few + 1 { indexForms(of: term) }
    return form
  }

  private func indexForms(of term: Int) {
    var next = terms[term].first
    while next != 0 {
      let form = Int(next) - 1
      _ = many.number(of: Self.key(term, [UInt8](spelling(form))))
      manyForms.append(UInt32(form))
      next = forms[form].next
    }
  }

  private static func key(_ term: Int, _ spelling: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(4 + spelling.count)
    withUnsafeBytes(of: UInt32(term).bigEndian) { key.append(contentsOf: $0) }
    key.append(contentsOf: spelling)
    return key
  }
}
