import ArchiveEvents
import LMDB
import Synchronization

/// Chunks of large contents are stored ahead of their event, in transactions of
/// bounded size. Until the event is there, the content's number stands in the
/// table `staged`; what a crash left behind is dropped when the owner opens the
/// log.
enum Staging {
  static func remove(
    _ number: ContentNumber, _ tables: LogTables, _ transaction: borrowing WriteTransaction
  ) throws {
    var chunk: UInt32 = 0
    while try transaction.delete(tables.content, LogTables.contentKey(number, chunk)) { chunk += 1 }
    var key: [UInt8] = []
    key.append(bigEndian: number.rawValue)
    _ = try transaction.delete(tables.staged, key)
  }

  /// One transaction for each content, so that even many large ones never make
  /// a large transaction. Returns the highest number met.
  static func removeAll(_ environment: Environment, _ tables: LogTables) throws -> UInt64 {
    var highest: UInt64 = 0
    while true {
      let next = try environment.withReadTransaction { transaction in
        try transaction.withCursor(tables.staged) { cursor in
          try cursor.first().flatMap { $0.key.bigEndianInteger(at: 0, as: UInt64.self) }
        }
      }
      guard let next else { return highest }
      highest = max(highest, next)
      try environment.withWriteTransaction { transaction in
        try remove(ContentNumber(next), tables, transaction)
      }
    }
  }
}

/// Contents of which one round of an append has staged chunks.
final class StagedNumbers: Sendable {
  private let known = Mutex<Set<UInt64>>([])

  func add(_ number: ContentNumber) {
    _ = known.withLock { $0.insert(number.rawValue) }
  }

  var numbers: [ContentNumber] { known.withLock { $0.sorted().map(ContentNumber.init) } }
}
