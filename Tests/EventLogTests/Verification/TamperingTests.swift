import ArchiveEvents
import EventLog
import Foundation
import LMDB
import SwiftProtobuf
import Testing

/// One thing that somebody with LMDB's tools could do, and where the fault must be said to lie.
struct Tampering: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let table: String
  var position: UInt64?
  let tamper: @Sendable (ScratchLog) throws -> Void

  init(
    _ what: String, _ table: String, at position: UInt64? = nil,
    _ tamper: @escaping @Sendable (ScratchLog) throws -> Void
  ) {
    testDescription = what
    self.table = table
    self.position = position
    self.tamper = tamper
  }
}

@Suite("Verification names what was done to the log")
struct TamperingTests {
  @Test("the sample itself is sound, and everything in it was looked at")
  func sound() throws {
    let report = try SampleArchive.copy().verify()
    #expect(report.isSound, "\(report.faults)")
    #expect(report.events == SampleArchive.size && report.items == 8 && report.checkpoints == 2)
    let letters = [0, 1, 2, 3, 4, 299].map { Letters.text($0).count }.reduce(0, +)
    #expect(report.originalBytes == UInt64(letters + 700_000 + "a sketch".utf8.count))
    #expect(report.root != nil)
  }

  @Test("an empty archive is sound")
  func empty() throws {
    let report = try ScratchLog().verify()
    #expect(report.isSound, "\(report.faults)")
    #expect(report.events == 0 && report.root == .emptyRoot)
  }

  @Test(
    "each act is named with its table and position",
    arguments: Self.events + Self.contents + Self.lookups + Self.tree + Self.state)
  func named(_ act: Tampering) throws {
    let archive = try SampleArchive.copy()
    try act.tamper(archive)
    let report = try archive.verify()
    let named = report.faults.filter { $0.table == act.table && (act.position == nil || $0.position == act.position) }
    #expect(!named.isEmpty, "\(act.testDescription): \(report.faults)")
    let size = try #require(try FileManager.default.attributesOfItem(atPath: archive.logFile)[.size] as? UInt64)
    for fault in report.faults {
      #expect(!fault.fault.isEmpty && fault.description.contains(fault.fault))
      if let offset = fault.offset { #expect(offset < size && fault.file == archive.logFile) }
    }
  }

  static let events: [Tampering] = [
    Tampering("a byte of an event altered", "events", at: 3) { archive in
      try archive.alter("events", StoredKey.event(3)) { $0[$0.count - 5] ^= 1 }
    },
    Tampering("the time of an event moved", "tree", at: 3) { archive in
      var envelope = try archive.envelope(3)
      envelope.recordedAtUs -= 86_400_000_000
      try archive.put("events", StoredKey.event(3), envelope.serializedBytes())
    },
    Tampering("two events in each other's place", "tree", at: 3) { archive in
      let (one, two) = (
        try #require(try archive.value("events", StoredKey.event(3))),
        try #require(try archive.value("events", StoredKey.event(4)))
      )
      try archive.put("events", StoredKey.event(3), two)
      try archive.put("events", StoredKey.event(4), one)
    },
    Tampering("an event replaced by rubbish", "events", at: 20) { archive in
      try archive.put("events", StoredKey.event(20), Array(repeating: 0xFF, count: 40))
    },
    Tampering("an event said to be erased", "tree", at: 3) { archive in
      var envelope = try archive.envelope(3)
      envelope.keyID = 1 << 40
      try archive.put("events", StoredKey.event(3), envelope.serializedBytes())
    },
    Tampering("an event taken from the midst", "events", at: 150) { archive in
      try archive.remove("events", StoredKey.event(150))
    },
    Tampering("the last event taken", "state") { archive in
      try archive.remove("events", StoredKey.event(SampleArchive.size))
    },
    Tampering("the last events taken with all that follows from them", "checkpoints", at: 300) { archive in
      try archive.cutOff(after: 290)
    },
    Tampering("an event put at the end", "state") { archive in
      try archive.put("events", StoredKey.event(301), #require(try archive.value("events", StoredKey.event(20))))
    },
    Tampering("an event put beyond the end", "events", at: 301) { archive in
      try archive.put("events", StoredKey.event(400), #require(try archive.value("events", StoredKey.event(20))))
    },
    Tampering("an event altered and the tree computed anew", "checkpoints", at: 100) { archive in
      var envelope = try archive.envelope(3)
      envelope.recordedAtUs += 1
      try archive.put("events", StoredKey.event(3), envelope.serializedBytes())
      try archive.recomputeTree()
    },
  ]

  static let contents: [Tampering] = [
    Tampering("a byte of a chunk altered", "content", at: SampleArchive.large) { archive in
      try archive.alter("content", StoredKey.chunk(archive.envelope(SampleArchive.large).content.number, 1)) {
        $0[1_000] ^= 4
      }
    },
    Tampering("a small content altered", "content", at: 2) { archive in
      try archive.alter("content", StoredKey.chunk(archive.envelope(2).content.number, 0)) { $0[0] ^= 4 }
    },
    Tampering("the first chunk removed", "content", at: SampleArchive.large) { archive in
      try archive.remove("content", StoredKey.chunk(archive.envelope(SampleArchive.large).content.number, 0))
    },
    Tampering("a chunk in the midst removed", "content", at: SampleArchive.large) { archive in
      try archive.remove("content", StoredKey.chunk(archive.envelope(SampleArchive.large).content.number, 1))
    },
    Tampering("the last chunk removed", "content", at: SampleArchive.large) { archive in
      try archive.remove("content", StoredKey.chunk(archive.envelope(SampleArchive.large).content.number, 2))
    },
    Tampering("a content removed", "content", at: 1) { archive in
      try archive.remove("content", StoredKey.chunk(archive.envelope(1).content.number, 0))
    },
    Tampering("an attachment altered", "content", at: SampleArchive.note) { archive in
      try archive.alter("content", StoredKey.chunk(archive.envelope(SampleArchive.note).attachments[0].number, 0)) {
        $0[0] ^= 1
      }
    },
    Tampering("two chunks of one content swapped", "content", at: SampleArchive.large) { archive in
      let number = try archive.envelope(SampleArchive.large).content.number
      let chunks = try (0..<2).map { try #require(try archive.value("content", StoredKey.chunk(number, $0))) }
      try archive.put("content", StoredKey.chunk(number, 0), chunks[1])
      try archive.put("content", StoredKey.chunk(number, 1), chunks[0])
    },
    Tampering("the contents of two items swapped", "content", at: 1) { archive in
      let keys = try [1, 2].map { StoredKey.chunk(try archive.envelope($0).content.number, 0) }
      let chunks = try keys.map { try #require(try archive.value("content", $0)) }
      try archive.put("content", keys[0], chunks[1])
      try archive.put("content", keys[1], chunks[0])
    },
    Tampering("a chunk added to a content", "content", at: 2) { archive in
      try archive.put("content", StoredKey.chunk(archive.envelope(2).content.number, 1), [1, 2, 3])
    },
    Tampering("content of no event", "content") { archive in
      try archive.put("content", StoredKey.chunk(5_000, 0), Array(repeating: 1, count: 100))
    },
    Tampering("content of an event marked to be dropped", "staged") { archive in
      try archive.put("staged", StoredKey.number(archive.envelope(2).content.number), [])
    },
  ]

  static let lookups: [Tampering] = [
    Tampering("a digest removed", "digests", at: 2) { archive in
      try archive.remove("digests", archive.lookupKey("digests", to: 2))
    },
    Tampering("a digest added", "digests", at: 4) { archive in
      try archive.put("digests", Array(repeating: 9, count: 16), StoredKey.number(4))
    },
    Tampering("a digest led to another item", "digests", at: 2) { archive in
      try archive.put("digests", archive.lookupKey("digests", to: 2), StoredKey.number(3))
    },
    Tampering("a digest lengthened", "digests", at: 2) { archive in
      try archive.put("digests", archive.lookupKey("digests", to: 2), StoredKey.number(2) + [0])
    },
    Tampering("a recent digest removed", "digests", at: SampleArchive.large) { archive in
      try archive.remove("recent", StoredKey.event(SampleArchive.large))
    },
    Tampering("a recent digest altered", "recent", at: SampleArchive.large) { archive in
      try archive.alter("recent", StoredKey.event(SampleArchive.large)) { $0[15] ^= 1 }
    },
    Tampering("a recent digest of an event that has none", "recent", at: 20) { archive in
      try archive.put("recent", StoredKey.event(20), Array(repeating: 9, count: 16))
    },
    Tampering("a recent digest of an event that is not there", "recent", at: 5_000) { archive in
      try archive.put("recent", StoredKey.event(5_000), Array(repeating: 9, count: 16))
    },
    Tampering("a digest in both tables", "digests", at: SampleArchive.large) { archive in
      let digest = try #require(try archive.value("recent", StoredKey.event(SampleArchive.large)))
      try archive.put("digests", digest, StoredKey.number(SampleArchive.large))
    },
    Tampering("a source removed", "sources", at: 1) { archive in
      try archive.remove("sources", archive.lookupKey("sources", to: 1))
    },
    Tampering("the source of a sighting removed", "sources", at: SampleArchive.sighting) { archive in
      try archive.remove("sources", archive.lookupKey("sources", to: SampleArchive.sighting))
    },
    Tampering("a source added", "sources", at: 5) { archive in
      let known = try archive.lookupKey("sources", to: 5)
      try archive.put("sources", Array(known.dropLast()) + [known[known.count - 1] ^ 1], StoredKey.number(5))
    },
    Tampering("a source led to another event", "sources", at: SampleArchive.sighting) { archive in
      try archive.put("sources", archive.lookupKey("sources", to: SampleArchive.sighting), StoredKey.number(1))
    },
    Tampering("a source led nowhere", "sources", at: 1) { archive in
      try archive.put("sources", archive.lookupKey("sources", to: 1), [])
    },
  ]

  private static let leafTile = TileID(level: 0, index: 0).key

  static let tree: [Tampering] = [
    Tampering("a tile altered", "tree", at: 3) { try $0.alter("tree", leafTile) { $0[77] ^= 1 } },
    Tampering("a tile of a higher level altered", "tree") {
      try $0.alter("tree", TileID(level: 1, index: 0).key) { $0[3] ^= 1 }
    },
    Tampering("a tile cut short", "tree") { try $0.alter("tree", leafTile) { $0.removeLast(32) } },
    Tampering("a tile removed", "tree") { try $0.remove("tree", leafTile) },
    Tampering("a tile added", "tree") {
      try $0.put("tree", TileID(level: 2, index: 0).key, Array(repeating: 0, count: 32))
    },
    Tampering("a key that is no tile's", "tree") { try $0.put("tree", [1, 2], [0]) },
    Tampering("a note's text altered", "checkpoints") { archive in
      try archive.alter("checkpoints", StoredKey.number(100)) { note in
        note = Array(String(decoding: note, as: UTF8.self).replacing("\n100\n", with: "\n101\n").utf8)
      }
    },
    Tampering("a note's signature altered", "checkpoints") { archive in
      try archive.alter("checkpoints", StoredKey.number(300)) { $0[$0.count - 20] = $0[$0.count - 20] == 65 ? 66 : 65 }
    },
    Tampering("a note kept under another size", "checkpoints") { archive in
      try archive.put(
        "checkpoints", StoredKey.number(120), #require(try archive.value("checkpoints", StoredKey.number(100))))
    },
    Tampering("a line added after a note", "checkpoints") { archive in
      try archive.alter("checkpoints", StoredKey.number(100)) { $0 += Array("\n".utf8) }
    },
    Tampering("a note by another key of the same name", "checkpoints") { archive in
      let key = NoteSigningKey(generatingFor: archive.signingKey.name)
      let edge = try MerkleEdge(decoding: #require(try archive.value("state", Array("edge".utf8))))
      let note = try Checkpoint(origin: key.name.rawValue, size: edge.size, root: edge.root).signed(by: key)
      try archive.put("checkpoints", StoredKey.number(300), Array(note.encoded.utf8))
    },
    Tampering("a signed note of a longer log", "checkpoints", at: 500) { archive in
      let note = try Checkpoint(origin: archive.signingKey.name.rawValue, size: 500, root: .emptyRoot).signed(
        by: archive.signingKey)
      try archive.put("checkpoints", StoredKey.number(500), Array(note.encoded.utf8))
    },
    Tampering("rubbish for a note", "checkpoints") { try $0.put("checkpoints", StoredKey.number(7), [0, 1, 2]) },
  ]

  static let state: [Tampering] = [
    Tampering("the edge altered", "state") { try $0.alter("state", Array("edge".utf8)) { $0[20] ^= 1 } },
    Tampering("the edge of a smaller log", "state") { try $0.put("state", Array("edge".utf8), MerkleEdge().encoded()) },
    Tampering("the edge removed", "state") { try $0.remove("state", Array("edge".utf8)) },
    Tampering("the highest key altered", "state") { try $0.alter("state", Array("counters".utf8)) { $0[7] ^= 1 } },
    Tampering("the highest content altered", "state") { try $0.alter("state", Array("counters".utf8)) { $0[15] ^= 1 } },
    Tampering("the counters removed", "state") { try $0.remove("state", Array("counters".utf8)) },
    Tampering("another format", "state") { try $0.alter("state", Array("format".utf8)) { $0[3] = 0 } },
    Tampering("another archive's id", "state") { try $0.alter("state", Array("archive".utf8)) { $0[3] ^= 1 } },
    Tampering("a record that no format has", "state") { try $0.put("state", Array("edge2".utf8), [1]) },
    Tampering("a table of no format", "extra") { archive in
      try archive.withEnvironment { environment in
        let table = try environment.openTable("extra", create: true)
        try environment.withWriteTransaction { _ = try $0.put(table, [1], [1]) }
      }
    },
    Tampering("an empty table of no format", "extra") { archive in
      try archive.withEnvironment { _ = try $0.openTable("extra", create: true) }
    },
    Tampering("an empty table dropped", "staged") { archive in
      try archive.withEnvironment { try $0.dropTable($0.openTable("staged", create: false)) }
    },
    Tampering("a whole table emptied", "sources", at: 1) { archive in
      for record in try archive.records("sources") { try archive.remove("sources", record.key) }
    },
  ]

  @Test("faults in keys/ are named there")
  func keys() throws {
    let archive = try SampleArchive.copy()
    try archive.alter("keys", StoredKey.event(4), .keys) { $0[30] ^= 1 }
    try archive.alter("settings", Array("digest-key".utf8), .keys) { $0[30] ^= 1 }
    try archive.put("settings", Array("other".utf8), [1], .keys)
    let report = try archive.verify()
    #expect(report.faults.contains { $0.table == "keys" && $0.key == "4" && $0.file == archive.keyFile })
    #expect(report.faults.filter { $0.table == "settings" }.count == 2)
  }

  @Test("a log of another archive beside these keys is named")
  func foreignLog() throws {
    let archive = try SampleArchive.copy()
    let other = try ScratchLog()
    try other.with { _ = try $0.appendAndWait(Letters.letters(0..<3)) }
    try FileManager.default.removeItem(atPath: archive.logFile)
    try FileManager.default.copyItem(atPath: other.logFile, toPath: archive.logFile)
    #expect(throws: EventLogError(.corrupted, "")) { try archive.open() }
    let report = try archive.verify()
    #expect(report.faults.contains { $0.table == "state" && $0.fault.contains("archive's id") })
    #expect(report.faults.contains { $0.table == "events" && $0.position == 1 })
  }

  @Test("so many faults that not all are described are still counted")
  func many() throws {
    let archive = try SampleArchive.copy()
    for position in 9...290 as ClosedRange<UInt64> { try archive.put("events", StoredKey.event(position), [1]) }
    for number in 0..<1_200 as Range<UInt64> {
      try archive.put("digests", StoredKey.number(number), StoredKey.number(1))
    }
    let report = try archive.verify()
    #expect(!report.isSound)
    #expect(report.faults.count + report.omitted >= 282)
    for position in [9, 150, 290] as [UInt64] {
      #expect(report.faults.contains { $0.position == position && $0.table == "events" })
    }
  }
}
