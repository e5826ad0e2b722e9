internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The one transaction at a time, across all processes, that may change the environment. It begins and ends on one
/// thread; letting it go without `commit()` undoes everything.
public struct WriteTransaction: ~Copyable, ReadableTransaction {
  public let handle: TransactionHandle

  deinit { handle.abort() }

  /// Makes all changes durable and visible at once (with `noMetaSync`, visible now and durable a little later). If it
  /// throws, nothing was changed: `diskFull`, `mapFull`, `inputOutput`, `wrongThread`, `panic`.
  public consuming func commit() throws(LMDBError) {
    let handle = handle
    _ = try handle.live("commit")
    let status = handle.finish { mdb_txn_commit($0) }
    guard status != MDB_SUCCESS else { return }
    if status == EDEADLK {
      throw LMDBError(.wrongThread, operation: "commit to", path: handle.environment.path)
    }
    // A write cut short by a full disk reaches us as EIO: ask the file system which of the two it was.
    if status == EIO, handle.environment.isDiskNearlyFull {
      throw handle.failure(ENOSPC, "commit to", nil)
    }
    throw handle.failure(status, "commit to", nil)
  }

  /// Undoes everything; the same as letting the transaction go.
  public consuming func abort() { handle.abort() }

  /// Stores `value` under `key`. Answers false only if `noOverwrite` found the key there.
  /// Errors: `badSize`, `keyExists` (`append` out of order), `mapFull`, `readOnly`.
  @discardableResult
  public func put(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ options: PutOptions = []
  ) throws(LMDBError) -> Bool {
    let transaction = try handle.live("write to", table)
    try handle.checkKey(key.count, "write to", table)
    var name = MDB_val(key)
    var data = MDB_val(value)
    switch mdb_put(transaction, table.dbi, &name, &data, options.rawValue) {
    case MDB_SUCCESS: return true
    case MDB_KEYEXIST where options.contains(.noOverwrite) && !options.contains(.append): return false
    case let status: throw handle.failure(status, "write to", table)
    }
  }

  /// Stores `value` under `key` in an integer-key table.
  @discardableResult
  public func put(
    _ table: Table, _ key: UInt64, _ value: UnsafeRawBufferPointer, _ options: PutOptions = []
  ) throws(LMDBError) -> Bool {
    guard table.integerKey else { throw handle.failure(MDB_BAD_VALSIZE, "write to", table) }
    return try withUnsafeBytes(of: key) { bytes throws(LMDBError) in try put(table, bytes, value, options) }
  }

  /// Stores `value` under `key` in an integer-key table.
  @discardableResult
  public func put(
    _ table: Table, _ key: UInt64, _ value: [UInt8], _ options: PutOptions = []
  ) throws(LMDBError) -> Bool {
    try value.withUnsafeBufferPointer { bytes throws(LMDBError) in
      try put(table, key, UnsafeRawBufferPointer(bytes), options)
    }
  }

  /// Stores `value` under `key`.
  @discardableResult
  public func put(
    _ table: Table, _ key: [UInt8], _ value: [UInt8], _ options: PutOptions = []
  ) throws(LMDBError) -> Bool {
    try value.withUnsafeBufferPointer { bytes throws(LMDBError) in
      try put(table, key, UnsafeRawBufferPointer(bytes), options)
    }
  }

  /// Stores `value` under `key`.
  @discardableResult
  public func put(
    _ table: Table, _ key: [UInt8], _ value: UnsafeRawBufferPointer, _ options: PutOptions = []
  ) throws(LMDBError) -> Bool {
    try key.withUnsafeBufferPointer { bytes throws(LMDBError) in
      try put(table, UnsafeRawBufferPointer(bytes), value, options)
    }
  }

  /// Makes room for a value of `count` bytes under `key`; the caller fills it before the next change in this
  /// transaction. What is not filled keeps whatever the page held.
  public func reserve(
    _ table: Table, _ key: UnsafeRawBufferPointer, count: Int, _ options: PutOptions = []
  ) throws(LMDBError) -> UnsafeMutableRawBufferPointer {
    let transaction = try handle.live("write to", table)
    try handle.checkKey(key.count, "write to", table)
    guard count >= 0 else { throw handle.failure(MDB_BAD_VALSIZE, "write to", table) }
    var name = MDB_val(key)
    var data = MDB_val(mv_size: count, mv_data: nil)
    let status = mdb_put(transaction, table.dbi, &name, &data, options.rawValue | UInt32(MDB_RESERVE))
    guard status == MDB_SUCCESS else { throw handle.failure(status, "write to", table) }
    return UnsafeMutableRawBufferPointer(start: data.mv_data, count: count)
  }

  /// Makes room for a value of `count` bytes under `key` in an integer-key table.
  public func reserve(
    _ table: Table, _ key: UInt64, count: Int, _ options: PutOptions = []
  ) throws(LMDBError) -> UnsafeMutableRawBufferPointer {
    guard table.integerKey else { throw handle.failure(MDB_BAD_VALSIZE, "write to", table) }
    return try withUnsafeBytes(of: key) { bytes throws(LMDBError) in
      try reserve(table, bytes, count: count, options)
    }
  }

  /// Removes the entry under `key`; answers whether there was one.
  @discardableResult
  public func delete(_ table: Table, _ key: UnsafeRawBufferPointer) throws(LMDBError) -> Bool {
    let transaction = try handle.live("delete from", table)
    try handle.checkKey(key.count, "delete from", table)
    var name = MDB_val(key)
    switch mdb_del(transaction, table.dbi, &name, nil) {
    case MDB_SUCCESS: return true
    case MDB_NOTFOUND: return false
    case let status: throw handle.failure(status, "delete from", table)
    }
  }

  /// Removes the entry under `key` of an integer-key table; answers whether there was one.
  @discardableResult
  public func delete(_ table: Table, _ key: UInt64) throws(LMDBError) -> Bool {
    guard table.integerKey else { throw handle.failure(MDB_BAD_VALSIZE, "delete from", table) }
    return try withUnsafeBytes(of: key) { bytes throws(LMDBError) in try delete(table, bytes) }
  }

  /// Removes the entry under `key`; answers whether there was one.
  @discardableResult
  public func delete(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> Bool {
    try key.withUnsafeBufferPointer { bytes throws(LMDBError) in try delete(table, UnsafeRawBufferPointer(bytes)) }
  }

  /// Removes every entry of `table`; the table itself stays.
  public func empty(_ table: Table) throws(LMDBError) {
    let transaction = try handle.live("empty", table)
    let status = mdb_drop(transaction, table.dbi, 0)
    guard status == MDB_SUCCESS else { throw handle.failure(status, "empty", table) }
  }
}

@available(*, unavailable)
extension WriteTransaction: Sendable {}
