internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The C transaction behind a `ReadTransaction` or `WriteTransaction`, shared with its cursors so that none of them
/// touches it after its end. Not for use outside the closure that received the transaction.
public final class TransactionHandle {
  let environment: Environment
  let kind: TransactionGate.Kind
  let thread: pthread_t
  private(set) var pointer: OpaquePointer?
  /// Set when LMDB reported a full map, even if the caller wrapped or swallowed that error.
  private(set) var sawMapFull = false

  init(environment: Environment, kind: TransactionGate.Kind, pointer: OpaquePointer) {
    self.environment = environment
    self.kind = kind
    self.pointer = pointer
    self.thread = pthread_self()
  }

  func live(_ operation: StaticString, _ table: Table? = nil) throws(LMDBError) -> OpaquePointer {
    guard let pointer else {
      throw LMDBError(.transactionEnded, operation: "\(operation)", path: environment.path, table: table?.name)
    }
    return pointer
  }

  func failure(_ status: CInt, _ operation: StaticString, _ table: Table?) -> LMDBError {
    if status == MDB_MAP_FULL { sawMapFull = true }
    return LMDBError(status: status, operation: "\(operation)", path: environment.path, table: table?.name)
  }

  /// The one way to end: the pointer is gone before LMDB frees what it leads to.
  func finish(_ end: (OpaquePointer) -> CInt) -> CInt {
    guard let pointer else { return 0 }
    self.pointer = nil
    if kind == .write, pthread_equal(thread, pthread_self()) == 0 {
      // LMDB's write lock belongs to the first thread and cannot be given back from here.
      mdb_txn_abort(pointer)
      environment.gate.fail(.wrongThread)
      environment.gate.leave(kind, enteredOn: thread)
      return EDEADLK
    }
    let status = end(pointer)
    environment.gate.leave(kind, enteredOn: thread)
    return status
  }

  func abort() {
    _ = finish { pointer in
      mdb_txn_abort(pointer)
      return 0
    }
  }

  // MARK: Reading

  public func get(_ table: Table, _ key: UnsafeRawBufferPointer) throws(LMDBError) -> UnsafeRawBufferPointer? {
    let transaction = try live("read", table)
    try checkKey(key.count, "read", table)
    var name = MDB_val(key)
    var value = MDB_val()
    switch mdb_get(transaction, table.dbi, &name, &value) {
    case MDB_SUCCESS: return value.bytes
    case MDB_NOTFOUND: return nil
    case let status: throw failure(status, "read", table)
    }
  }

  public func get(_ table: Table, _ key: UInt64) throws(LMDBError) -> UnsafeRawBufferPointer? {
    let transaction = try live("read", table)
    guard table.integerKey else { throw failure(MDB_BAD_VALSIZE, "read", table) }
    var value = MDB_val()
    let status = withUnsafeBytes(of: key) { bytes in
      var name = MDB_val(bytes)
      return mdb_get(transaction, table.dbi, &name, &value)
    }
    switch status {
    case MDB_SUCCESS: return value.bytes
    case MDB_NOTFOUND: return nil
    default: throw failure(status, "read", table)
    }
  }

  public func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
    let transaction = try live("read statistics of", table)
    var stat = MDB_stat()
    let status = mdb_stat(transaction, table.dbi, &stat)
    guard status == MDB_SUCCESS else { throw failure(status, "read statistics of", table) }
    return TableStatistics(
      pageSize: Int(stat.ms_psize), depth: Int(stat.ms_depth), branchPages: Int(stat.ms_branch_pages),
      leafPages: Int(stat.ms_leaf_pages), overflowPages: Int(stat.ms_overflow_pages),
      entries: Int(stat.ms_entries))
  }

  public func makeCursor(_ table: Table) throws(LMDBError) -> Cursor {
    let transaction = try live("open a cursor on", table)
    var cursor: OpaquePointer?
    let status = mdb_cursor_open(transaction, table.dbi, &cursor)
    guard status == MDB_SUCCESS, let cursor else { throw failure(status, "open a cursor on", table) }
    return Cursor(handle: self, table: table, pointer: cursor)
  }

  public var transactionID: UInt64 {
    guard let pointer else { return 0 }
    return UInt64(mdb_txn_id(pointer))
  }

  /// LMDB compares integer keys without looking at their length, so a wrong one must not reach it.
  func checkKey(_ count: Int, _ operation: StaticString, _ table: Table) throws(LMDBError) {
    guard table.integerKey ? count == 8 : count > 0 && count <= Environment.maximumKeySize else {
      throw failure(MDB_BAD_VALSIZE, operation, table)
    }
  }
}

@available(*, unavailable)
extension TransactionHandle: Sendable {}

extension MDB_val {
  // LMDB takes `void *` for input it only reads.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}
