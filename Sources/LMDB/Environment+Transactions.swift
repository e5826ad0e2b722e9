internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Environment {
  /// Runs `body` on the state that the last commit left. No pointer into the map may leave `body`; do not wait in it
  /// for another thread that writes, for the map cannot grow meanwhile.
  @available(*, noasync, message: "a transaction must not span a suspension; call this from synchronous code")
  public func withReadTransaction<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    let transaction = ReadTransaction(handle: try begin(.read))
    return try body(transaction)
  }

  /// Runs `body` in a write transaction on this thread and commits, or undoes everything if `body` throws. Waits for
  /// the writer of another thread or process.
  ///
  /// `body` must be repeatable: if the map is full, its changes are undone, the map is enlarged and `body` runs again.
  /// Throws `transactionOpen` if this thread is in a write transaction already, or in a read transaction when the map
  /// has to grow.
  @discardableResult
  @available(*, noasync, message: "a transaction must begin and end on one thread; call this from synchronous code")
  public func withWriteTransaction<R>(_ body: (borrowing WriteTransaction) throws -> R) throws -> R {
    while true {
      let handle = try begin(.write)
      let transaction = WriteTransaction(handle: handle)
      let size = mapSize
      do {
        let result = try body(transaction)
        if !handle.sawMapFull {
          try transaction.commit()
          return result
        }
      } catch {
        handle.abort()
        guard handle.sawMapFull else { throw error }
      }
      handle.abort()
      try grow(from: size)
    }
  }

  /// Begins a write transaction by hand. It must be committed or let go on this thread. On `mapFull` let it go, call
  /// `grow()` and begin again.
  @available(*, noasync, message: "a transaction must begin and end on one thread; call this from synchronous code")
  public func beginWrite() throws(LMDBError) -> WriteTransaction {
    WriteTransaction(handle: try begin(.write))
  }

  /// Doubles the map. Waits until no transaction of this process is open; loses nothing.
  /// Throws `transactionOpen` if this thread holds one, `mapFull` at `maximumMapSize`.
  public func grow() throws(LMDBError) { try grow(from: mapSize) }

  /// Does nothing if another thread has enlarged the map beyond `size` bytes meanwhile.
  func grow(from size: Int) throws(LMDBError) {
    let refusal = gate.whileEmpty { () -> LMDBError.Code? in
      guard mapSize == size else { return nil }
      guard size <= Environment.maximumMapSize / 2 else { return .mapFull }
      return remap(size * 2)
    }
    if let refusal { throw LMDBError(refusal, operation: "enlarge the map", path: path) }
  }

  /// Takes over the size that another process gave the map.
  func adoptSize() throws(LMDBError) {
    let refusal = gate.whileEmpty { remap(0) }
    if let refusal { throw LMDBError(refusal, operation: "follow the enlarged map", path: path) }
  }

  /// LMDB gives the old map back before it asks for the new one: if that fails, the environment has none.
  private func remap(_ size: Int) -> LMDBError.Code? {
    mdb_env_set_mapsize(pointer, size) == MDB_SUCCESS ? nil : .outOfMemory
  }

  func begin(_ kind: TransactionGate.Kind) throws(LMDBError) -> TransactionHandle {
    let operation = kind == .read ? "begin reading" : "begin writing"
    if kind == .write, options.readOnly { throw LMDBError(.readOnly, operation: operation, path: path) }
    let thread = pthread_self()
    while true {
      if let refusal = gate.enter(kind) { throw LMDBError(refusal, operation: operation, path: path) }
      var transaction: OpaquePointer?
      let status = mdb_txn_begin(pointer, nil, kind == .read ? UInt32(MDB_RDONLY) : 0, &transaction)
      if status == MDB_SUCCESS, let transaction {
        return TransactionHandle(environment: self, kind: kind, pointer: transaction)
      }
      gate.leave(kind, enteredOn: thread)
      guard status == MDB_MAP_RESIZED else {
        throw LMDBError(status: status, operation: operation, path: path)
      }
      try adoptSize()
    }
  }
}
