import ArchiveEvents
import LMDB

/// The tables of `log/` that owners and readers use, beside the owner's `recent` (see `RecentDigests`); ARCHITECTURE.md
/// gives each record's layout.
struct LogTables: Sendable {
  /// 2 since the table `recent`, without which an older program would take known bytes for new ones.
  static let formatVersion: UInt32 = 2
  /// All that this program reads. An owner brings an earlier one to the present one.
  static let formats = 1...formatVersion
  /// Formats that programs yet to be written may have; larger numbers are damage.
  static let laterFormats = formatVersion + 1...formatVersion + 100

  static func newerFormat(_ format: UInt32, path: String) -> EventLogError {
    EventLogError(
      .newerFormat,
      "The log in \(path) has format \(format) and this program reads up to \(formatVersion); use a newer evrak.")
  }

  /// Position → stored bytes of an EventEnvelope.
  let events: Table
  /// Content number (8) ‖ chunk index (4) → sealed chunk.
  let content: Table
  /// Lookup digest (16) → position of the item's capture (8).
  let digests: Table
  /// Source key → position of the event that recorded it (8).
  let sources: Table
  /// Tile level (1) ‖ tile index (8) → up to 256 hashes of 32 bytes.
  let tree: Table
  /// Tree size (8) → signed checkpoint note.
  let checkpoints: Table
  /// Content numbers whose chunks were written ahead of their event.
  let staged: Table
  /// "archive", "format", "edge", "counters".
  let state: Table

  init(_ environment: Environment, create: Bool) throws {
    if create {
      try environment.makeTables(
        [.init("events", integerKey: true), RecentDigests.table]
          + ["content", "digests", "sources", "tree", "checkpoints", "staged", "state"].map { .init($0) })
    }
    events = try environment.openTable("events", integerKey: true, create: create)
    content = try environment.openTable("content", create: create)
    digests = try environment.openTable("digests", create: create)
    sources = try environment.openTable("sources", create: create)
    tree = try environment.openTable("tree", create: create)
    checkpoints = try environment.openTable("checkpoints", create: create)
    staged = try environment.openTable("staged", create: create)
    state = try environment.openTable("state", create: create)
  }

  /// Gives a log of an earlier format what it lacks. The format goes first, so that a program of that format keeps away
  /// from then on; a crash between the two steps leaves a table missing, which the next owner makes.
  func upgrade(_ environment: Environment, from format: UInt32) throws {
    if format < Self.formatVersion {
      try environment.withWriteTransaction { transaction in try putFormat(transaction) }
    }
    try environment.makeTables([RecentDigests.table])
  }

  func putFormat(_ transaction: borrowing WriteTransaction) throws {
    var format: [UInt8] = []
    format.append(bigEndian: Self.formatVersion)
    _ = try transaction.put(state, StateKey.format, format)
  }

  static func options(readOnly: Bool) -> Environment.Options {
    var options = Environment.Options()
    options.readOnly = readOnly
    options.maxTables = 16
    return options
  }

  static func contentKey(_ number: ContentNumber, _ chunk: UInt32) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(12)
    key.append(bigEndian: number.rawValue)
    key.append(bigEndian: chunk)
    return key
  }

  static func positionValue(_ position: Position) -> [UInt8] {
    var value: [UInt8] = []
    value.append(bigEndian: position.rawValue)
    return value
  }
}

/// Keys of the table `state`.
enum StateKey {
  static let archive = Array("archive".utf8)
  static let format = Array("format".utf8)
  static let edge = Array("edge".utf8)
  static let counters = Array("counters".utf8)
}

/// The record "counters": highest key id used (8) ‖ highest content number used (8).
struct LogCounters: Equatable {
  var key: UInt64 = 0
  var content: UInt64 = 0

  init() {}

  init?(_ record: UnsafeRawBufferPointer) {
    guard record.count == 16, let key: UInt64 = record.bigEndianInteger(at: 0),
      let content: UInt64 = record.bigEndianInteger(at: 8)
    else { return nil }
    self.key = key
    self.content = content
  }

  var encoded: [UInt8] {
    var record: [UInt8] = []
    record.append(bigEndian: key)
    record.append(bigEndian: content)
    return record
  }
}
