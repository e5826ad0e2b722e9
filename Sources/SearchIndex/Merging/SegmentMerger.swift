/// Makes one segment of several; documents that were deleted are gone then.
final class SegmentMerger {
  private let inputs: [Segment]
  private let schema: IndexSchema
  /// New number of each document of each input; `gone` for the deleted.
  private(set) var documentNumbers: [[UInt32]] = []
  static let gone = UInt32.max

  private var norms: [UInt8] = []
  private var keys: [UInt64] = []
  private var columns: [[Int64]]
  private var fieldStarts: [UInt32] = []
  private var totalLength = 0
  /// Bytes of positions or postings that are gathered before they go to a file (4 MiB).
  private static let spillBytes = 4 << 20

  init(_ inputs: [Segment], schema: IndexSchema) {
    self.inputs = inputs
    self.schema = schema
    columns = schema.columns.map { _ in [] }
  }

  /// Writes the merged segment; nil where nothing is left.
  func write(to path: String, isCancelled: () -> Bool = { false }) throws(IndexError) -> SegmentRecord? {
    gatherDocuments()
    guard !keys.isEmpty else { return nil }
    let vocabulary = try MergedVocabulary(inputs)
    let file = try SegmentFileWriter(path: path)
    let spool = try SpoolFile(beside: path)
    let (postings, positions) = (ByteWriter(capacity: 1 << 16), ByteWriter(capacity: 1 << 16))
    let dictionary = DictionaryWriter(blocks: ByteWriter(capacity: 1 << 16))
    let average = Double(totalLength) / Double(max(1, keys.count))
    let bounds = BlockBounds(averageLength: average, unit: schema.unit)
    let normCopy = UnsafeMutablePointer<UInt8>.allocate(capacity: norms.count)
    defer { normCopy.deallocate() }
    normCopy.update(from: norms, count: norms.count)
    let encoder = PostingsEncoder(
      postings: postings, positions: positions, schema: schema, bounds: bounds, norms: normCopy)
    let terms = TermMerger(inputs, documentNumbers, vocabulary, encoder)
    file.begin(.positions)
    var merge = try DictionaryMerge(inputs)
    while let key = try merge.next() {
      if isCancelled() { throw IndexError(.closed, "The merge of search segments was stopped.") }
      try terms.write(key, to: dictionary)
      if positions.count >= Self.spillBytes {
        try file.append(positions.bytes)
        positions.removeAll()
      }
      if postings.count >= Self.spillBytes {
        try spool.append(postings.bytes)
        postings.removeAll()
      }
    }
    dictionary.finish()
    try file.append(positions.bytes)
    try file.end(.positions)
    try spool.append(postings.bytes)
    file.begin(.postings)
    try spool.copy(to: file)
    try file.end(.postings)
    try file.append(dictionary.blocks.bytes, as: .dictionary)
    try file.append(dictionary.directory.bytes, as: .directory)
    try file.append(dictionary.directoryKeys.bytes, as: .directoryKeys)
    return try SegmentTables.write(
      to: file, schema: schema, norms: norms, keys: keys, fieldStarts: fieldStarts, columns: columns,
      totalLength: totalLength, terms: dictionary.termCount)
  }

  private func gatherDocuments() {
    for input in inputs {
      totalLength += input.file.footer.totalLength
      var numbers = [UInt32](repeating: Self.gone, count: input.documentCount)
      for document in 0..<input.documentCount {
        if input.deleted.contains(document) {
          totalLength -= Int(LengthCode.lengths[Int(input.norms[document])])
          continue
        }
        numbers[document] = UInt32(keys.count)
        norms.append(input.norms[document])
        keys.append(input.key(of: document))
        for column in columns.indices { columns[column].append(input.columns[column][document]) }
        for field in input.fieldStarts { fieldStarts.append(UInt32(truncatingIfNeeded: field[document])) }
      }
      documentNumbers.append(numbers)
    }
    totalLength = max(0, totalLength)
  }
}
