import Foundation
import LMDB
import Testing

@Suite("Page inspector")
struct PageInspectorTests {
  #if DEBUG
    static let commits = 120
  #else
    static let commits = 1000
  #endif

  static func inspect(_ path: String) throws -> (InspectionReport, EntryDigest) {
    let file = try MappedFile(path: path)
    var digest = EntryDigest()
    let report = PageInspector(bytes: file.bytes, appendOnlyTables: RandomWorkload.appendOnlyTables)
      .inspect { table, key, value in digest.add(table.name, key, value) }
    return (report, digest)
  }

  @Test("after every commit: no fault, and exactly what a cursor sees", arguments: [1, 2, 3, 4] as [UInt64])
  func soundness(seed: UInt64) throws {
    let scratch = try Scratch()
    let workload = try RandomWorkload(path: scratch.path, seed: seed)
    for number in 0..<PageInspectorTests.commits {
      try workload.step()
      let (report, digest) = try PageInspectorTests.inspect(scratch.dataFile)
      try #require(report.isSound, "seed \(seed), step \(number): \(report.faults) and \(report.omittedFaults) more")
      try #require(try digest == workload.digest(), "seed \(seed), step \(number)")
      #expect(try report.lastPage == workload.environment.info().lastPage)
    }
    let statistics = try workload.environment.withReadTransaction { try $0.statistics(workload.names) }
    let (report, _) = try PageInspectorTests.inspect(scratch.dataFile)
    let names = try #require(report.tables.first { $0.table.name == "names" })
    #expect(names.entries == statistics.entries && names.leafPages == statistics.leafPages)
    #expect(names.depth == statistics.depth && !names.table.integerKey)
  }

  @Test("a free list of many thousand pages, spread over many entries and used up again")
  func massDeletion() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path, options: .init(noSync: true))
    let table = try environment.openTable("blobs", integerKey: true, create: true)
    var random = SeededGenerator(seed: 8)
    func check() throws {
      let (report, digest) = try PageInspectorTests.inspect(scratch.dataFile)
      try #require(report.isSound, "\(report.faults)")
      #expect(try digest.count == environment.withReadTransaction { try $0.entryCount(table) })
    }
    try environment.withWriteTransaction { transaction in
      for key in UInt64(0)..<6000 { try transaction.put(table, key, [UInt8](repeating: 1, count: 3000), .append) }
    }
    try check()
    // Every third value goes, so that free pages lie scattered and runs are hard to find.
    try environment.withWriteTransaction { transaction in
      for key in stride(from: UInt64(0), to: 6000, by: 3) { try transaction.delete(table, key) }
    }
    try check()
    try environment.withWriteTransaction { try $0.put(table, 0, [1]) }
    let before = try PageInspectorTests.inspect(scratch.dataFile).0
    #expect(before.freePages > 1500)
    for round in 0..<40 {
      try environment.withWriteTransaction { transaction in
        for _ in 0..<(1 + random.next() % 40) {
          let size = round % 3 == 0 ? 40_000 : 3000
          try transaction.put(table, 20_000 + random.next() % 500, [UInt8](repeating: 2, count: size))
        }
        for _ in 0..<(random.next() % 60) { try transaction.delete(table, random.next() % 6000) }
      }
      try check()
    }
    try environment.withWriteTransaction { try $0.empty(table) }
    try check()
    try environment.withWriteTransaction { try $0.put(table, 0, [UInt8](repeating: 3, count: 2_000_000)) }
    try check()
  }

  @Test("trees of four levels, with keys of all lengths, in both commits")
  func deepTrees() throws {
    let scratch = try Scratch()
    let environment = try Environment.open(path: scratch.path, options: .init(noSync: true))
    let table = try environment.openTable("deep", create: true)
    var random = SeededGenerator(seed: 3)
    for round in 0..<6 {
      try environment.withWriteTransaction { transaction in
        for _ in 0..<400 {
          var key = (0..<Int(300 + random.next() % 212)).map { _ in UInt8(7) }
          for index in 0..<4 { key[index] = UInt8(truncatingIfNeeded: random.next()) }
          if round % 3 == 2 {
            let cursor = try transaction.makeCursor(table)
            if try cursor.seek(key) != nil { try cursor.delete() }
          } else {
            try transaction.put(table, key, [UInt8](repeating: 1, count: Int(random.next() % 1200)))
          }
        }
      }
      let (report, digest) = try PageInspectorTests.inspect(scratch.dataFile)
      try #require(report.isSound, "\(report.faults)")
      #expect(try digest.count == environment.withReadTransaction { try $0.entryCount(table) })
      if round == 5 { #expect((report.tables.first?.depth ?? 0) >= 4) }
    }
  }

  @Test("a fresh file, a copy and a compacted copy are sound")
  func copies() throws {
    let scratch = try Scratch()
    let workload = try RandomWorkload(path: scratch.folder("source"), seed: 12)
    #expect(try PageInspectorTests.inspect(scratch.path + "/source/data.mdb").0.isSound)
    for _ in 0..<60 { try workload.step() }
    let digest = try workload.digest()
    for compact in [false, true] {
      try workload.environment.copy(to: try scratch.folder("copy-\(compact)"), compact: compact)
      let (report, found) = try PageInspectorTests.inspect(scratch.path + "/copy-\(compact)/data.mdb")
      #expect(report.isSound, "\(report.faults)")
      #expect(found == digest)
      #expect((report.freePages == 0) == compact)
    }
    _ = try Environment.open(path: try scratch.folder("empty"))
    let (empty, _) = try PageInspectorTests.inspect(scratch.path + "/empty/data.mdb")
    #expect(empty.isSound && empty.tables.isEmpty && empty.transactionID == 0)
  }
}
