import ArchiveEvents
import EventLog
import Foundation
import LMDB
import Testing

/// If the last meta page is lost, LMDB opens the commit before: its pages are
/// verified too.
@Suite("The commit before the last")
struct EarlierCommitTests {
  /// Where each record stands that only the commit before uses.
  private static func replacedRecords(_ path: String) throws -> [(table: String, key: [UInt8], offset: Int, count: Int)]
  {
    let file = try MappedFile(path: path)
    let base = try #require(file.bytes.baseAddress)
    var found: [(String, [UInt8], Int, Int)] = []
    _ = PageInspector(bytes: file.bytes, appendOnlyTables: ["events"]).inspect(
      visitPrevious: { table, key, value in
        if let start = value.baseAddress { found.append((table.name, Array(key), start - base, value.count)) }
      })
    return found
  }

  private static func flip(_ path: String, at offset: Int) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: UInt64(offset))
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data([byte ^ 1]))
    try file.close()
  }

  @Test("each of its records altered is named, its counters too")
  func altered() throws {
    let archive = try ScratchLog()
    try archive.with(digests: .init(limit: 20, shares: 3)) { log in
      for round in 0..<6 {
        _ = try log.appendAndWait(Letters.letters(round * 50..<round * 50 + 50))
        _ = try log.appendAndWait([Letters.mbox(Letters.text(round), offset: UInt64(round))])
      }
      // The last commit completes a tile, so that every table changes with it.
      _ = try log.appendAndWait(Letters.letters(300..<520))
    }
    #expect(try archive.verify().isSound)
    let records = try Self.replacedRecords(archive.logFile)
    let tables = Set(records.map(\.table))
    #expect(tables.isSuperset(of: ["events", "content", "digests", "recent", "sources", "state", "tree"]))
    var tried: [String: Int] = [:]
    for record in records where record.count > 0 {
      // A few of each table: what is looked at does not depend on which.
      guard record.table == "state" || tried[record.table, default: 0] < 4 else { continue }
      tried[record.table, default: 0] += 1
      for place in Set([0, record.count - 1]) {
        try Self.flip(archive.logFile, at: record.offset + place)
        let report = try archive.verify()
        #expect(!report.isSound, "byte \(place) of \(record.table) \(Hexadecimal.encode(record.key))")
        try Self.flip(archive.logFile, at: record.offset + place)
      }
    }
    #expect(try archive.verify().isSound)
  }

  @Test("a log whose last commit is lost opens one commit earlier, and is sound")
  func lost() throws {
    let archive = try ScratchLog()
    try archive.with { log in
      _ = try log.appendAndWait(Letters.letters(0..<10))
      _ = try log.appendAndWait(Letters.letters(10..<20))
    }
    // The meta pages hold the number of their commit at byte 144; the larger wins.
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: archive.logFile))
    let pages = try #require(try file.read(upToCount: 8_192))
    func number(_ page: Int) -> UInt64 {
      pages.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: page * 4_096 + 144, as: UInt64.self) }
    }
    let newest = number(1) > number(0) ? 1 : 0
    // A meta page that was never written still has the number of two commits ago.
    try file.seek(toOffset: UInt64(newest * 4_096 + 144))
    try file.write(contentsOf: withUnsafeBytes(of: number(newest) - 2) { Data($0) })
    try file.close()
    try archive.with { log in
      #expect(try log.count() == 10)
      #expect(try log.edge().root == log.rootByDefinition())
      for event in try log.items() { _ = try log.content(#require(event.content)) }
      _ = try log.appendAndWait(Letters.letters(10..<12))
    }
    #expect(try archive.verify().isSound)
  }
}
