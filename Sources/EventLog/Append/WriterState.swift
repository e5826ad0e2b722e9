import ArchiveEvents
import LMDB

/// What the writer carries from one transaction to the next. A value: a
/// transaction that fails leaves the one before in force.
struct WriterState {
  private var tiles: TileBuilder
  private var counters: LogCounters
  private var savedCounters: LogCounters
  private var savedSize: UInt64
  private let digests: RecentDigests
  /// What this transaction does to the digests.
  private var arrived: [LookupDigest: Position] = [:]
  private var takenOver: RecentDigests.Share?

  init(tiles: TileBuilder, counters: LogCounters, digests: RecentDigests) {
    self.tiles = tiles
    self.digests = digests
    self.counters = counters
    savedCounters = counters
    savedSize = tiles.edge.size
  }

  var edgeSize: UInt64 { tiles.edge.size }

  mutating func apply(
    _ work: WriteJob.Work, _ tables: LogTables, _ transaction: borrowing WriteTransaction
  ) throws -> [WriteOutcome] {
    switch work {
    case .append(let events):
      return try append(events, tables, transaction)
    case .stage(let number, let firstChunk, let chunks):
      _ = try transaction.put(tables.staged, Self.key(number), [])
      try put(PreparedContent(number: number, firstChunk: firstChunk, chunks: chunks), tables, transaction)
    case .unstage(let number):
      try Staging.remove(number, tables, transaction)
    case .checkpoint(let size, let note):
      var key: [UInt8] = []
      key.append(bigEndian: size)
      _ = try transaction.put(tables.checkpoints, key, note)
    }
    return []
  }

  private mutating func append(
    _ events: [PreparedEvent], _ tables: LogTables, _ transaction: borrowing WriteTransaction
  ) throws -> [WriteOutcome] {
    var outcomes: [WriteOutcome] = []
    outcomes.reserveCapacity(events.count)
    for event in events {
      if let sourceKey = event.sourceKey, let known = try transaction.get(tables.sources, sourceKey) {
        outcomes.append(.duplicate(try StoredPosition.decode(known, table: "sources")))
        continue
      }
      if let lookup = event.lookup, let known = try position(of: lookup, tables, transaction) {
        outcomes.append(.alreadyBorn(known))
        continue
      }
      let position = Position(leafIndex: tiles.edge.size)
      _ = try transaction.put(tables.events, position.rawValue, event.storedBytes, [.append])
      for content in event.contents {
        try put(content, tables, transaction)
        if content.firstChunk > 0 { _ = try transaction.delete(tables.staged, Self.key(content.number)) }
        counters.content = max(counters.content, content.number.rawValue)
      }
      if let lookup = event.lookup {
        try digests.put(lookup, position, transaction)
        arrived[lookup] = position
      }
      if let sourceKey = event.sourceKey {
        _ = try transaction.put(tables.sources, sourceKey, LogTables.positionValue(position))
      }
      counters.key = max(counters.key, event.keyID.rawValue)
      tiles.append(event.leaf)
      outcomes.append(.appended(position))
    }
    return outcomes
  }

  private func position(
    of lookup: LookupDigest, _ tables: LogTables, _ transaction: borrowing WriteTransaction
  ) throws -> Position? {
    if let known = arrived[lookup] ?? digests.position(of: lookup) { return known }
    return try transaction.get(tables.digests, lookup.bytes).map { try StoredPosition.decode($0, table: "digests") }
  }

  private func put(
    _ content: PreparedContent, _ tables: LogTables, _ transaction: borrowing WriteTransaction
  ) throws {
    var chunk = content.firstChunk
    for bytes in content.chunks {
      _ = try transaction.put(tables.content, LogTables.contentKey(content.number, chunk), bytes)
      chunk += 1
    }
  }

  /// Writes what a transaction changes once, whatever number of jobs it holds.
  mutating func finish(_ tables: LogTables, _ transaction: borrowing WriteTransaction) throws {
    takenOver = digests.due()
    if let takenOver { try digests.takeOver(takenOver, into: tables.digests, transaction) }
    if tiles.edge.size != savedSize {
      for (id, hashes) in tiles.drainTiles() {
        _ = try transaction.put(tables.tree, id.key, hashes)
      }
      _ = try transaction.put(tables.state, StateKey.edge, tiles.edge.encoded())
      savedSize = tiles.edge.size
    }
    if counters != savedCounters {
      _ = try transaction.put(tables.state, StateKey.counters, counters.encoded)
      savedCounters = counters
    }
  }

  /// After the commit.
  mutating func committed() {
    digests.committed(arrived, takenOver: takenOver)
    arrived = [:]
    takenOver = nil
  }

  private static func key(_ number: ContentNumber) -> [UInt8] {
    var key: [UInt8] = []
    key.append(bigEndian: number.rawValue)
    return key
  }
}

/// A position stored as a value of eight bytes.
enum StoredPosition {
  static func decode(_ bytes: UnsafeRawBufferPointer, table: String) throws -> Position {
    guard bytes.count == 8, let raw: UInt64 = bytes.bigEndianInteger(at: 0), let position = Position(raw) else {
      throw EventLogError(
        .corrupted, "A record of the table \(table) is not a position; run `evrak verify` to see what else is damaged.")
    }
    return position
  }
}
