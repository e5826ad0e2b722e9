import ArchiveEvents
import EventLog
import Foundation
import LMDB
import Testing

/// Without a verification: what somebody sees who uses a damaged log.
@Suite("A damaged log in use")
struct DamagedLogTests {
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var code = EventLogError.Code.corrupted
    /// Whether it stands in a reader's way too.
    var hindersReaders = true
    let tamper: @Sendable (ScratchLog) throws -> Void
  }

  static let damages = [
    Damage(testDescription: "a later format", code: .newerFormat) {
      try $0.put("state", Array("format".utf8), [0, 0, 0, 3])
    },
    Damage(testDescription: "no format") { try $0.remove("state", Array("format".utf8)) },
    Damage(testDescription: "no archive id") { try $0.remove("state", Array("archive".utf8)) },
    Damage(testDescription: "another archive's id") { try $0.alter("state", Array("archive".utf8)) { $0[0] ^= 1 } },
    Damage(testDescription: "no edge", hindersReaders: false) { try $0.remove("state", Array("edge".utf8)) },
    Damage(testDescription: "an edge that can't be read", hindersReaders: false) {
      try $0.put("state", Array("edge".utf8), [1, 2, 3])
    },
    Damage(testDescription: "an edge of other events", hindersReaders: false) {
      try $0.alter("state", Array("edge".utf8)) { $0[$0.count - 1] ^= 1 }
    },
    Damage(testDescription: "an edge beyond the events", hindersReaders: false) { archive in
      var builder = TileBuilder()
      for _ in 0..<310 { builder.append(.leaf(parts: [])) }
      try archive.put("state", Array("edge".utf8), builder.edge.encoded())
    },
    Damage(testDescription: "no counters", hindersReaders: false) { try $0.remove("state", Array("counters".utf8)) },
    Damage(testDescription: "a tile gone", hindersReaders: false) {
      try $0.remove("tree", TileID(level: 1, index: 0).key)
    },
    Damage(testDescription: "a table gone", code: .noArchive) { archive in
      try archive.withEnvironment { try $0.dropTable($0.openTable("sources", create: false)) }
    },
    Damage(testDescription: "no LMDB file") { archive in
      try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: archive.logFile))
    },
    Damage(testDescription: "no keys' LMDB file") { archive in
      try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: archive.keyFile))
    },
  ]

  @Test("an owner is refused with the reason and changes nothing; a reader only where it must be", arguments: damages)
  func opening(_ damage: Damage) throws {
    let archive = try SampleArchive.copy()
    try damage.tamper(archive)
    let before = try Data(contentsOf: URL(fileURLWithPath: archive.logFile))
    let error = #expect(throws: EventLogError(damage.code, "")) { try archive.open() }
    #expect(error?.message.contains(archive.path) ?? false, "\(error?.message ?? "")")
    if damage.hindersReaders {
      #expect(throws: EventLogError(damage.code, "")) { try archive.open(as: .reader) }
    } else {
      let count = try archive.with(.reader) { try $0.everything().count }
      #expect(count == Int(SampleArchive.size))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: archive.logFile)) == before)
  }

  @Test("an event or a content that was altered is never given out as if it were whole")
  func reading() throws {
    let archive = try SampleArchive.copy()
    try archive.alter("events", StoredKey.event(3)) { $0[$0.count - 5] ^= 1 }
    try archive.put("events", StoredKey.event(4), [1, 2])
    try archive.alter("content", StoredKey.chunk(archive.envelope(2).content.number, 0)) { $0[0] ^= 1 }
    let large = try archive.envelope(SampleArchive.large).content.number
    try archive.alter("content", StoredKey.chunk(large, 2)) { $0[9] ^= 1 }
    try archive.remove("content", StoredKey.chunk(archive.envelope(1).content.number, 0))
    try archive.with(.reader) { log in
      for position in [3, 4] as [UInt64] {
        let error = #expect(throws: EventLogError(.corrupted, "")) {
          try log.event(at: Position(leafIndex: position - 1))
        }
        #expect(error?.message.contains("position \(position)") ?? false)
      }
      for position in [1, 2, SampleArchive.large] {
        let event = try #require(try log.event(at: Position(leafIndex: position - 1)))
        let error = #expect(throws: EventLogError(.corrupted, "")) { try log.content(#require(event.content)) }
        #expect(error?.message.contains("position \(position)") ?? false)
      }
      #expect(throws: EventLogError(.corrupted, "")) { try log.event(at: Position(leafIndex: 3)) }
    }
  }

  @Test("a proof beyond the log is refused as such")
  func proofsBeyond() throws {
    let archive = try SampleArchive.copy()
    try archive.with(.reader) { log in
      #expect(throws: EventLogError(.notFound, "")) { try log.inclusionProof(of: Position(leafIndex: 9), inSize: 9) }
      #expect(throws: EventLogError(.notFound, "")) { try log.consistencyProof(from: 9, to: 8) }
      #expect(throws: EventLogError(.notFound, "")) { try log.consistencyProof(from: 9, to: 400) }
      #expect(throws: EventLogError(.notFound, "")) {
        try log.inclusionProof(of: Position(leafIndex: 350), inSize: 400)
      }
      #expect(throws: EventLogError(.notFound, "")) { try log.root(atSize: 400) }
    }
  }
}
