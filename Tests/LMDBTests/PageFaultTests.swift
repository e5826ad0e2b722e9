import Foundation
import LMDB
import Testing

/// Each rule of the format, broken once in a file made by LMDB: the fault must have its kind, place and table.
@Suite("Page faults")
struct PageFaultTests {
  /// A file whose layout is known: table "log" of integer keys on branch and leaf pages, one value on overflow pages.
  final class LaidOut {
    var bytes: [UInt8]
    let meta: Int
    let tableRecord: Int
    let root: Int
    let leaf: Int
    let overflow: Int
    let freeLeaf: Int

    init() throws {
      let scratch = try Scratch()
      do {
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.openTable("log", integerKey: true, create: true)
        try environment.withWriteTransaction { transaction in
          for key in UInt64(1)...200 { try transaction.put(table, key, [UInt8](repeating: 5, count: 101), .append) }
        }
        try environment.withWriteTransaction { transaction in
          for key in UInt64(201)...300 { try transaction.put(table, key, [UInt8](repeating: 6, count: 101), .append) }
          try transaction.put(table, 301, [UInt8](repeating: 7, count: 10_000), .append)
        }
      }
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: scratch.dataFile)))
      let meta = LaidOut.word(bytes, 144) > LaidOut.word(bytes, 4096 + 144) ? 0 : 4096
      let main = 4096 * Int(LaidOut.word(bytes, meta + 128))
      let node = main + LaidOut.half(bytes, main + 16)
      (self.bytes, self.meta) = (bytes, meta)
      tableRecord = node + 8 + 3
      root = 4096 * Int(LaidOut.word(bytes, tableRecord + 40))
      let last = LaidOut.half(bytes, root + 12) - 2
      let child = root + LaidOut.half(bytes, root + last)
      leaf = 4096 * Int(LaidOut.word(bytes, child) & 0xffff_ffff)
      let value = leaf + LaidOut.half(bytes, leaf + LaidOut.half(bytes, leaf + 12) - 2)
      overflow = 4096 * Int(LaidOut.word(bytes, value + 16))
      freeLeaf = 4096 * Int(LaidOut.word(bytes, meta + 80))
      try #require(
        bytes[root + 10] == 1 && bytes[leaf + 10] == 2 && bytes[overflow + 10] == 4 && bytes[freeLeaf + 10] == 2)
    }

    static func half(_ bytes: [UInt8], _ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
    }

    /// The node at `index` of the page at `page`.
    func node(_ page: Int, _ index: Int) -> Int { page + LaidOut.half(bytes, page + 16 + 2 * index) }

    func inspect() -> InspectionReport {
      bytes.withUnsafeBytes { PageInspector(bytes: $0, appendOnlyTables: ["log"]).inspect() }
    }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: PageFault.Kind
    let inTable: Bool
    let place: @Sendable (LaidOut) -> Int
    var mask: UInt8 = 0x04

    init(
      _ name: String, _ kind: PageFault.Kind, inTable: Bool = true, mask: UInt8 = 4,
      _ place: @escaping @Sendable (LaidOut) -> Int
    ) {
      (testDescription, self.kind, self.inTable, self.mask, self.place) = (name, kind, inTable, mask, place)
    }
  }

  static let damages: [Damage] = [
    Damage("magic", .meta, inTable: false) { $0.meta + 16 },
    Damage("version", .meta, inTable: false) { $0.meta + 20 },
    Damage("page size", .meta, inTable: false) { $0.meta + 41 },
    Damage("map size", .meta, inTable: false) { $0.meta + 33 },
    Damage("last page", .truncated, inTable: false, mask: 0x20) { $0.meta + 136 },
    Damage("transaction", .meta, inTable: false) { $0.meta + 144 },
    Damage("root of the tables", .pageReference, inTable: false, mask: 0x80) { $0.meta + 128 + 3 },
    Damage("a table's settings", .tableRecord, mask: 0x04) { $0.tableRecord + 4 },
    Damage("a table's depth", .counters, mask: 0x01) { $0.tableRecord + 6 },
    Damage("a table's entries", .counters) { $0.tableRecord + 32 },
    Damage("a table's leaf pages", .counters) { $0.tableRecord + 16 },
    Damage("a table's root", .pageReference, mask: 0x40) { $0.tableRecord + 42 },
    Damage("branch page number", .pageHeader) { $0.root },
    Damage("branch page kind", .pageHeader) { $0.root + 10 },
    Damage("branch fill mark", .pageLayout) { $0.root + 12 },
    Damage("branch node pointer", .pageLayout, mask: 0x20) { $0.root + 18 },
    Damage("separator", .keyOrder, mask: 0x01) { $0.node($0.root, 3) + 8 },
    Damage("separator's size", .node) { $0.node($0.root, 3) + 6 },
    Damage("child page", .pageReference, mask: 0x40) { $0.node($0.root, 2) + 2 },
    Damage("leaf page number", .pageHeader) { $0.leaf + 2 },
    Damage("leaf page kind", .pageHeader, mask: 0x01) { $0.leaf + 10 },
    Damage("leaf node pointer", .node, mask: 0x02) { $0.leaf + 16 },
    Damage("key", .keyOrder, mask: 0xf0) { $0.node($0.leaf, 2) + 8 },
    Damage("key size", .node, mask: 0x01) { $0.node($0.leaf, 2) + 6 },
    Damage("value size", .pageLayout, mask: 0x08) { $0.node($0.leaf, 2) },
    Damage("node flags", .node, mask: 0x02) { $0.node($0.leaf, 2) + 4 },
    Damage("overflow page number", .pageHeader) { $0.overflow + 1 },
    Damage("overflow page count", .pageHeader, mask: 0x03) { $0.overflow + 12 },
    Damage("overflow page kind", .pageHeader, mask: 0x02) { $0.overflow + 10 },
    Damage("free list: count", .freeList, inTable: false) { $0.node($0.freeLeaf, 0) + 17 },
    Damage("free list: page", .freeList, inTable: false, mask: 0x80) { $0.node($0.freeLeaf, 0) + 25 },
    Damage("free list: transaction", .freeList, inTable: false, mask: 0x80) { $0.node($0.freeLeaf, 0) + 8 },
  ]

  @Test("is named with kind, place and table", arguments: damages)
  func named(damage: Damage) throws {
    let file = try LaidOut()
    #expect(file.inspect().isSound)
    let offset = damage.place(file)
    file.bytes[offset] ^= damage.mask
    let report = file.inspect()
    let faults = report.faults.filter { $0.kind == damage.kind }
    #expect(!faults.isEmpty, "\(report.faults)")
    if damage.inTable { #expect(faults.contains { $0.table == "log" }, "\(report.faults)") }
    if damage.kind != .truncated {
      #expect(
        faults.contains { abs($0.offset - offset) < 4096 && Int($0.page) == $0.offset / 4096 }, "\(report.faults)")
    }
  }

  @Test("a damaged part does not hide the rest")
  func rest() throws {
    let file = try LaidOut()
    file.bytes[file.leaf + 10] ^= 1
    var entries = 0
    let report = file.bytes.withUnsafeBytes { PageInspector(bytes: $0).inspect { _, _, _ in entries += 1 } }
    #expect(report.faults.count == 1)
    #expect(report.faults.first?.page == UInt64(file.leaf / 4096))
    let lost = (LaidOut.half(file.bytes, file.leaf + 12) - 16) / 2
    #expect(entries == 301 - lost)
  }

  @Test("only so many faults are described")
  func limit() throws {
    let file = try LaidOut()
    for page in stride(from: 8192, to: file.bytes.count, by: 4096) { file.bytes[page] ^= 0xff }
    let report = file.bytes.withUnsafeBytes { PageInspector(bytes: $0, maximumFaults: 3).inspect() }
    #expect(report.faults.count == 3 && report.omittedFaults > 3)
  }
}
