/// Counts values of columns and keywords among the documents found.
final class FacetCounter {
  private let columns: [Int]
  private let kinds: [Int]
  private var columnCounts: [Int: [Int64: Int]] = [:]
  private var keywordCounts: [Int: [[UInt8]: Int]] = [:]
  /// All documents found in the current segment.
  private var found: [UInt64] = []
  private var segment: Segment?

  init(_ request: SearchRequest) {
    (columns, kinds) = (request.columnFacets, request.keywordFacets)
    for column in columns { columnCounts[column] = [:] }
    for kind in kinds { keywordCounts[kind] = [:] }
  }

  func begin(_ segment: Segment) throws(IndexError) {
    self.segment = segment
    found = [UInt64](repeating: 0, count: segment.documentCount / 64 + DocumentSet.windowWords + 1)
  }

  /// Takes the documents of a window, which begins at a multiple of 64.
  func take(_ bits: DocumentSet.Bits, start: Int) {
    guard let segment else { return }
    for word in 0..<DocumentSet.windowWords where bits[word] != 0 {
      found[start / 64 + word] |= bits[word]
      var rest = bits[word]
      while rest != 0 {
        let document = start + word * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        for column in columns where column < segment.columns.count {
          columnCounts[column]?[segment.columns[column][document], default: 0] += 1
        }
      }
    }
  }

  /// Keywords are counted by going through the postings of each, since a document does not say which it has.
  func end(_ segment: Segment) throws(IndexError) {
    for kind in kinds {
      let prefix = KeywordTerm.key(kind: kind, value: [])
      var scan = try segment.dictionary.scan(from: prefix)
      while try scan.next() {
        let order = scan.compareBeginning(to: prefix)
        if order < 0 { continue }
        if order > 0 { break }
        guard let term = scan.entry.term else { continue }
        let count = try count(PostingsCursor(segment, term))
        if count > 0 { keywordCounts[kind]?[Array(scan.key.dropFirst(2)), default: 0] += count }
      }
    }
  }

  private func count(_ cursor: PostingsCursor) -> Int {
    var count = 0
    for block in 0..<cursor.blockCount {
      cursor.state.pointee.load(block)
      for index in 0..<cursor.state.pointee.size {
        let document = Int(cursor.state.pointee.documents[index])
        if found[document >> 6] & (1 &<< UInt64(document & 63)) != 0 { count += 1 }
      }
    }
    return count
  }

  func finish(_ results: inout SearchResults) {
    results.columnFacets = columnCounts
    results.keywordFacets = keywordCounts
  }
}
