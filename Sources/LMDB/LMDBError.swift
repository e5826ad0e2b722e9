internal import CLMDB

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What went wrong in the key-value store, and where. Two errors are equal when their codes are.
public struct LMDBError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The kind of failure. Names follow LMDB's return codes and, where it passes one through, `errno`.
  public enum Code: Hashable, Sendable {
    /// The reserved map has no room left (`MDB_MAP_FULL`); `Environment` grows it by itself in `withWriteTransaction`.
    case mapFull
    /// Another process grew the file beyond our map (`MDB_MAP_RESIZED`); handled by `Environment`.
    case mapResized
    case keyExists
    case notFound
    /// A page is of the wrong kind or missing: the file is damaged.
    case corrupted
    /// A meta page could not be written, or the environment met a fatal error earlier; reopen it.
    case panic
    /// The data or lock file was made by another format version of LMDB.
    case versionMismatch
    /// An argument is out of range, or a table handle is newer than the transaction it is used in.
    case invalid
    case diskFull
    case permissionDenied
    /// The environment was opened for reading, or the file system is mounted read-only.
    case readOnly
    /// `data.mdb` exists, but is no LMDB file.
    case notADatabase
    case readersFull
    case tablesFull
    /// One transaction changed too many pages; commit in smaller batches.
    case transactionTooLarge
    /// The table exists with another key order, or is no table.
    case incompatible
    /// A key is empty, longer than 511 bytes, or not 8 bytes in an integer-key table; or a value exceeds 4 GiB − 1.
    case badSize
    /// The transaction has ended, or an earlier failure in it leaves nothing to do but abort.
    case transactionEnded
    /// A write transaction reached its end on a thread other than the one that began it.
    case wrongThread
    /// The call needs this thread, or this process, to hold no open transaction.
    case transactionOpen
    /// The environment was closed.
    case closed
    /// The path is open in this process with options that contradict the ones asked for.
    case optionsConflict
    case noSuchFile
    /// Address space or memory ran out; a smaller map size may help.
    case outOfMemory
    case inputOutput
    /// Any other return code of LMDB or `errno` value.
    case other(CInt)
  }

  public let code: Code
  // One reference keeps the error small on the hot paths that can throw it.
  private let context: Context

  private final class Context: Sendable {
    let operation: String
    let path: String?
    let table: String?
    let detail: String?

    init(operation: String, path: String?, table: String?, detail: String?) {
      self.operation = operation
      self.path = path
      self.table = table
      self.detail = detail
    }
  }

  /// What was being done: "open", "put", "commit" …
  public var operation: String { context.operation }
  /// The environment's directory.
  public var path: String? { context.path }
  /// The table concerned, if one was.
  public var table: String? { context.table }

  public init(_ code: Code, operation: String, path: String? = nil, table: String? = nil, detail: String? = nil) {
    self.code = code
    self.context = Context(operation: operation, path: path, table: table, detail: detail)
  }

  init(status: CInt, operation: String, path: String? = nil, table: String? = nil) {
    self.init(Code(status: status), operation: operation, path: path, table: table)
  }

  public static func == (left: LMDBError, right: LMDBError) -> Bool { left.code == right.code }

  public var description: String {
    var place = ""
    if let table { place += " table \"\(table)\"" }
    if let path { place += (place.isEmpty ? " " : " of ") + path }
    return "could not \(operation)\(place): \(context.detail ?? code.explanation)"
  }
}

extension LMDBError.Code {
  init(status: CInt) {
    self =
      switch status {
      case MDB_MAP_FULL: .mapFull
      case MDB_MAP_RESIZED: .mapResized
      case MDB_KEYEXIST: .keyExists
      case MDB_NOTFOUND: .notFound
      case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_CURSOR_FULL, MDB_PAGE_FULL: .corrupted
      case MDB_PANIC: .panic
      case MDB_VERSION_MISMATCH: .versionMismatch
      case MDB_INVALID: .notADatabase
      case MDB_READERS_FULL: .readersFull
      case MDB_DBS_FULL: .tablesFull
      case MDB_TXN_FULL: .transactionTooLarge
      case MDB_INCOMPATIBLE: .incompatible
      case MDB_BAD_VALSIZE: .badSize
      case MDB_BAD_TXN: .transactionEnded
      case EINVAL, MDB_BAD_DBI, MDB_BAD_RSLOT: .invalid
      case ENOSPC, EDQUOT: .diskFull
      case EACCES, EPERM: .permissionDenied
      case EROFS: .readOnly
      case ENOENT, ENOTDIR: .noSuchFile
      case ENOMEM: .outOfMemory
      case EIO: .inputOutput
      default: .other(status)
      }
  }

  var explanation: String {
    switch self {
    case .mapFull: "the memory map is full; open with a larger map size"
    case .mapResized: "another process enlarged the file; try again"
    case .keyExists: "the key exists already, or does not sort after the last one"
    case .notFound: "there is no such entry"
    case .corrupted: "the file is damaged; run verify, then restore from a backup"
    case .panic: "an earlier write failed badly; close the archive and open it again"
    case .versionMismatch: "it was written by another format version of LMDB; use the matching program"
    case .invalid: "an argument is not valid here"
    case .diskFull: "the disk is full; free some space and try again"
    case .permissionDenied: "permission was denied; check owner and mode of the folder and its files"
    case .readOnly: "it can only be read"
    case .notADatabase: "data.mdb is not an LMDB file; check the path, or restore from a backup"
    case .readersFull: "all reader slots are taken; end some readers or allow more"
    case .tablesFull: "more tables were opened than allowed; raise maxTables"
    case .transactionTooLarge: "the transaction changes too much; commit in smaller batches"
    case .incompatible: "the table exists with another key order"
    case .badSize: "a key must have 1 to 511 bytes (8 in an integer-key table), a value less than 4 GiB"
    case .transactionEnded: "the transaction has ended or failed; begin a new one"
    case .wrongThread:
      "a write transaction must end on the thread that began it; the process must be restarted before it can write again"
    case .transactionOpen: "a transaction is still open; end it first"
    case .closed: "the environment was closed"
    case .optionsConflict: "it is open in this process with other options; use the same"
    case .noSuchFile: "the folder does not exist; create it first"
    case .outOfMemory: "memory or address space ran out; try a smaller map size"
    case .inputOutput: "the device reported an input/output error; check the disk"
    case .other(let status): String(cString: mdb_strerror(status))
    }
  }
}
