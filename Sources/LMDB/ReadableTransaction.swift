/// What both kinds of transaction can do: look entries up and walk tables. All pointers they give lead into the memory
/// map; they are valid until the transaction ends, and in a write transaction only until the next change.
public protocol ReadableTransaction: ~Copyable {
  var handle: TransactionHandle { get }
}

extension ReadableTransaction where Self: ~Copyable {
  /// The value stored under `key`, or nil. Errors: `badSize`, `corrupted`, `invalid` (table opened after this
  /// transaction began).
  @inlinable
  public func get(_ table: Table, _ key: UnsafeRawBufferPointer) throws(LMDBError) -> UnsafeRawBufferPointer? {
    try handle.get(table, key)
  }

  /// The value stored under `key` in an integer-key table, or nil.
  @inlinable
  public func get(_ table: Table, _ key: UInt64) throws(LMDBError) -> UnsafeRawBufferPointer? {
    try handle.get(table, key)
  }

  /// The value stored under `key`, or nil.
  @inlinable
  public func get(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> UnsafeRawBufferPointer? {
    let handle = handle
    return try key.withUnsafeBufferPointer { bytes throws(LMDBError) in
      try handle.get(table, UnsafeRawBufferPointer(bytes))
    }
  }

  /// The number of entries in `table`, from its counters (no walk).
  @inlinable
  public func entryCount(_ table: Table) throws(LMDBError) -> Int {
    try handle.statistics(table).entries
  }

  /// Pages, depth and entries of `table`, from its counters (no walk).
  @inlinable
  public func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
    try handle.statistics(table)
  }

  /// A cursor over `table`; it must not be used after the transaction ends (it then answers `transactionEnded`).
  @inlinable
  public func makeCursor(_ table: Table) throws(LMDBError) -> Cursor {
    try handle.makeCursor(table)
  }

  /// Runs `body` with a cursor over `table` and closes it afterwards.
  @inlinable
  public func withCursor<R>(_ table: Table, _ body: (borrowing Cursor) throws -> R) throws -> R {
    let cursor = try handle.makeCursor(table)
    return try body(cursor)
  }

  /// For a read transaction, the number of the commit it sees; for a write transaction, the one it will make.
  @inlinable
  public var transactionID: UInt64 { handle.transactionID }
}

/// A consistent view of the whole environment, as the last commit before it left it. Keep it short: pages that it can
/// still see are not reused, and the map cannot grow while it is open.
public struct ReadTransaction: ~Copyable, ReadableTransaction {
  public let handle: TransactionHandle

  deinit { handle.abort() }
}

@available(*, unavailable)
extension ReadTransaction: Sendable {}
