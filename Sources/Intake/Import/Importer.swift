public import ArchiveEvents
public import EventLog
import Foundation
import MailFormat

/// Takes what scanners find in files into the log. The scanner reads on the
/// caller's thread; workers judge, hash, compress, seal and append in batches.
public final class Importer: Sendable {
  /// Messages and bytes that go into one append.
  static let batchCount = 128
  static let batchBytes = 1 << 20
  /// Many more workers than cores, because most wait for the disk at any time:
  /// what the others prepare meanwhile shares the next commit.
  static let workers = 12
  /// Bytes of captures that wait or are being appended (64 MiB).
  static let bytesUnderWay: UInt64 = 64 << 20

  public let account: String
  public let owner: String
  private let log: any ArchiveLog
  private let records: RecordDraft

  /// - Parameter region: the country of numbers without a country code, where the account's number does not tell.
  public init(log: any ArchiveLog, account: String, owner: String, region: String? = nil) {
    self.log = log
    self.account = account
    self.owner = owner
    records = RecordDraft(account: account, owner: owner, region: region)
  }

  /// Told of what happens, on any thread but one at a time.
  public protocol Observer: Sendable {
    func captured(_ message: ImportedMessage)
    func rejected(_ error: IntakeError)
    /// Bytes of messages that were dealt with so far.
    func progressed(bytes: UInt64, summary: ImportSummary)
  }

  /// Imports all that the scanner finds. What is no mail is reported to the
  /// observer and counted; any failure of the log ends the import, with all
  /// that was acknowledged in the log.
  @available(*, noasync)
  public func run(_ scanner: some CaptureScanner, observer: any Observer) throws -> ImportSummary {
    let queue = BatchQueue(capacity: Self.workers * 2, byteCapacity: Self.bytesUnderWay)
    let tally = ImportTally(observer: observer)
    let group = DispatchGroup()
    for number in 0..<Self.workers {
      group.enter()
      let thread = Thread { [self] in
        BackgroundPriority.take()
        work(queue, tally)
        group.leave()
      }
      thread.name = "evrak import \(number)"
      thread.stackSize = 4 << 20
      thread.start()
    }
    var batch: [FoundCapture] = []
    var bytes: UInt64 = 0
    func flush() throws {
      guard !batch.isEmpty else { return }
      try queue.put(batch)
      batch = []
      bytes = 0
    }
    let result: Result<Void, any Error> = Result {
      try scanner.captures(
        found: { (capture: consuming FoundCapture) throws in
          bytes += capture.held
          batch.append(capture)
          if batch.count >= Self.batchCount || bytes >= UInt64(Self.batchBytes) { try flush() }
        },
        failed: { error in tally.reject(error) })
      try flush()
    }
    queue.close()
    group.wait()
    try queue.failure.map { throw $0 }
    try result.get()
    return tally.summary
  }

  private func work(_ queue: BatchQueue, _ tally: ImportTally) {
    while let batch = queue.take() {
      defer { queue.finish(batch) }
      do {
        try append(batch, tally)
      } catch {
        queue.fail(error)
        return
      }
    }
  }

  private func append(_ batch: [FoundCapture], _ tally: ImportTally) throws {
    var drafts: [EventDraft] = []
    var captures: [FoundCapture] = []
    for capture in batch {
      do throws(IntakeError) {
        drafts.append(try draft(capture))
        captures.append(capture)
      } catch {
        tally.reject(error)
      }
    }
    guard !drafts.isEmpty else { return }
    let outcomes = try log.appendAndWait(drafts)
    tally.record(zip(captures, outcomes).map { ImportedMessage($0, $1) })
  }

  private func draft(_ found: FoundCapture) throws(IntakeError) -> EventDraft {
    switch found {
    case .mail(let message):
      if let reason = try notMail(message) {
        throw IntakeError(code: .notMail, path: found.path, offset: found.offset, reason: reason)
      }
      return EventDraft(.emailCaptured(capture(message)), content: message.body.content)
    case .record(let record): return try records.draft(record)
    }
  }

  private func notMail(_ message: FoundMessage) throws(IntakeError) -> String? {
    var beginning: [UInt8] = []
    if case .bytes(let bytes) = message.body {
      beginning = bytes
    } else {
      struct Enough: Error {}
      do {
        try message.body.forEachChunk { chunk in
          beginning.append(contentsOf: chunk)
          throw Enough()
        }
      } catch is Enough {
        // The beginning is all that is looked at.
      } catch {
        throw (error as? IntakeError)
          ?? IntakeError(code: .unreadable, path: message.path, reason: "it can't be read: \(error)")
      }
    }
    switch beginning.withUnsafeBytes({ assessMail($0) }) {
    case .mail: return nil
    case .notMail(let reason): return reason
    }
  }

  private func capture(_ message: FoundMessage) -> EmailCaptured {
    var file = FileSource()
    file.path = message.path
    switch message.locator {
    case .mbox(let offset):
      file.format = .mbox
      file.offset = offset
    case .maildir: file.format = .maildir
    case .file: file.format = .eml
    }
    file.envelopeSender = message.envelopeSender ?? ""
    file.envelopeDate = message.envelopeDate ?? ""
    var sighting = Sighting()
    sighting.account = account
    sighting.owner = owner
    sighting.folder = message.folder ?? ""
    sighting.flags = message.flags ?? ""
    sighting.file = file
    sighting.defects = message.defects
    var capture = EmailCaptured()
    capture.sighting = sighting
    return capture
  }
}

extension FoundMessage.Body {
  var content: ContentInput {
    switch self {
    case .bytes(let bytes): .bytes(bytes)
    case .stream(let stream): .stream(StreamedMessage(stream: stream))
    }
  }
}

private struct StreamedMessage: ContentStream {
  let stream: MessageStream

  func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try stream.forEachChunk(body)
  }
}
