internal import CLMDB

/// A place in a table, moved entry by entry in key order. Usable until its transaction ends; closed when it goes.
public struct Cursor: ~Copyable {
  private let handle: TransactionHandle
  private let table: Table
  private let pointer: OpaquePointer

  init(handle: TransactionHandle, table: Table, pointer: OpaquePointer) {
    self.handle = handle
    self.table = table
    self.pointer = pointer
  }

  deinit {
    // A write transaction frees its cursors when it ends; a read transaction leaves them to us.
    if handle.kind == .read || handle.pointer != nil { mdb_cursor_close(pointer) }
  }

  /// The first entry, or nil if the table is empty.
  public func first() throws(LMDBError) -> Record? { try move(MDB_FIRST) }

  /// The last entry, or nil if the table is empty.
  public func last() throws(LMDBError) -> Record? { try move(MDB_LAST) }

  /// The entry after the current one (the first, if the cursor was not placed yet), or nil at the end.
  public func next() throws(LMDBError) -> Record? { try move(MDB_NEXT) }

  /// The entry before the current one (the last, if the cursor was not placed yet), or nil at the beginning.
  public func previous() throws(LMDBError) -> Record? { try move(MDB_PREV) }

  /// The entry the cursor stands on, or nil if it stands on none.
  public func current() throws(LMDBError) -> Record? { try move(MDB_GET_CURRENT) }

  /// The first entry whose key is `key` or sorts after it, or nil if there is none.
  public func seek(_ key: UnsafeRawBufferPointer) throws(LMDBError) -> Record? {
    try handle.checkKey(key.count, "seek in", table)
    return try move(MDB_SET_RANGE, from: MDB_val(key))
  }

  /// The first entry of an integer-key table whose key is at least `key`, or nil if there is none.
  public func seek(_ key: UInt64) throws(LMDBError) -> Record? {
    guard table.integerKey else { throw handle.failure(MDB_BAD_VALSIZE, "seek in", table) }
    return try withUnsafeBytes(of: key) { bytes throws(LMDBError) in try seek(bytes) }
  }

  /// The first entry whose key is `key` or sorts after it, or nil if there is none.
  public func seek(_ key: [UInt8]) throws(LMDBError) -> Record? {
    try key.withUnsafeBufferPointer { bytes throws(LMDBError) in try seek(UnsafeRawBufferPointer(bytes)) }
  }

  /// The entry whose key is exactly `key`, or nil.
  public func find(_ key: UnsafeRawBufferPointer) throws(LMDBError) -> Record? {
    try handle.checkKey(key.count, "seek in", table)
    return try move(MDB_SET_KEY, from: MDB_val(key))
  }

  /// Removes the entry the cursor stands on (write transactions only); `next()` then gives the one after it.
  public func delete() throws(LMDBError) {
    _ = try handle.live("delete from", table)
    guard handle.kind == .write else {
      throw LMDBError(.readOnly, operation: "delete from", path: handle.environment.path, table: table.name)
    }
    let status = mdb_cursor_del(pointer, 0)
    guard status == MDB_SUCCESS else { throw handle.failure(status, "delete from", table) }
  }

  private func move(_ operation: MDB_cursor_op, from start: MDB_val = MDB_val()) throws(LMDBError) -> Record? {
    guard handle.pointer != nil else {
      throw LMDBError(.transactionEnded, operation: "read", path: handle.environment.path, table: table.name)
    }
    var key = start
    var value = MDB_val()
    switch mdb_cursor_get(pointer, &key, &value, operation) {
    case MDB_SUCCESS: return Record(key: key.bytes, value: value.bytes)
    case MDB_NOTFOUND: return nil
    // LMDB's answer when a cursor that stands on nothing is asked for the current entry.
    case MDB_BAD_TXN where operation == MDB_GET_CURRENT, 22 where operation == MDB_GET_CURRENT: return nil
    case let status: throw handle.failure(status, "read", table)
    }
  }
}

@available(*, unavailable)
extension Cursor: Sendable {}
