import Foundation
import Testing
import TextAnalysis

@testable import SearchIndex

/// Readers see the index of one moment, whatever the owner does meanwhile.
@Suite struct SnapshotTests {
  private func letters(_ keys: ClosedRange<UInt64>, _ word: String) -> [IndexDocument] {
    keys.map { IndexDocument($0, "\(word) s\($0)x") }
  }

  private func count(_ snapshot: IndexSnapshot, _ word: String) throws -> Int? {
    try snapshot.search(SearchRequest(.words(word), limit: 3, order: .relevance(ties: 0))).total
  }

  @Test func aSnapshotStaysAsItWas() throws {
    let folder = try ScratchFolder()
    let (owner, reader) = (try folder.index(), try folder.index(role: .reader))
    try owner.commit(letters(1...50, "fatura"))
    try owner.commit(letters(51...100, "fatura"))
    let snapshots = [try owner.snapshot(), try reader.snapshot()]
    let files = try folder.segments()
    try owner.commit(letters(101...120, "fatura"), deleting: [3, 60])
    try owner.merge(MergePolicy(all: true))
    #expect(owner.segmentCount == 1)
    #expect(files.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
    for snapshot in snapshots {
      #expect(snapshot.documentCount == 100)
      #expect(try count(snapshot, "fatura") == 100)
      #expect(try count(snapshot, "s60x") == 1)
      #expect(try count(snapshot, "s110x") == 0)
    }
    for snapshot in [try owner.snapshot(), try reader.snapshot()] {
      #expect(snapshot.documentCount == 118)
      #expect(try count(snapshot, "fatura") == 118)
      #expect(try count(snapshot, "s60x") == 0)
      #expect(try count(snapshot, "s110x") == 1)
    }
    reader.close()
    owner.close()
  }

  /// Documents that are deleted or added while a merge runs.
  @Test func commitsGoOnBesideAMerge() throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    for part in 0..<4 as Range<UInt64> { try owner.commit(letters((part * 100 + 1)...(part * 100 + 100), "fatura")) }
    var committed = false
    try owner.merge(MergePolicy(all: true)) {
      if !committed {
        committed = true
        // The merge has begun: it must not bring back what goes now.
        try? owner.commit(letters(1_000...1_009, "fatura"), deleting: [1, 100, 101, 400])
      }
      return false
    }
    #expect(committed && owner.segmentCount == 2)
    #expect(try owner.keys(.keys([1, 2, 100, 101, 399, 400, 1_000])) == [2, 399, 1_000])
    #expect(try count(owner.snapshot(), "fatura") == 406)
    owner.close()
    let again = try folder.index()
    #expect(!again.isNew)
    #expect(try count(again.snapshot(), "fatura") == 406)
    again.close()
  }

  @Test func aMergeThatIsStoppedChangesNothing() throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    for part in 0..<3 as Range<UInt64> { try owner.commit(letters((part * 100 + 1)...(part * 100 + 100), "fatura")) }
    let files = try folder.segments()
    let error = #expect(throws: IndexError.self) { try owner.merge(MergePolicy(all: true)) { true } }
    #expect(error?.code == .closed)
    #expect(try folder.segments() == files)
    #expect(try count(owner.snapshot(), "fatura") == 300)
    try owner.merge(MergePolicy(all: true))
    #expect(owner.segmentCount == 1)
    owner.close()
  }

  @Test func whatIsDeletedAltogetherLeavesNoSegment() throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    try owner.commit(letters(1...5, "fatura"))
    try owner.commit(letters(6...9, "fatura"))
    try owner.commit([], deleting: Array(1...9))
    #expect(try owner.keys(.all) == [] && owner.snapshot().documentCount == 0)
    try owner.merge(MergePolicy(all: true))
    #expect(owner.segmentCount == 0)
    #expect(try folder.segments() == [])
    #expect(try owner.keys(.words("fatura")) == [])
    try owner.commit(letters(1...2, "fatura"))
    #expect(try owner.keys(.words("fatura")) == [1, 2])
    owner.close()
  }

  /// Of documents with one key that are added together, the last one counts.
  @Test func theLastOfAKeyCounts() throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    let writer = IndexWriter(owner)
    writer.add(IndexDocument(1, "eski"))
    writer.add(IndexDocument(1, "yeni"), replaces: true)
    writer.add(IndexDocument(2, "eski"))
    writer.delete(2)
    try writer.commit(checkpoint: [])
    #expect(try owner.keys(.all) == [1])
    #expect(try owner.keys(.words("eski")) == [])
    owner.close()
  }

  /// In the order in which it was asked for, whichever way a document was given.
  @Test func whatIsAddedAfterItsDeletionIsThere() throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    try owner.commit(letters(1...3, "eski"))
    let writer = IndexWriter(owner)
    for key in 1...3 as ClosedRange<UInt64> { writer.delete(key) }
    writer.add(IndexDocument(1, "yeni"))
    Array("yeni".utf8).withUnsafeBytes { writer.add(2, [2, 0], [(0, $0, .turkish)]) }
    try writer.commit(checkpoint: [])
    #expect(try owner.keys(.all) == [1, 2])
    #expect(try owner.keys(.words("yeni")) == [1, 2])
    owner.close()
  }

  @Test func severalWritersAtOnce() async throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<3 as Range<UInt64> {
        group.addTask {
          for round in 0..<8 as Range<UInt64> {
            let first = lane * 1_000 + round * 10 + 1
            try owner.commit(letters(first...(first + 9), "fatura"), deleting: round > 0 ? [first - 1] : [])
          }
        }
      }
      group.addTask { for _ in 0..<10 { try owner.merge(MergePolicy(factor: 3, smallest: 1 << 20)) } }
      try await group.waitForAll()
    }
    #expect(try count(owner.snapshot(), "fatura") == 3 * (80 - 7))
    owner.close()
    let again = try folder.index()
    #expect(!again.isNew)
    #expect(try count(again.snapshot(), "fatura") == 3 * (80 - 7))
    again.close()
  }

  @Test func readersAndOwnerAtOnce() async throws {
    let folder = try ScratchFolder()
    let owner = try folder.index()
    try owner.commit(letters(1...20, "fatura"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 1...25 as ClosedRange<UInt64> {
          try owner.commit(letters((round * 20 + 1)...(round * 20 + 20), "fatura"))
          try owner.merge(MergePolicy(factor: 3, smallest: 30_000))
        }
      }
      for _ in 0..<2 {
        group.addTask {
          var last = 0
          let reader = try folder.index(role: .reader)
          for _ in 0..<60 {
            let snapshot = try reader.snapshot()
            let total = try count(snapshot, "fatura") ?? -1
            #expect(total == snapshot.documentCount && total % 20 == 0 && total >= last)
            last = total
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try count(owner.snapshot(), "fatura") == 520)
    owner.close()
  }
}
