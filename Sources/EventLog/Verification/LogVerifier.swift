public import ArchiveEvents
import Crypto
import Foundation
import LMDB

/// Checks a whole archive at rest: every page of `log/` and `keys/`, every
/// event and content, every look-up record against the events that it must
/// follow from, the tree, and the notes that the log keeps.
///
/// Reads the files without LMDB, which may crash on damaged ones. Nobody may
/// write to them meanwhile.
public final class LogVerifier {
  /// A note from elsewhere that the log must extend.
  public struct OutsideNote: Sendable {
    public let size: UInt64
    public let root: MerkleHash

    public init(size: UInt64, root: MerkleHash) {
      self.size = size
      self.root = root
    }
  }

  private let archive: ArchiveID
  private let rootKey: RootKey
  private let verifierKey: VerifierKey
  private let outside: OutsideNote?

  let faults = FaultCollector()
  /// What the log says of itself.
  private var format: UInt32?
  var report = VerificationReport()

  public init(archive: ArchiveID, rootKey: RootKey, verifierKey: VerifierKey, against outside: OutsideNote? = nil) {
    self.archive = archive
    self.rootKey = rootKey
    self.verifierKey = verifierKey
    self.outside = outside
  }

  /// Verifies the files below `directory`.
  public func verify(directory: String, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> VerificationReport {
    let logPath = directory + "/log/data.mdb"
    let keyPath = directory + "/keys/data.mdb"
    do {
      let keys = try MappedFile(path: keyPath)
      let log = try MappedFile(path: logPath)
      // The records point into the mappings.
      let report = withExtendedLifetime((keys, log)) {
        let keys = verifiedKeys(VerifiedFile(path: keyPath, bytes: keys.bytes))
        return verify(log: VerifiedFile(path: logPath, bytes: log.bytes), keys: keys, progress: progress)
      }
      // What a later program wrote is not damaged because this one does not know it.
      if let format, LogTables.laterFormats.contains(format) { throw LogTables.newerFormat(format, path: logPath) }
      return report
    } catch {
      throw EventLogError(storage: error, path: directory)
    }
  }

  /// The keys in the bytes of `keys/data.mdb`, which must outlive what is returned.
  package func verifiedKeys(_ file: VerifiedFile) -> KeyVerifier {
    KeyVerifier(file, archive: archive, rootKey: rootKey, faults: faults)
  }

  /// Verifies the bytes of `log/data.mdb`.
  package func verify(
    log: VerifiedFile, keys: KeyVerifier, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) -> VerificationReport {
    var records = LogRecords()
    var replaced: [(table: String, key: [UInt8], value: MappedBytes)] = []
    let inspection = PageInspector(bytes: log.bytes, appendOnlyTables: ["events"]).inspect { table, key, value in
      if !records.take(table.name, key, value) {
        faults.add(
          VerificationFault(
            "the record has no place in this format", table: table.name, key: Hexadecimal.encode(key), file: log.path,
            offset: log.offset(of: value)))
      }
    } visitPrevious: { table, key, value in
      replaced.append((table.name, Array(key), MappedBytes(bytes: value)))
    }
    faults.add(inspection, file: log.path)
    TableVerifier.log.check(inspection, path: log.path, faults: faults)

    let notes = NoteVerifier(records.checkpoints, key: verifierKey, outside: outside, file: log, faults: faults)
    report.checkpoints = records.checkpoints.count
    let previous = PreviousCommit(replaced)
    var followed = FollowedRecords(
      records, hasDigestKey: keys.digestKey != nil, earlierSize: previous.size, file: log, faults: faults)
    var tree = TreeVerifier(notes: notes, file: log, faults: faults)
    checkEvents(records, keys, log, &followed, &tree, progress)
    followed.finish(&report)
    tree.finish(records, &report)
    format = records.state[StateKey.format]?.bytes.bigEndianInteger(at: 0)
    let isOfFirstFormat = !inspection.tables.contains { $0.table.name == RecentDigests.table.name }
    StateVerifier(records: records, isOfFirstFormat: isOfFirstFormat, archive: archive, file: log, faults: faults)
      .check(followed.counters, tree.edge)
    previous.check(records, followed.earlier, file: log, faults: faults)
    report.faults = faults.faults
    report.omitted = faults.omitted
    return report
  }

  /// Events that are checked together, on all cores.
  private static let batch = 2_048

  private func checkEvents(
    _ records: LogRecords, _ keys: KeyVerifier, _ file: VerifiedFile, _ followed: inout FollowedRecords,
    _ tree: inout TreeVerifier, _ progress: (UInt64, UInt64) -> Void
  ) {
    let checker = EventVerifier(keys: keys, records: records)
    let total = UInt64(records.events.count)
    var expected: UInt64 = 1
    var start = 0
    while start < records.events.count {
      let batch = records.events[start..<min(start + Self.batch, records.events.count)]
      let findings = ParallelFindings.check(batch.map(\.bytes), checker)
      for (event, finding) in zip(batch, findings) {
        if event.position != expected {
          let missing =
            event.position > expected
            ? "positions \(expected) to \(event.position - 1) are missing" : "the position comes twice"
          faults.add(
            VerificationFault(
              missing, table: "events", position: expected, file: file.path, offset: file.offset(of: event.bytes.bytes))
          )
          tree.stop()
        }
        expected = event.position &+ 1
        for fault in finding.faults {
          let bytes = fault.bytes ?? event.bytes
          faults.add(
            VerificationFault(
              fault.text, table: fault.table, key: fault.key, position: event.position, file: file.path,
              offset: file.offset(of: bytes.bytes)))
        }
        report.events += 1
        report.originalBytes += finding.originalBytes
        if finding.bearsItem { report.items += 1 }
        if finding.isErased {
          report.erased += 1
          // Nothing of this version destroys keys, and no event records that one was: the key is lost or was taken.
          faults.add(
            VerificationFault(
              "the item key \(finding.keyID) is missing from keys/, so the event and its content can't be read",
              table: "events", key: String(finding.keyID), position: event.position, file: file.path,
              offset: file.offset(of: event.bytes.bytes)))
        }
        tree.append(finding.leaf, position: event.position)
        followed.take(finding, event)
      }
      start += batch.count
      progress(UInt64(start), total)
    }
  }
}
