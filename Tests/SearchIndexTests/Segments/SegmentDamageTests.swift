import Foundation
import Testing
import TextAnalysis

@testable import SearchIndex

/// Bytes of a segment change on the disk: a search says so or gives the answer that it gave before; it never ends the
/// process, and never gives another answer.
@Suite struct SegmentDamageTests {
  private static let schema = IndexSchema.small

  private static func fill(_ index: SearchIndex, documents: Int = 2_000) throws {
    var dice = Dice(77)
    let maker = ModelDocuments(longest: 30)
    try index.commit(
      (1...documents).map { key in
        var document = maker.document(UInt64(key), &dice)
        let rare = (0..<20).map { _ in "s\(dice.below(4_000))ok" }.joined(separator: " ")
        document.texts.append(IndexDocument.Text(field: 1, bytes: Array(rare.utf8), language: .english))
        return document
      })
  }

  private static let clauses: [SearchClause] = [
    .words("fatura"), .words("ödeme fatura"), .or([.words("invoice"), .words("kitap"), .words("s17ok")]),
    .and([.words("fatura"), .words("ödeme")]), .prefix("s1"), .words("ışık", in: [0]), .range(column: 0, 0...9),
    .keyword(kind: 0, value: Array("fax".utf8)), .keywordPrefix(kind: 1, value: Array("t1".utf8)),
    .and([.all, .not(.words("run"))]),
  ]

  /// The answers to all clauses; for each nil where it was said that the segment is damaged.
  private static func answers(_ segment: Segment) -> [[SearchHit]?] {
    let snapshot = IndexSnapshot(schema: schema, segments: [segment])
    return clauses.map { clause in
      var request = SearchRequest(clause, limit: 20, order: .relevance(ties: 0))
      do throws(IndexError) {
        let plain = try snapshot.search(request).hits
        request.keywordFacets = [0, 1]
        _ = try snapshot.search(request)
        return plain
      } catch {
        #expect(error.code == .damaged && error.message.contains(".segment"))
        return nil
      }
    }
  }

  private static func open(_ path: String, _ record: SegmentRecord) throws(IndexError) -> Segment {
    try Segment(path: path, number: 1, record: record, schema: schema, deleted: DeletedDocuments())
  }

  @Test func aChangedByteIsNoticed() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    try Self.fill(index)
    let record = try index.snapshot().segments[0].record
    let path = try #require(try folder.segments().first)
    index.close()
    let original = try Data(contentsOf: URL(filePath: path))
    let expected = Self.answers(try Self.open(path, record))
    #expect(!expected.contains { $0 == nil || $0 == [] })
    var dice = Dice(1)
    var places = (0..<(original.count / SegmentFormat.pageBytes)).flatMap { page in
      (0..<8).map { _ in page * SegmentFormat.pageBytes + dice.below(SegmentFormat.pageBytes) }
    }
    // The last page, the checksums and the footer.
    places += (0..<80).map { _ in original.count - 1 - dice.below(700) }
    #expect(places.count > 200)
    var (atOnce, later, unharmed) = (0, 0, 0)
    for place in places {
      var bytes = original
      bytes[place] ^= dice.pick([1, 0x80, 0xFF, 0x10])
      // A new file each time: a mapping shows what is written to its own.
      try bytes.write(to: URL(filePath: path), options: .atomic)
      do throws(IndexError) {
        let segment = try Self.open(path, record)
        for (answer, right) in zip(Self.answers(segment), expected) {
          #expect(answer == nil || answer == right, "another answer after a change at \(place)")
          if answer == nil { later += 1 } else { unharmed += 1 }
        }
        #expect(throws: IndexError.self, "unnoticed by verify: \(place)") { try segment.file.verifyAll() }
      } catch {
        #expect(error.code == .damaged, "\(error)")
        atOnce += 1
      }
    }
    #expect(atOnce > 0 && later > 0 && unharmed > 0)
  }

  @Test func aFileThatIsCutLongerOrShorterIsRefused() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    try Self.fill(index, documents: 50)
    let record = try index.snapshot().segments[0].record
    let path = try #require(try folder.segments().first)
    index.close()
    let original = try Data(contentsOf: URL(filePath: path))
    for size in [0, 1, SegmentFormat.footerBytes, original.count / 2, original.count - 1, original.count + 1] {
      let bytes = size > original.count ? original + [0] : original.prefix(size)
      try bytes.write(to: URL(filePath: path), options: .atomic)
      let error = #expect(throws: IndexError.self) { try Self.open(path, record) }
      #expect(error?.code == .damaged)
    }
    try FileManager.default.removeItem(atPath: path)
    let error = #expect(throws: IndexError.self) { try Self.open(path, record) }
    #expect(error?.code == .missing)
  }

  /// The checksums are made right again after the damage: what is decoded then is nonsense, but must stay within bounds.
  @Test func nonsenseWithRightChecksumsEndsNothing() throws {
    let folder = try ScratchFolder()
    let index = try folder.index()
    try Self.fill(index, documents: 300)
    let path = try #require(try folder.segments().first)
    index.close()
    let original = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var dice = Dice(2)
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<(1 + dice.below(4)) {
        bytes[dice.below(original.count - SegmentFormat.footerBytes)] = UInt8(dice.below(256))
      }
      guard let record = SegmentDamage.repairChecksums(&bytes) else { continue }
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      guard let segment = try? Self.open(path, record) else { continue }
      _ = Self.answers(segment)
    }
  }
}
