import ArchiveEvents
import LMDB

/// The Merkle tree as `log/` holds it: tiles from the table `tree`, the hashes
/// of the last, unfinished level-0 tile from the events themselves.
struct LogTree: MerkleHashSource {
  let environment: Environment
  let tables: LogTables

  func tile(_ id: TileID) throws -> [UInt8]? {
    let tables = tables
    return try environment.withReadTransaction { transaction in
      try transaction.get(tables.tree, id.key).map { Array($0) }
    }
  }

  func leafHashes(_ range: Range<UInt64>) throws -> [MerkleHash] {
    guard !range.isEmpty else { return [] }
    let tables = tables
    return try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.events) { cursor in
        var hashes: [MerkleHash] = []
        var record = try cursor.seek(Position(leafIndex: range.lowerBound).rawValue)
        for leaf in range {
          guard let current = record, current.integerKey == Position(leafIndex: leaf).rawValue else {
            throw EventLogError(
              .corrupted,
              "Position \(leaf + 1) is missing from the log in \(environment.path); run `evrak verify` and restore from a backup."
            )
          }
          hashes.append(MerkleHash.leaf(current.value))
          record = try cursor.next()
        }
        return hashes
      }
    }
  }

  /// The right edge as of the last commit.
  func edge() throws -> MerkleEdge {
    let tables = tables
    let record = try environment.withReadTransaction { transaction in
      try transaction.get(tables.state, StateKey.edge).map { Array($0) }
    }
    guard let record else {
      throw EventLogError(
        .corrupted,
        "The log in \(environment.path) lacks the edge of its tree; run `evrak verify` and restore from a backup.")
    }
    return try MerkleEdge(decoding: record)
  }

  func counters() throws -> LogCounters {
    let tables = tables
    let counters = try environment.withReadTransaction { transaction in
      try transaction.get(tables.state, StateKey.counters).flatMap { LogCounters($0) }
    }
    guard let counters else {
      throw EventLogError(
        .corrupted, "The log in \(environment.path) lacks its counters; run `evrak verify` and restore from a backup.")
    }
    return counters
  }
}
