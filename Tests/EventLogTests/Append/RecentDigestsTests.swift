import ArchiveEvents
import EventLog
import LMDB
import Testing

@Suite("Digests on their way into the table")
struct RecentDigestsTests {
  /// Every draft is known again from its source and from elsewhere, wherever its digest lies.
  private func expectKnown(_ numbers: Range<Int>, in log: LMDBArchiveLog, elsewhere: Int) throws {
    for outcome in try log.appendAndWait(Letters.letters(numbers)) {
      guard case .duplicate = outcome else {
        Issue.record("a letter of a known source was \(outcome)")
        continue
      }
    }
    let copies = numbers.map { Letters.mbox(Letters.text($0), offset: UInt64($0), path: "/mail/\(elsewhere).mbox") }
    for outcome in try log.appendAndWait(copies) {
      guard case .sighted = outcome else {
        Issue.record("a known letter was \(outcome)")
        continue
      }
    }
  }

  @Test("What was taken in is known before, while and after it is taken over, and later", arguments: [1, 3, 8])
  func known(shares: Int) throws {
    let archive = try ScratchLog()
    for round in 0..<3 {
      try archive.with(digests: .init(limit: 40, shares: shares)) { log in
        for part in 0..<10 {
          let start = round * 200 + part * 20
          _ = try log.appendAndWait(Letters.letters(start..<start + 20))
        }
        try expectKnown(0..<(round + 1) * 200, in: log, elsewhere: round)
      }
      let report = try archive.verify()
      #expect(report.isSound, "\(report.faults)")
      #expect(report.items == UInt64(round + 1) * 200)
    }
    let (recent, digests) = (try archive.recordCount("recent"), try archive.recordCount("digests"))
    #expect(recent + digests == 600)
    // A share is taken over with a commit, so that a few more than the limit may wait.
    #expect(recent < 200 && digests > 400, "\(recent) and \(digests)")
  }

  @Test("Twins within one append, and one beside a digest that is being taken over, are one item")
  func twins() throws {
    let archive = try ScratchLog()
    try archive.with(digests: .init(limit: 0, shares: 1)) { log in
      let first = try log.appendAndWait([
        Letters.letter(1), Letters.mbox(Letters.text(1), offset: 7), Letters.letter(2),
      ])
      let again = try log.appendAndWait([Letters.mbox(Letters.text(2), offset: 8), Letters.letter(3)])
      #expect(first.map(\.position.rawValue).sorted() == [1, 2, 3])
      guard case .sighted(_, let item) = again[0] else {
        Issue.record("\(again[0])")
        return
      }
      #expect(item.position == first[2].position)
    }
    let report = try archive.verify()
    #expect(report.isSound && report.items == 3 && report.events == 5, "\(report.faults)")
  }

  @Test("Owners of a single commit each keep the table within its bound")
  func shortLivedOwners() throws {
    let archive = try ScratchLog()
    for round in 0..<60 {
      try archive.with(digests: .init(limit: 40, shares: 8)) { log in
        _ = try log.appendAndWait(Letters.letters(round * 10..<round * 10 + 10))
      }
      // What is above the limit goes a share at a time, the fullest first: some sixth of what waits, each commit.
      #expect(try archive.recordCount("recent") <= 40 + 3 * 10)
    }
    #expect(try archive.verify().isSound)
  }

  @Test("A digest of a position beyond the head is damage, not a reason for appends to fail")
  func beyondTheHead() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    try archive.put("recent", StoredKey.event(9), Array(repeating: 1, count: 16))
    #expect(throws: EventLogError(.corrupted, "")) { try archive.open() }
  }

  /// Makes of a log of format 2 whose digests were all taken over one of format 1.
  private func asFirstFormat(_ archive: ScratchLog) throws {
    for record in try archive.records("recent") {
      let position = record.key.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
      try archive.put("digests", record.value, StoredKey.number(position))
      try archive.remove("recent", record.key)
    }
    try archive.put("state", Array("format".utf8), [0, 0, 0, 1])
  }

  @Test("The format says whether there is a table of recent digests")
  func format() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<5)) }
    try asFirstFormat(archive)
    // Format 1 has no such table, not even an empty one.
    let report = try archive.verify()
    #expect(report.faults.map(\.table) == ["state"])
    try archive.with { log in try expectKnown(0..<5, in: log, elsewhere: 0) }
    #expect(try archive.value("state", Array("format".utf8)) == [0, 0, 0, 2])
    #expect(try archive.verify().isSound)
  }

  @Test("A record that is no digest is named, and the log is not opened for writing")
  func damaged() throws {
    let archive = try ScratchLog()
    try archive.with { _ = try $0.appendAndWait(Letters.letters(0..<2)) }
    try archive.put("recent", StoredKey.event(2), [1, 2, 3])
    #expect(throws: EventLogError(.corrupted, "")) { try archive.open() }
    #expect(try archive.verify().faults.contains { $0.table == "recent" && $0.position == 2 })
    #expect(try archive.with(.reader) { try $0.count() } == 2)
  }
}
