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
}
