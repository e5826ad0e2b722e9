import TextAnalysis

/// Gathers documents in memory until they are written as a segment. One thread at a time.
///
/// The text becomes a stream of numbers, four bytes a word; at the end the stream is scattered into one bucket for each
/// term, in the order of terms, instead of growing a list a term all along.
final class SegmentBuilder {
  /// Words after which a segment is full (16 Mi): at the end they cost eight bytes each.
  static let fullWords = 1 << 24
  /// Bytes of distinct words and forms after which it is full (96 MiB).
  static let fullVocabulary = 96 << 20
  /// Words of one segment at most (60 Mi), since an occurrence is kept in 26 bits; of a document that would go beyond, the
  /// rest is left out.
  static let mostWords = 60 << 20
  /// Stands between texts, so that no phrase reaches across.
  static let gap: UInt32 = .max

  let schema: IndexSchema
  private let scanner: WordScanner
  private let analyzer: WordAnalyzer
  private var ranges = WordRanges()
  private let tokens = TokenTable()

  let forms = FormTable()
  /// Keys of terms: folded stems, and keywords behind `Keyword.mark`.
  var terms: ByteStringTable { forms.keys }

  private let streamMemory = ByteWriter(capacity: 1 << 16)
  private(set) var stream: UnsafeMutablePointer<UInt32>
  private(set) var streamCount = 0
  /// Where each document begins in the stream.
  private(set) var documentStarts: [UInt32] = []
  /// Where the texts from the second on begin within their document, document by document.
  private(set) var fieldStarts: [UInt32] = []
  private(set) var norms: [UInt8] = []
  private(set) var keys: [UInt64] = []
  private(set) var columns: [[Int64]]
  private(set) var keywordTerms: [UInt32] = []
  private(set) var keywordDocuments: [UInt32] = []
  /// Sum of the weighted lengths.
  private(set) var totalLength = 0

  init(schema: IndexSchema, scanner: WordScanner = WordScanner(), analyzer: WordAnalyzer = WordAnalyzer()) {
    self.schema = schema
    (self.scanner, self.analyzer) = (scanner, analyzer)
    columns = schema.columns.map { _ in [] }
    stream = streamMemory.base.bindMemory(to: UInt32.self, capacity: 0)
  }

  var documentCount: Int { keys.count }

  var isFull: Bool {
    streamCount >= Self.fullWords
      || tokens.byteCount + forms.byteCount >= Self.fullVocabulary
  }

  // MARK: Adding

  func add(_ document: IndexDocument) {
    begin(document.key, document.values)
    for text in document.texts {
      text.bytes.withUnsafeBytes { add($0, field: text.field, language: text.language) }
    }
    for keyword in document.keywords { add(keyword) }
    end()
  }

  private var currentField = 0
  private var currentLength = 0

  func begin(_ key: UInt64, _ values: [Int64]) {
    documentStarts.append(UInt32(streamCount))
    keys.append(key)
    for index in columns.indices { columns[index].append(index < values.count ? values[index] : 0) }
    (currentField, currentLength) = (0, 0)
  }

  /// Adds a text of the document begun; texts come in the order of their fields.
  func add(_ text: UnsafeRawBufferPointer, field: Int, language: TextLanguage) {
    guard let start = text.baseAddress, !text.isEmpty else { return }
    ranges.removeAll()
    scanner.scan(text, into: &ranges)
    let count = min(ranges.count, Self.mostWords - streamCount)
    guard count > 0 else { return }
    reserve(count + schema.texts.count + 1)
    if streamCount > Int(documentStarts[documentStarts.count - 1]) { push(Self.gap) }
    while currentField < field { beginNextField() }
    currentLength += count * schema.texts[field].weight
    let end = start + text.count
    let language = language.rawValue
    ranges.withUnsafeWords { ranges in
      // There are words, so they have an address.
      guard let words = ranges.baseAddress else { return }
      tokens.forms(
        start, words, count, language: language, readableTo: end, into: stream + streamCount, miss: miss)
      func miss(_ word: UnsafeRawBufferPointer) -> UInt32 { newForm(word, language) }
    }
    streamCount += count
  }

  private func beginNextField() {
    currentField += 1
    fieldStarts.append(UInt32(streamCount) - documentStarts[documentStarts.count - 1])
  }

  /// Adds a key of the document begun.
  func add(_ keyword: IndexDocument.Keyword) {
    let term = terms.number(of: KeywordTerm.key(kind: keyword.kind, value: keyword.value)).number
    keywordTerms.append(UInt32(term))
    keywordDocuments.append(UInt32(documentStarts.count - 1))
  }

  func end() {
    while currentField < schema.texts.count - 1 { beginNextField() }
    norms.append(LengthCode.encode(currentLength / schema.unit))
    totalLength += currentLength / schema.unit
  }

  @inline(__always)
  private func push(_ form: UInt32) {
    stream[streamCount] = form
    streamCount &+= 1
  }

  private func reserve(_ additional: Int) {
    let wanted = (streamCount + additional) * 4
    if wanted > streamMemory.count { _ = streamMemory.extend(by: wanted - streamMemory.count) }
    stream = streamMemory.base.bindMemory(to: UInt32.self, capacity: wanted / 4)
  }

  // MARK: Vocabulary

  @inline(never)
  private func newForm(_ word: UnsafeRawBufferPointer, _ language: UInt8) -> UInt32 {
    UInt32(forms.number(of: analyzer.analyze(word, TextLanguage(rawValue: language) ?? .unknown)))
  }

  /// Occurrences of each form.
  func formCounts() -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: forms.count + 1)
    counts.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { tokens.addCounts(to: base) }
    }
    return counts
  }
}
