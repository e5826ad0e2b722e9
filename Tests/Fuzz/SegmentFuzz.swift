// libFuzzer target of search segments; how it is built stands in Scripts/fuzz.sh.
//
//   SWIFT_BACKTRACE=enable=no ./SegmentFuzz -max_total_time=600 -timeout=10 -max_len=64
//
// The first byte says whether the checksums are made right again after the damage (1) and whether the segment is merged
// with its undamaged self, too (2); the second chooses the question; each four bytes that follow change one byte of the
// segment: its place in three bytes, and what it becomes.
//
// Laws: damage that a checksum shows is reported or the answer is that of the undamaged segment. Damage that no checksum
// shows may have any answer, but never ends the process, nor costs time or memory without end. A law that is broken ends
// the process, which libFuzzer reports with the input.

import Foundation
import TextAnalysis

#if canImport(SearchIndex)
  @testable import SearchIndex
#endif

private let schema = IndexSchema(
  texts: [IndexSchema.TextField("subject", weight: 12), IndexSchema.TextField("body", weight: 4)],
  keywords: ["account"], columns: ["time"], unit: 4)

private let clauses: [SearchClause] = [
  .words("fatura"), .words("ödeme fatura"), .or([.words("fatura"), .words("ödeme"), .words("s3x")]),
  .and([.words("fatura"), .words("ödeme")]), .prefix("s1"), .prefix("fatura"), .words("fatura", in: [0]),
  .range(column: 0, 0...90), .keyword(kind: 0, value: [0x61]), .keywordPrefix(kind: 0, value: []),
  .and([.all, .not(.words("s3x"))]), .and([.prefix("ö"), .words("s5x", in: [1])]), .keys([3, 4, 200]),
]

private let folder = NSTemporaryDirectory() + "evrak-segment-fuzz-\(getpid())"

/// A segment of some 40 KiB: terms in more and in fewer documents than a block has, with several forms and occurrences.
private final class Original: Sendable {
  let bytes: [UInt8]
  let record: SegmentRecord
  let answers: [[SearchHit]]

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let builder = SegmentBuilder(schema: schema)
    for number in 1...300 as ClosedRange<UInt64> {
      let forms = number % 3 == 0 ? "faturalar faturası" : "fatura"
      let body =
        String(repeating: "ödeme ", count: Int(number % 7)) + "s\(number % 40)x "
        + String(repeating: number == 9 ? "fatura ödeme " : "", count: 200) + "yalnız\(number)"
      let texts = [(0, forms), (1, body)].map { field, text in
        IndexDocument.Text(field: field, bytes: Array(text.utf8), language: .turkish)
      }
      builder.add(
        IndexDocument(
          key: number, texts: texts, keywords: [IndexDocument.Keyword(kind: 0, value: [0x61 + UInt8(number % 5)])],
          values: [Int64(number % 100)]))
    }
    let path = folder + "/original.segment"
    record = try builder.write(to: path)
    bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let segment = try Segment(path: path, number: 1, record: record, schema: schema, deleted: DeletedDocuments())
    answers = try clauses.map { try SegmentQuestion(clause: $0).answer(segment) }
    unlink(path)
  }
}

private struct SegmentQuestion {
  var clause: SearchClause

  func answer(_ segment: Segment) throws(IndexError) -> [SearchHit] {
    let snapshot = IndexSnapshot(schema: schema, segments: [segment])
    var request = SearchRequest(clause, limit: 10, order: .relevance(ties: 0))
    let hits = try snapshot.search(request).hits
    request.countsTotal = false
    _ = try snapshot.search(request)
    (request.columnFacets, request.keywordFacets) = ([0], [0])
    _ = try snapshot.search(request)
    return hits
  }
}

private let original: Original = {
  guard let original = try? Original() else { preconditionFailure("the folder for segments can't be written") }
  return original
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSegment(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 6 else { return 0 }
  let question = Int(input[1]) % clauses.count
  var bytes = original.bytes
  for change in stride(from: 2, to: input.count - 3, by: 4) {
    let place = Int(input[change]) | Int(input[change + 1]) << 8 | Int(input[change + 2]) << 16
    bytes[place % bytes.count] = input[change + 3]
  }
  var record = original.record
  let isRepaired = input[0] & 1 == 1
  if isRepaired {
    guard let repaired = SegmentDamage.repairChecksums(&bytes) else { return 0 }
    record = repaired
  }
  let path = folder + "/damaged.segment"
  guard (try? Data(bytes).write(to: URL(filePath: path))) != nil else { return 0 }
  defer { unlink(path) }
  do throws(IndexError) {
    let segment = try Segment(path: path, number: 2, record: record, schema: schema, deleted: DeletedDocuments())
    let answer = try SegmentQuestion(clause: clauses[question]).answer(segment)
    precondition(isRepaired || answer == original.answers[question], "another answer of a damaged segment")
    if input[0] & 2 == 2 { try merge(segment) }
  } catch {
    precondition(error.code == .damaged, "damage that is called otherwise: \(error)")
  }
  return 0
}

private func merge(_ segment: Segment) throws(IndexError) {
  let path = folder + "/merged.segment"
  defer { unlink(path) }
  var deleted = DeletedDocuments()
  deleted.insert(5)
  let inputs = [segment, Segment(segment, deleted: deleted)]
  guard let record = try SegmentMerger(inputs, schema: schema).write(to: path) else { return }
  let merged = try Segment(path: path, number: 3, record: record, schema: schema, deleted: DeletedDocuments())
  for clause in clauses { _ = try SegmentQuestion(clause: clause).answer(merged) }
}
