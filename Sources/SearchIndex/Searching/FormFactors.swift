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
  var factors: FormFactors
}

/// A form of a term that is spelled as a word of a query, diacritics aside.
struct SpelledForm {
  var term: Int
  var form: Int
  var isExact: Bool
}

/// What a match counts in each set of a term's forms; zero where the set does not match.
struct FormFactors {
  /// By set; empty where all count the same.
  let bySet: [Float]
  /// The factor of every set where `bySet` is empty, else the highest.
  let most: Float

  init(_ only: Float) { self.init(bySet: [], most: only) }

  private init(bySet: [Float], most: Float) { (self.bySet, self.most) = (bySet, most) }

  /// - Parameters:
  ///   - spelled: Forms of the term that are spelled as the query.
  ///   - other: What a set without any of those counts.
  init(_ term: TermEntry, _ spelled: ArraySlice<SpelledForm>, other: Float, in segment: Segment) throws(IndexError) {
    let marked = SpelledForms(spelled)
    guard term.hasSets else {
      self.init(marked.factor(0) ?? other)
      return
    }
    guard !spelled.isEmpty else {
      self.init(other)
      return
    }
    let bytes = try segment.file.bytes(.postings, term.postings.lowerBound, term.postings.count)
    var reader = ByteReader(bytes)
    var table = ByteReader(reader.bytes(reader.varInt()))
    let count = table.varInt()
    var factors: [Float] = []
    var (read, first, most): (Int, Float, Float) = (0, other, 0)
    while read < count, !table.isOverrun {
      let factor = Self.factor(&table, marked, other)
      if read == 0 { first = factor }
      // Mostly all sets count the same, and no list of them is needed.
      if factor != first, factors.isEmpty {
        factors.reserveCapacity(min(count, bytes.count))
        for _ in 0..<read { factors.append(first) }
      }
      if factor != first || !factors.isEmpty { factors.append(factor) }
      most = max(most, factor)
      read &+= 1
    }
    self.init(bySet: factors, most: most)
  }

  /// Reads a set, whose best form counts.
  @inline(__always)
  private static func factor(_ table: inout ByteReader, _ marked: SpelledForms, _ other: Float) -> Float {
    var left = table.varInt()
    var form = 0
    var best = other
    while left > 0, !table.isOverrun {
      form &+= table.varInt()
      if best < Exactness.exact, let factor = marked.factor(form) { best = max(best, factor) }
      left &-= 1
    }
    return best
  }
}

/// Looks up forms among those that are spelled as the query: a few one by one, many in a dictionary.
private struct SpelledForms {
  private let few: ArraySlice<SpelledForm>
  private var many: [Int: Bool] = [:]

  init(_ forms: ArraySlice<SpelledForm>) {
    few = forms.count <= 8 ? forms : []
    guard few.isEmpty else { return }
    for form in forms { many[form.form] = form.isExact || many[form.form] ?? false }
  }

  @inline(__always)
  func factor(_ form: Int) -> Float? {
    if few.isEmpty {
      return many[form].map { $0 ? Exactness.exact : Exactness.folded }
    }
    var factor: Float?
    for one in few where one.form == form {
      if one.isExact { return Exactness.exact }
      factor = Exactness.folded
    }
    return factor
  }
}
