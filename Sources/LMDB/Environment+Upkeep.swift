internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Sizes and counters of an environment.
public struct EnvironmentInformation: Equatable, Sendable {
  /// Address space reserved, in bytes.
  public let mapSize: Int
  /// Number of the last page in use; pages count from 0.
  public let lastPage: UInt64
  /// Number of the last commit.
  public let lastTransactionID: UInt64
  public let maxReaders: Int
  /// Reader slots taken so far, over all processes.
  public let readers: Int
  /// Bytes in a page.
  public let pageSize: Int
}

extension Environment {
  var mapSize: Int {
    var information = MDB_envinfo()
    mdb_env_info(pointer, &information)
    return information.me_mapsize
  }

  /// Sizes and counters as of the last commit.
  public func info() throws(LMDBError) -> EnvironmentInformation {
    try entered("read the state of") { () throws(LMDBError) in
      var information = MDB_envinfo()
      var stat = MDB_stat()
      mdb_env_info(pointer, &information)
      mdb_env_stat(pointer, &stat)
      return EnvironmentInformation(
        mapSize: information.me_mapsize, lastPage: UInt64(information.me_last_pgno),
        lastTransactionID: UInt64(information.me_last_txnid), maxReaders: Int(information.me_maxreaders),
        readers: Int(information.me_numreaders), pageSize: Int(stat.ms_psize))
    }
  }

  /// Makes what was committed durable; needed only with `noMetaSync` or `noSync`.
  public func sync() throws(LMDBError) {
    try entered("sync") { () throws(LMDBError) in
      let status = mdb_env_sync(pointer, 1)
      guard status == MDB_SUCCESS else { throw LMDBError(status: status, operation: "sync", path: path) }
    }
  }

  /// Frees the slots of readers that died; answers how many there were.
  @discardableResult
  public func checkReaders() throws(LMDBError) -> Int {
    try entered("check the readers of") { () throws(LMDBError) in
      var dead: CInt = 0
      let status = mdb_reader_check(pointer, &dead)
      guard status == MDB_SUCCESS else {
        throw LMDBError(status: status, operation: "check the readers of", path: path)
      }
      return Int(dead)
    }
  }

  /// Writes a consistent copy of the last commit to `data.mdb` in the existing folder `directory`, with this
  /// environment's file mode, while others read and write; it is on the disk when this returns. With `compact`, free
  /// pages are left out. Growth of the map waits for the end of a copy. A failed copy leaves no file behind.
  /// Errors: `noSuchFile`, `permissionDenied`, `diskFull`, `other(EEXIST)`, `transactionOpen`.
  @available(*, noasync, message: "copying blocks its thread for as long as the disk needs")
  public func copy(to directory: String, compact: Bool = false) throws(LMDBError) {
    // The copy takes the write lock for a moment.
    guard !gate.isHeldByThisThread else { throw LMDBError(.transactionOpen, operation: "copy", path: path) }
    try entered("copy") { () throws(LMDBError) in
      let target = directory + "/data.mdb"
      let descriptor = openFile(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, options.mode)
      guard descriptor >= 0 else { throw LMDBError(status: errno, operation: "create a copy in", path: directory) }
      var status = mdb_env_copyfd2(pointer, descriptor, compact ? UInt32(MDB_CP_COMPACT) : 0)
      if status == MDB_SUCCESS, fsync(descriptor) != 0 { status = errno }
      if closeFile(descriptor) != 0, status == MDB_SUCCESS { status = errno }
      if status == MDB_SUCCESS, Environment.syncDirectory(directory) != 0 { status = errno }
      guard status == MDB_SUCCESS else {
        unlink(target)
        throw LMDBError(status: status, operation: "write a copy in", path: directory)
      }
    }
  }

  /// Brings the names in a folder to the disk; 0, or -1 with `errno` set.
  static func syncDirectory(_ directory: String) -> CInt {
    let descriptor = openFile(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return -1 }
    let reason = fsync(descriptor) == 0 ? 0 : errno
    _ = closeFile(descriptor)
    errno = reason
    return reason == 0 ? 0 : -1
  }

  /// True if the file system has less than 1 MiB left for us.
  var isDiskNearlyFull: Bool {
    var state = statvfs()
    guard statvfs(path, &state) == 0 else { return false }
    return UInt64(state.f_bavail).multipliedReportingOverflow(by: UInt64(state.f_frsize)).partialValue < 1 << 20
  }

  /// Keeps the environment open, and its map in place, while `body` runs.
  private func entered<R>(_ operation: String, _ body: () throws(LMDBError) -> R) throws(LMDBError) -> R {
    let thread = pthread_self()
    if let refusal = gate.enter(.read) { throw LMDBError(refusal, operation: operation, path: path) }
    defer { gate.leave(.read, enteredOn: thread) }
    return try body()
  }
}

/// `open(2)` under a name that `Environment.open` does not hide.
private func openFile(_ path: String, _ flags: Int32, _ mode: UInt32) -> Int32 {
  open(path, flags, mode_t(mode))
}

/// `close(2)` under a name that `Environment.close` does not hide.
private func closeFile(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
