import ArchiveEvents
import Foundation
import LMDB
import SwiftProtobuf

/// Decodes what the table `events` holds.
enum EventReader {
  static func envelope(_ stored: UnsafeRawBufferPointer, at position: Position) throws -> (EventEnvelope, EventID) {
    guard let envelope = try? EventEnvelope(serializedBytes: stored), let id = EventID(envelope.eventID) else {
      throw EventLogError(
        .corrupted, "The event at position \(position) can't be read; run `evrak verify` and restore from a backup.")
    }
    return (envelope, id)
  }

  static func itemReference(
    at position: Position, _ tables: LogTables, _ transaction: borrowing ReadTransaction
  ) throws -> ItemReference {
    guard let stored = try transaction.get(tables.events, position.rawValue) else {
      throw EventLogError(
        .corrupted, "Position \(position) is missing from the log; run `evrak verify` and restore from a backup.")
    }
    let (envelope, id) = try envelope(stored, at: position)
    return ItemReference(id: id, position: position, keyID: KeyID(envelope.keyID))
  }
}
