import ArchiveEvents
import EventLog
import Foundation

/// Counts outcomes and tells the observer, one event at a time.
///
/// Sendable because all state is read and written under its lock.
final class ImportTally: @unchecked Sendable {
  private let lock = NSLock()
  private let observer: any Importer.Observer
  private var counted = ImportSummary()
  private var bytes: UInt64 = 0

  init(observer: any Importer.Observer) {
    self.observer = observer
  }

  var summary: ImportSummary { lock.withLock { counted } }

  func record(_ messages: [ImportedMessage]) {
    lock.withLock {
      for message in messages {
        switch message.outcome {
        case .appended: counted.captured += 1
        case .sighted: counted.sightings += 1
        case .duplicate: counted.duplicates += 1
        }
        bytes += message.size
        observer.captured(message)
      }
      observer.progressed(bytes: bytes, summary: counted)
    }
  }

  func reject(_ error: IntakeError) {
    lock.withLock {
      counted.rejected += 1
      observer.rejected(error)
    }
  }
}
