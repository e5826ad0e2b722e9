import ArchiveEvents
public import EventLog
import Foundation
import LMDB

/// One projection and its environment below `views/`, kept in step with a log.
public final class View<Projected: Projection>: Sendable {
  public let projection: Projected
  public let path: String
  let environment: Environment
  private let state: Table
  private let role: LMDBArchiveLog.Role

  /// Opens the view, which may be behind the log. The owner makes it anew where
  /// it is missing, damaged, of another version or of another log; a reader is
  /// told `unusable`.
  public init(directory: String, log: LMDBArchiveLog, role: LMDBArchiveLog.Role) throws {
    let path = directory + "/" + Projected.name
    self.path = path
    self.role = role
    if role == .owner { try ViewFolder.make(directory) }
    do {
      (environment, projection, state) = try Self.open(path, log, role)
    } catch {
      guard role == .owner else { throw Self.unusable(path, error) }
      // Disposable by design: whatever is wrong with it, the log has the truth.
      try ViewFolder.remove(path)
      (environment, projection, state) = try Self.open(path, log, role)
    }
  }

  private static func open(
    _ path: String, _ log: LMDBArchiveLog, _ role: LMDBArchiveLog.Role
  ) throws -> (Environment, Projected, Table) {
    var options = Environment.Options()
    options.readOnly = role == .reader
    options.noMetaSync = true
    // The map grows where this is not enough.
    options.mapSize = 1 << 36
    let environment: Environment =
      try role == .reader ? .open(path: path, options: options) : .establish(path: path, options: options)
    do {
      let state = try environment.openTable("state", create: role == .owner)
      let checkpoint = try Self.checkpoint(environment, state)
      if let checkpoint { try check(checkpoint, against: log, path: path) }
      let projection = try Projected(environment: environment, create: role == .owner)
      return (environment, projection, state)
    } catch {
      try environment.close()
      throw error
    }
  }

  private static func check(_ checkpoint: ViewCheckpoint, against log: LMDBArchiveLog, path: String) throws {
    let head = try log.count()
    guard checkpoint.archive == log.archiveID, checkpoint.version == Projected.version,
      checkpoint.position <= head, try log.root(atSize: checkpoint.position) == checkpoint.root
    else {
      throw ViewError(.unusable, "The view in \(path) was computed from another log or by another version.")
    }
  }

  private static func checkpoint(_ environment: Environment, _ state: Table) throws -> ViewCheckpoint? {
    try environment.withReadTransaction { transaction in
      guard let record = try transaction.get(state, ViewCheckpoint.key) else { return nil }
      guard let checkpoint = ViewCheckpoint(record) else {
        throw ViewError(.unusable, "The view's checkpoint can't be read.")
      }
      return checkpoint
    }
  }

  private static func unusable(_ path: String, _ error: any Error) -> ViewError {
    ViewError(
      .unusable, "The view in \(path) can't be used; run `evrak rebuild` when no other process has the archive.",
      underlying: error)
  }

  /// How many events the view has consumed.
  public func position() throws -> UInt64 {
    try Self.checkpoint(environment, state)?.position ?? 0
  }

  /// Consumes what the log has beyond the view's checkpoint, in transactions of
  /// at most `batch` events. Returns the position reached.
  @discardableResult
  public func catchUp(
    with log: LMDBArchiveLog, batch: Int = 2_000, progress: ((UInt64) -> Void)? = nil
  ) throws -> UInt64 {
    do {
      return try consume(log, batch, progress)
    } catch let error as LMDBError where error.code == .diskFull {
      throw ViewError(
        .diskFull,
        "The disk that holds \(path) is full: all that was appended is safe, but the view is behind; free some space and run any command again.",
        underlying: error)
    }
  }

  private func consume(_ log: LMDBArchiveLog, _ batch: Int, _ progress: ((UInt64) -> Void)?) throws -> UInt64 {
    var position = try position()
    var next = try prepare(after: position, log, batch)
    while let current = next {
      // The batch behind is read and parsed while this one is written.
      let behind = Ahead { [self] in try prepare(after: current.last, log, batch) }
      let written = Result { try write(current, log) }
      next = try behind.value()
      try written.get()
      position = current.last
      progress?(position)
    }
    return position
  }

  private struct Batch: Sendable {
    let prepared: [Projected.Prepared]
    /// Position of the last event.
    let last: UInt64
  }

  /// Nil where the log has no more.
  private func prepare(after position: UInt64, _ log: LMDBArchiveLog, _ limit: Int) throws -> Batch? {
    let events = Self.bounded(try log.read(from: Position(leafIndex: position), limit: limit))
    guard let last = events.last else { return nil }
    let prepared = try ParallelMap.map(Array(events)) { [projection] event in try projection.prepare(event, log: log) }
    return Batch(prepared: prepared.compactMap { $0 }, last: last.position.rawValue)
  }

  /// Bytes of originals in a batch, unless one event alone has more (8 MiB): what is prepared of them lies in memory.
  private static var batchBytes: UInt64 { 8 << 20 }

  private static func bounded(_ events: [RecordedEvent]) -> ArraySlice<RecordedEvent> {
    var size: UInt64 = 0
    let end = events.firstIndex { event in
      size += event.content?.size ?? 0
      return size > batchBytes
    }
    return events.prefix(max(1, end ?? events.count))
  }

  private func write(_ batch: Batch, _ log: LMDBArchiveLog) throws {
    let checkpoint = ViewCheckpoint(
      archive: log.archiveID, version: Projected.version, position: batch.last, root: try log.root(atSize: batch.last))
    try environment.withWriteTransaction { transaction in
      try projection.apply(batch.prepared, transaction, log: log)
      _ = try transaction.put(state, ViewCheckpoint.key, checkpoint.encoded)
    }
  }

  /// Waits for the last commit to be on disk; without it a crash may cost the
  /// last batch, which is then consumed again.
  public func close() {
    if role == .owner { try? environment.sync() }
    try? environment.close()
  }
}
