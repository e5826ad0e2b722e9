/// Which term and form of the merged segment each one of the inputs becomes.
struct MergedVocabulary {
  static let gone = UInt32.max

  /// By input, then by term.
  private(set) var terms: [[UInt32]] = []
  /// By input: merged form of a term's form; the key is term and form of the input. Plain terms are not in it.
  private var forms: [[UInt64: UInt32]] = []
  /// How many forms each merged term has.
  private(set) var formCounts: [UInt32] = []
  /// Whether a merged term's only form is spelled as the term.
  private(set) var isPlain: [Bool] = []
  private let spellings = ByteStringTable()
  private var ordinals: [UInt32] = []

  init(_ inputs: [Segment]) throws(IndexError) {
    for input in inputs {
      // A key takes a byte at least.
      let most = input.file.footer.sections[SegmentFormat.Section.dictionary.rawValue].size
      guard (0...most).contains(input.file.footer.terms) else {
        throw SegmentFile.damaged(input.file.path, "has a wrong number of terms")
      }
      terms.append([UInt32](repeating: Self.gone, count: input.file.footer.terms))
      forms.append([:])
    }
    try numberTerms(inputs)
    formCounts = [UInt32](repeating: 0, count: isPlain.count)
    var merge = try DictionaryMerge(inputs)
    while let key = try merge.next() { take(key) }
  }

  private mutating func numberTerms(_ inputs: [Segment]) throws(IndexError) {
    var merge = try DictionaryMerge(inputs, variants: false)
    while let key = try merge.next() {
      var isAlive = false
      var plain = true
      for (segment, entry) in key.entries {
        guard let term = entry.term, try Self.isAlive(term, inputs[segment]) else { continue }
        isAlive = true
        plain = plain && term.isPlain
        if term.ordinal < terms[segment].count { terms[segment][term.ordinal] = UInt32(isPlain.count) }
      }
      if isAlive { isPlain.append(plain) }
    }
  }

  /// Whether some document of the term is not deleted.
  private static func isAlive(_ term: TermEntry, _ segment: Segment) throws(IndexError) -> Bool {
    guard !segment.deleted.isEmpty else { return true }
    guard term.documents <= segment.deleted.count else { return true }
    let cursor = try PostingsCursor(segment, term)
    for block in 0..<cursor.blockCount {
      cursor.state.pointee.load(block)
      for index in 0..<cursor.state.pointee.size
      where !segment.deleted.contains(Int(cursor.state.pointee.documents[index])) { return true }
    }
    return false
  }

  /// Numbers the forms that stand at a key.
  private mutating func take(_ key: DictionaryMerge.Key) {
    for (segment, entry) in key.entries {
      if let term = entry.term, term.isPlain, !key.bytes.isEmpty, key.bytes[0] != KeywordTerm.mark {
        let merged = merged(term: term.ordinal, of: segment)
        if merged != Self.gone { _ = form(of: merged, spelled: key.bytes) }
      }
      for variant in entry.variants {
        let merged = merged(term: variant.term, of: segment)
        guard merged != Self.gone else { continue }
        let ordinal = form(of: merged, spelled: variant.spelling ?? key.bytes)
        forms[segment][Self.key(variant.term, variant.form)] = ordinal
      }
    }
  }

  private mutating func form(of term: UInt32, spelled spelling: [UInt8]) -> UInt32 {
    var key: [UInt8] = []
    withUnsafeBytes(of: term.bigEndian) { key.append(contentsOf: $0) }
    key.append(contentsOf: spelling)
    let (number, isNew) = spellings.number(of: key)
    if isNew {
      ordinals.append(formCounts[Int(term)])
      formCounts[Int(term)] += 1
    }
    return ordinals[number]
  }

  func merged(term: Int, of segment: Int) -> UInt32 {
    terms[segment].indices.contains(term) ? terms[segment][term] : Self.gone
  }

  /// Merged form of a term's form. A plain term's only form is spelled as its key.
  func merged(form: Int, ofTerm term: TermEntry, _ key: [UInt8], of segment: Int) -> Int {
    if !term.isPlain, let ordinal = forms[segment][Self.key(term.ordinal, form)] { return Int(ordinal) }
    guard term.isPlain else { return form }
    return Int(existingForm(of: merged(term: term.ordinal, of: segment), spelled: key) ?? 0)
  }

  private static func key(_ term: Int, _ form: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: term) << 32 | UInt64(UInt32(truncatingIfNeeded: form))
  }

  func merged(variant: FormReference, of segment: Int) -> UInt32? {
    forms[segment][Self.key(variant.term, variant.form)]
  }

  func existingForm(of term: UInt32, spelled spelling: [UInt8]) -> UInt32? {
    var key: [UInt8] = []
    withUnsafeBytes(of: term.bigEndian) { key.append(contentsOf: $0) }
    key.append(contentsOf: spelling)
    return spellings.find(key).map { ordinals[$0] }
  }
}
