/// A segment that is open: its file, dictionary, lengths, keys and columns, and which of its documents are deleted.
final class Segment: Sendable {
  let number: UInt64
  let record: SegmentRecord
  let file: SegmentFile
  let schema: IndexSchema
  let documentCount: Int
  let averageLength: Double
  // The pointers within lead into the mapping, which `file` keeps alive and which never changes.
  nonisolated(unsafe) let dictionary: TermDictionary
  nonisolated(unsafe) let norms: UnsafePointer<UInt8>
  nonisolated(unsafe) let keys: Column
  nonisolated(unsafe) let columns: [Column]
  nonisolated(unsafe) let fieldStarts: [Column]
  let deleted: DeletedDocuments

  init(
    path: String, number: UInt64, record: SegmentRecord, schema: IndexSchema, deleted: DeletedDocuments
  ) throws(IndexError) {
    self.number = number
    self.record = record
    self.schema = schema
    self.deleted = deleted
    file = try SegmentFile(path: path, record: record)
    documentCount = file.footer.documents
    averageLength = Double(file.footer.totalLength) / Double(max(1, documentCount))
    dictionary = try TermDictionary(file)
    let norms = try file.bytes(.norms, 0, documentCount)
    guard let start = norms.baseAddress else { throw SegmentFile.damaged(path, "has no lengths") }
    self.norms = start.assumingMemoryBound(to: UInt8.self)
    var offset = 0
    keys = try Column(try file.whole(.keys), &offset, count: documentCount)
    offset = 0
    let values = try file.whole(.columns)
    var columns: [Column] = []
    for _ in schema.columns { columns.append(try Column(values, &offset, count: documentCount)) }
    self.columns = columns
    offset = 0
    let starts = try file.whole(.fieldStarts)
    var fieldStarts: [Column] = []
    for _ in schema.texts.dropFirst() { fieldStarts.append(try Column(starts, &offset, count: documentCount)) }
    self.fieldStarts = fieldStarts
  }

  /// The same segment with other deletions.
  init(_ other: Segment, deleted: DeletedDocuments) {
    (number, record, file, schema) = (other.number, other.record, other.file, other.schema)
    (documentCount, averageLength) = (other.documentCount, other.averageLength)
    (dictionary, norms, keys) = (other.dictionary, other.norms, other.keys)
    (columns, fieldStarts) = (other.columns, other.fieldStarts)
    self.deleted = deleted
  }

  func key(of document: Int) -> UInt64 { UInt64(bitPattern: keys[document]) }

  /// Position at which a text of a document begins.
  func start(ofText field: Int, in document: Int) -> Int {
    field == 0 ? 0 : Int(fieldStarts[field - 1][document])
  }
}

/// Which documents of a segment no longer count: one bit each.
struct DeletedDocuments: Sendable, Equatable {
  private(set) var words: [UInt64]
  private(set) var count: Int

  init() { (words, count) = ([], 0) }

  init(words: [UInt64]) {
    self.words = words
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// The words, and a checksum of them: a bit that changes on the disk would show or hide a document.
  var stored: ByteWriter {
    let writer = ByteWriter()
    for word in words { writer.append(word) }
    writer.append(PageDigest.of(writer.bytes))
    return writer
  }

  /// Nil where the checksum does not hold.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 8, bytes.count % 8 == 0 else { return nil }
    var reader = ByteReader(bytes)
    let words = (0..<(bytes.count / 8 - 1)).map { _ in reader.uint64() }
    guard reader.uint64() == PageDigest.of(UnsafeRawBufferPointer(rebasing: bytes.dropLast(8))) else { return nil }
    self.init(words: words)
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  func contains(_ document: Int) -> Bool {
    let word = document >> 6
    return word < words.count && words[word] & (1 &<< UInt64(document & 63)) != 0
  }

  /// Returns whether the document was not deleted before.
  @discardableResult
  mutating func insert(_ document: Int) -> Bool {
    let word = document >> 6
    while words.count <= word { words.append(0) }
    let bit: UInt64 = 1 << UInt64(document & 63)
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }
}
