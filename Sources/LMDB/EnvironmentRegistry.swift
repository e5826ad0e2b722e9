internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file, however its path is written.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// The environments that this process has open, by the identity of `data.mdb`. LMDB forbids to open one twice in a
/// process: closing either would drop the file locks of both.
///
/// `@unchecked Sendable` is sound because `entries` is touched only while `mutex` is held.
final class EnvironmentRegistry: @unchecked Sendable {
  static let shared = EnvironmentRegistry()

  private struct Entry {
    weak var environment: Environment?
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var entries: [FileIdentity: Entry] = [:]

  private init() {
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  func open(path: String, options: Environment.Options) throws(LMDBError) -> Environment {
    // The reference must not die inside the lock: its end takes the lock too.
    let (environment, isNew) = try findOrOpen(path: path, options: options)
    if !isNew, !environment.options.allows(options) {
      throw LMDBError(.optionsConflict, operation: "open", path: path)
    }
    return environment
  }

  private func findOrOpen(path: String, options: Environment.Options) throws(LMDBError) -> (Environment, Bool) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while let file = FileIdentity(path: path + "/data.mdb"), let entry = entries[file] {
      if let environment = entry.environment { return (environment, false) }
      // Its last reference is gone, but it is not closed yet.
      pthread_cond_wait(changed, mutex)
    }
    let environment = try EnvironmentRegistry.openNew(path: path, options: options)
    entries[environment.file] = Entry(environment: environment)
    return (environment, true)
  }

  /// Forgets the file if `close` answers that it closed it just now, not earlier: after an explicit close the file may
  /// be open again, as another object.
  func remove(_ file: FileIdentity, _ close: () -> Bool) {
    pthread_mutex_lock(mutex)
    if close() { entries[file] = nil }
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Where the address space is too small for the map asked for (a process limit, or very many environments), a smaller
  /// one is taken: it grows when it must.
  private static func openNew(path: String, options: Environment.Options) throws(LMDBError) -> Environment {
    var smaller = options
    while true {
      do throws(LMDBError) {
        return try open(path: path, options: smaller, asked: options)
      } catch {
        guard error.code == .outOfMemory, smaller.mapSize > smallestFallback else { throw error }
        smaller.mapSize /= 16
      }
    }
  }

  /// In bytes (4 GiB); less would not hold an archive anyway.
  private static let smallestFallback = 1 << 32

  private static func open(
    path: String, options: Environment.Options, asked: Environment.Options
  ) throws(LMDBError) -> Environment {
    var pointer: OpaquePointer?
    var status = mdb_env_create(&pointer)
    guard status == MDB_SUCCESS, let pointer else { throw LMDBError(status: status, operation: "open", path: path) }
    var flags = MDB_NOTLS
    if options.readOnly { flags |= MDB_RDONLY }
    if options.noMetaSync { flags |= MDB_NOMETASYNC }
    if options.noSync { flags |= MDB_NOSYNC }
    mdb_env_set_maxdbs(pointer, UInt32(clamping: max(1, options.maxTables)))
    mdb_env_set_maxreaders(pointer, UInt32(clamping: max(1, options.maxReaders)))
    mdb_env_set_mapsize(pointer, options.roundedMapSize)
    if !options.readOnly {
      status = reserveLockFile(path: path, options: options)
      guard status == 0 else {
        mdb_env_close(pointer)
        throw LMDBError(status: status, operation: "open", path: path)
      }
    }
    status = mdb_env_open(pointer, path, UInt32(flags), mode_t(options.mode))
    var descriptor: mdb_filehandle_t = -1
    var state = stat()
    if status == MDB_SUCCESS { status = mdb_env_get_fd(pointer, &descriptor) }
    if status == MDB_SUCCESS, fstat(descriptor, &state) != 0 { status = errno }
    guard status == MDB_SUCCESS else {
      mdb_env_close(pointer)
      throw LMDBError(status: status, operation: "open", path: path)
    }
    var dead: CInt = 0
    mdb_reader_check(pointer, &dead)
    return Environment(path: path, options: asked, pointer: pointer, file: FileIdentity(state))
  }

  /// LMDB maps `lock.mdb` and stores into it. Were the file sparse and the disk full, that store would be a SIGBUS; so
  /// the room is taken beforehand, where it is an ordinary error. Only called while this process does not have the
  /// environment open: closing the descriptor drops the process's locks on the file.
  private static func reserveLockFile(path: String, options: Environment.Options) -> CInt {
    let descriptor = Glibc.open(path + "/lock.mdb", O_RDWR | O_CREAT | O_CLOEXEC, mode_t(options.mode))
    // Whatever hinders us here, LMDB meets it too and says it better.
    guard descriptor >= 0 else { return 0 }
    defer { Glibc.close(descriptor) }
    // A slot takes a cache line of 64 bytes, the head two.
    let size = off_t((max(1, options.maxReaders) + 2) * 64)
    let status = posix_fallocate(descriptor, 0, size)
    return status == EOPNOTSUPP || status == EINVAL ? 0 : status
  }
}

extension Environment.Options {
  /// LMDB wants a multiple of the page size; a power of two lets a damaged size be told from an enlarged one.
  var roundedMapSize: Int {
    let wanted = min(max(mapSize, 1 << 16), Environment.maximumMapSize)
    let power = Int.bitWidth - (wanted - 1).leadingZeroBitCount
    return 1 << power
  }

  /// Whether an environment opened with these options does all that `wanted` asks for.
  func allows(_ wanted: Environment.Options) -> Bool {
    (wanted.readOnly || !readOnly) && (wanted.noSync || !noSync)
      && (wanted.noMetaSync || wanted.noSync || !noMetaSync) && wanted.maxTables <= maxTables
  }
}
