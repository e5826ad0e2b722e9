public import ArchiveEvents
import LMDB

extension LMDBArchiveLog {
  /// UIDs under which messages of an IMAP mailbox were taken in, ascending; from the table `sources`, the only place that
  /// knows how far a capture has come.
  ///
  /// - Parameters:
  ///   - account: As in the sightings.
  ///   - source: Server, mailbox and UIDVALIDITY; its UID means nothing.
  public func capturedUIDs(account: String, source: IMAPSource) throws(EventLogError) -> [UInt32] {
    var sighting = Sighting()
    sighting.account = account
    sighting.imap = source
    guard let key = SourceKey(sighting, digestKey: keys.digestKey) else { return [] }
    // Scope and UIDVALIDITY; the four bytes behind them are the UID.
    let common = Array(key.prefix.dropLast(4))
    let tables = tables
    return try reading { transaction in
      try transaction.withCursor(tables.sources) { cursor in
        var uids: [UInt32] = []
        var record = try cursor.seek(common)
        while let current = record, current.key.count >= common.count + 4, current.key.starts(with: common) {
          let uid = UInt32(bigEndian: current.key.loadUnaligned(fromByteOffset: common.count, as: UInt32.self))
          if uids.last != uid { uids.append(uid) }
          record = try cursor.next()
        }
        return uids
      }
    }
  }
}
