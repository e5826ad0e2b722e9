internal import CLMDB
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One LMDB environment: a folder with `data.mdb` and `lock.mdb`. Within a process there is one object per folder; it
/// closes when the last reference goes.
///
/// The C pointer is shared between threads as LMDB allows; the tables known so far lie behind a `Mutex`, everything
/// that needs an idle or open environment goes through `gate`.
public final class Environment: Sendable {
  /// Longest key of a table, in bytes; compiled into LMDB.
  public static let maximumKeySize = 511
  /// Growth stops here, in bytes: half of the address space of a 48-bit machine.
  public static let maximumMapSize = 1 << 46

  public struct Options: Sendable, Equatable {
    /// Named tables that can be open at once.
    public var maxTables: Int
    /// Address space reserved for the file, in bytes, rounded up to a power of two; the file itself grows as needed.
    public var mapSize: Int
    /// Read transactions that can be open at once, over all processes.
    public var maxReaders: Int
    public var readOnly: Bool
    /// A commit no longer waits for its meta page: a crash may lose the last commit, never the one before it.
    public var noMetaSync: Bool
    /// A commit no longer waits for anything: a crash may destroy the file. Only for scratch that is rebuilt anyway.
    public var noSync: Bool
    /// Mode of the files created.
    public var mode: UInt32

    public init(
      maxTables: Int = 32, mapSize: Int = 1 << 40, maxReaders: Int = 1022, readOnly: Bool = false,
      noMetaSync: Bool = false, noSync: Bool = false, mode: UInt32 = 0o600
    ) {
      self.maxTables = maxTables
      self.mapSize = mapSize
      self.maxReaders = maxReaders
      self.readOnly = readOnly
      self.noMetaSync = noMetaSync
      self.noSync = noSync
      self.mode = mode
    }
  }

  /// The folder, as it was given.
  public let path: String
  public let options: Options
  let gate = TransactionGate()
  let file: FileIdentity
  // LMDB states that an environment may be used by all threads of the process; closing it goes through `gate`.
  nonisolated(unsafe) let pointer: OpaquePointer
  private let tables = Mutex<[String: Table]>([:])
  // LMDB allows one transaction at a time to open table handles.
  private let opening = Mutex<Void>(())

  /// Opens the environment in the existing folder `path`, creating its files if need be. If this process has it open
  /// already, answers that object, or throws `optionsConflict` if it cannot do what `options` ask.
  /// Errors: `noSuchFile`, `permissionDenied`, `readOnly`, `notADatabase`, `versionMismatch`, `diskFull`, `outOfMemory`.
  public static func open(path: String, options: Options = .init()) throws(LMDBError) -> Environment {
    try EnvironmentRegistry.shared.open(path: path, options: options)
  }

  init(path: String, options: Options, pointer: OpaquePointer, file: FileIdentity) {
    self.path = path
    self.options = options
    self.pointer = pointer
    self.file = file
  }

  deinit {
    // Every transaction holds a reference to its environment, so none is open here.
    EnvironmentRegistry.shared.remove(file) {
      var closedNow = false
      _ = gate.close {
        mdb_env_close(pointer)
        closedNow = true
      }
      return closedNow
    }
  }

  /// Closes the files now instead of when the last reference goes; every later call throws `closed`.
  /// Throws `transactionOpen`, and changes nothing, while a transaction of this process is open.
  public func close() throws(LMDBError) {
    var refusal: LMDBError.Code?
    EnvironmentRegistry.shared.remove(file) {
      var closedNow = false
      refusal = gate.close {
        mdb_env_close(pointer)
        closedNow = true
      }
      return closedNow
    }
    if let refusal { throw LMDBError(refusal, operation: "close", path: path) }
  }

  /// Opens the table `name`, in a short transaction of its own; call it outside of any transaction. With `create`, a
  /// missing table is made. A transaction that began earlier cannot use the table.
  /// Errors: `notFound`, `incompatible` (other key order), `tablesFull`, `transactionOpen`, `readOnly`.
  public func openTable(_ name: String, integerKey: Bool = false, create: Bool) throws(LMDBError) -> Table {
    if let table = tables.withLock({ $0[name] }) {
      return try checked(table, integerKey: integerKey)
    }
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw LMDBError(.badSize, operation: "open", path: path, table: name)
    }
    // Waiting for another transaction while holding one could wait for ever.
    guard !gate.isHeldByThisThread else {
      throw LMDBError(.transactionOpen, operation: "open", path: path, table: name)
    }
    return try opening.withLock { _ throws(LMDBError) in
      if let table = tables.withLock({ $0[name] }) {
        return try checked(table, integerKey: integerKey)
      }
      let table: Table
      do throws(LMDBError) {
        table = try openHandle(name, .read, flags: 0)
      } catch  where error.code == .notFound && create && !options.readOnly {
        table = try openHandle(name, .write, flags: MDB_CREATE | (integerKey ? MDB_INTEGERKEY : 0))
      }
      tables.withLock { $0[name] = table }
      return try checked(table, integerKey: integerKey)
    }
  }

  private func checked(_ table: Table, integerKey: Bool) throws(LMDBError) -> Table {
    guard table.integerKey == integerKey else {
      throw LMDBError(.incompatible, operation: "open", path: path, table: table.name)
    }
    return table
  }

  /// A handle lives on only if the transaction that opened it commits, a read transaction too.
  private func openHandle(
    _ name: String, _ kind: TransactionGate.Kind, flags: Int32
  ) throws(LMDBError) -> Table {
    let handle = try begin(kind)
    defer { handle.abort() }
    let transaction = try handle.live("open")
    var dbi: MDB_dbi = 0
    var stored: UInt32 = 0
    var status = mdb_dbi_open(transaction, name, UInt32(flags), &dbi)
    if status == MDB_SUCCESS { status = mdb_dbi_flags(transaction, dbi, &stored) }
    // Only the two key orders that the wrapper knows; a table of duplicates would not behave as its methods say.
    if status == MDB_SUCCESS, stored & ~UInt32(MDB_INTEGERKEY) != 0 { status = MDB_INCOMPATIBLE }
    if status == MDB_SUCCESS { status = handle.finish { mdb_txn_commit($0) } }
    guard status == MDB_SUCCESS else {
      throw LMDBError(status: status, operation: "open", path: path, table: name)
    }
    return Table(name: name, integerKey: stored & UInt32(MDB_INTEGERKEY) != 0, dbi: dbi)
  }

  /// Removes `table` and all it holds, in a transaction of its own, once no transaction of this process is open. The
  /// handle, and every copy of it, is dead afterwards. Throws `transactionOpen` if this thread holds a transaction.
  @available(*, noasync, message: "this waits for every open transaction of the process")
  public func dropTable(_ table: Table) throws(LMDBError) {
    if options.readOnly { throw LMDBError(.readOnly, operation: "drop", path: path, table: table.name) }
    try opening.withLock { _ throws(LMDBError) in
      while true {
        let size = mapSize
        // LMDB frees the handle at once, so nobody else may be looking at it.
        let refusal = gate.whileEmpty { () -> LMDBError.Code? in
          tables.withLock { $0[table.name] = nil }
          return drop(table)
        }
        guard let refusal else { return }
        switch refusal {
        case .mapResized: try adoptSize()
        case .mapFull: try grow(from: size)
        default: throw LMDBError(refusal, operation: "drop", path: path, table: table.name)
        }
      }
    }
  }

  private func drop(_ table: Table) -> LMDBError.Code? {
    var transaction: OpaquePointer?
    var status = mdb_txn_begin(pointer, nil, 0, &transaction)
    if status == MDB_SUCCESS {
      // Looked up anew: after a full map the old handle is closed already.
      var dbi: MDB_dbi = 0
      status = mdb_dbi_open(transaction, table.name, 0, &dbi)
      if status == MDB_SUCCESS { status = mdb_drop(transaction, dbi, 1) }
      if status == MDB_SUCCESS { status = mdb_txn_commit(transaction) } else { mdb_txn_abort(transaction) }
    }
    return status == MDB_SUCCESS ? nil : LMDBError.Code(status: status)
  }
}
