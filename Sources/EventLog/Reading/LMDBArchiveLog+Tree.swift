public import ArchiveEvents
import LMDB

extension LMDBArchiveLog {
  private var tree: LogTree { LogTree(environment: environment, tables: tables) }

  /// The right edge of the tree: the log's size and what its root is made of.
  public func edge() throws(EventLogError) -> MerkleEdge {
    do {
      return try tree.edge()
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  /// The root that the log had when it held `size` events.
  public func root(atSize size: UInt64) throws(EventLogError) -> MerkleHash {
    do {
      let edge = try tree.edge()
      if edge.size == size { return edge.root }
      try requireEvents(size)
      if size == 0 { return MerkleHash.emptyRoot }
      var reader = SubtreeReader(treeSize: edge.size, source: tree)
      return try reader.root(of: 0..<size)
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  /// That the event at `position` is in the tree of `size` events (RFC 9162 §2.1.3).
  public func inclusionProof(of position: Position, inSize size: UInt64) throws(EventLogError) -> InclusionProof {
    do {
      try requireEvents(size)
      return try InclusionProof.make(leafIndex: position.leafIndex, treeSize: size, source: tree)
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  /// That the tree of `new` events begins with that of `old` events (RFC 9162 §2.1.4).
  public func consistencyProof(from old: UInt64, to new: UInt64) throws(EventLogError) -> ConsistencyProof {
    do {
      try requireEvents(new)
      return try ConsistencyProof.make(oldSize: old, newSize: new, source: tree)
    } catch {
      throw EventLogError(storage: error, path: logPath)
    }
  }

  private func requireEvents(_ size: UInt64) throws {
    let edge = try tree.edge()
    guard size <= edge.size else {
      throw EventLogError(.notFound, "The log holds \(edge.size) events, fewer than the \(size) asked for.")
    }
  }

  /// The log's state, to be signed.
  public func checkpoint(origin: String) throws(EventLogError) -> Checkpoint {
    let edge = try edge()
    do {
      return try Checkpoint(origin: origin, size: edge.size, root: edge.root)
    } catch {
      throw EventLogError(.storage, "The checkpoint can't be written: \(error)", underlying: error)
    }
  }

  /// Keeps a signed note in the log, under the size that it states.
  public func store(_ note: SignedNote, size: UInt64) throws(EventLogError) {
    _ = try submitAndWait(.checkpoint(size: size, note: Array(note.encoded.utf8))).get()
  }

  /// The bytes of an event as they stand in the log, which are what the tree hashes.
  public func storedBytes(at position: Position) throws(EventLogError) -> [UInt8]? {
    let tables = tables
    return try reading { transaction in
      try transaction.get(tables.events, position.rawValue).map { Array($0) }
    }
  }
}

extension LMDBArchiveLog {
  /// The newest signed note that the log keeps.
  public func latestCheckpoint() throws(EventLogError) -> (size: UInt64, note: String)? {
    let tables = tables
    return try reading { transaction in
      try transaction.withCursor(tables.checkpoints) { cursor in
        guard let record = try cursor.last(), let size: UInt64 = record.key.bigEndianInteger(at: 0) else { return nil }
        return (size, String(decoding: record.value, as: UTF8.self))
      }
    }
  }
}
