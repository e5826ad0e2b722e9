import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf
import Testing

/// A sound archive with every kind of record, made once and copied for each
/// test that damages it.
enum SampleArchive {
  static let sighting: UInt64 = 6
  static let large: UInt64 = 7
  static let note: UInt64 = 8
  static let size: UInt64 = 300
  static let notedSizes: [UInt64] = [100, 300]

  /// The secrets and the files of the original, which has no folder any more.
  private struct Original {
    let archive: ScratchLog
    let log: Data
    let keys: Data
  }

  /// Fails with the reason for which it could not be made.
  private static let original = Result { () throws -> Original in
    let archive = try ScratchLog()
    // The digests of the first letters are taken over into `digests`, the others stay in `recent`.
    try archive.with(digests: .init(limit: 4, shares: 1)) { log in
      var random = NumberedGenerator(4)
      _ = try log.appendAndWait(Letters.letters(0..<5))
      _ = try log.appendAndWait([Letters.mbox(Letters.text(1), offset: 0)])
      _ = try log.appendAndWait([Letters.maildir(random.bytes(700_000), name: "large")])
      let note = Evrak_Archive_V1_NoteRecorded.with { $0.text = "A visit." }
      _ = try log.appendAndWait([EventDraft(.noteRecorded(note), attachments: [.bytes(Array("a sketch".utf8))])])
      _ = try log.appendAndWait((8..<100).map { Letters.opaque(StoredKey.number($0)) })
      _ = try archive.sign(log)
      _ = try log.appendAndWait((100..<299).map { Letters.opaque(StoredKey.number($0)) })
      _ = try log.appendAndWait([Letters.letter(299)])
      _ = try archive.sign(log)
    }
    let original = Original(
      archive: archive, log: try Data(contentsOf: URL(fileURLWithPath: archive.logFile)),
      keys: try Data(contentsOf: URL(fileURLWithPath: archive.keyFile)))
    // A static value has no end at which it would go away.
    try FileManager.default.removeItem(atPath: archive.path)
    return original
  }

  static func copy() throws -> ScratchLog {
    let original = try original.get()
    let copy = try ScratchLog(likeness: original.archive)
    try copy.write(log: original.log, keys: original.keys)
    return copy
  }
}

extension ScratchLog {
  func envelope(_ position: UInt64) throws -> EventEnvelope {
    try EventEnvelope(serializedBytes: #require(try value("events", StoredKey.event(position))))
  }

  /// The record of `table` that leads to `position`.
  func lookupKey(_ table: String, to position: UInt64) throws -> [UInt8] {
    try #require(try records(table).first { $0.value == StoredKey.number(position) }).key
  }

  /// Writes tree, edge and counters anew for the events that are there, as the
  /// log itself would have written them.
  func recomputeTree() throws {
    var builder = TileBuilder()
    var counters: (key: UInt64, content: UInt64) = (0, 0)
    for record in try records("events") {
      builder.append(record.value.withUnsafeBytes(MerkleHash.leaf))
      let envelope = try EventEnvelope(serializedBytes: record.value)
      let contents = (envelope.hasContent ? [envelope.content] : []) + envelope.attachments
      counters.key = max(counters.key, envelope.keyID)
      counters.content = contents.map(\.number).reduce(counters.content, max)
    }
    for record in try records("tree") { try remove("tree", record.key) }
    for (id, hashes) in builder.drainTiles() { try put("tree", id.key, hashes) }
    try put("state", Array("edge".utf8), builder.edge.encoded())
    try put("state", Array("counters".utf8), StoredKey.number(counters.key) + StoredKey.number(counters.content))
  }

  /// Cuts the log off after `size` events and leaves no trace of the rest,
  /// except in the notes.
  func cutOff(after size: UInt64) throws {
    for position in try size + 1...UInt64(records("events").count) {
      let envelope = try envelope(position)
      for content in (envelope.hasContent ? [envelope.content] : []) + envelope.attachments {
        for record in try records("content") where record.key.starts(with: StoredKey.number(content.number)) {
          try remove("content", record.key)
        }
      }
      try remove("events", StoredKey.event(position))
      for table in ["digests", "sources"] {
        for record in try records(table) where record.value == StoredKey.number(position) {
          try remove(table, record.key)
        }
      }
      for record in try records("recent") where record.key == StoredKey.event(position) {
        try remove("recent", record.key)
      }
    }
    try recomputeTree()
  }

  /// Replaces all notes by one that the true key signs for the log as it is.
  func signAnew() throws -> SignedNote {
    for record in try records("checkpoints") { try remove("checkpoints", record.key) }
    let edge = try MerkleEdge(decoding: #require(try value("state", Array("edge".utf8))))
    let note = try Checkpoint(origin: signingKey.name.rawValue, size: edge.size, root: edge.root).signed(by: signingKey)
    try put("checkpoints", StoredKey.number(edge.size), Array(note.encoded.utf8))
    return note
  }
}
