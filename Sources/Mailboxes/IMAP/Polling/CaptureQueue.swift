import ArchiveEvents
import EventLog
import Foundation

/// Appends what was fetched while more is fetched: several appends at once share a commit.
///
/// Sendable because all state is read and written under the condition's lock.
final class CaptureQueue: @unchecked Sendable {
  /// Messages and bytes (1 MiB) that go into one append.
  private static let batchCount = 128
  private static let batchBytes: UInt64 = 1 << 20
  /// Bytes of messages that wait or are being appended (64 MiB); beyond that the server waits.
  private static let bytesUnderWay: UInt64 = 64 << 20
  private static let workers = 4

  private let log: any ArchiveLog
  private let captured: @Sendable ([AppendOutcome]) -> Void
  private let condition = NSCondition()
  private var waiting: [(drafts: [EventDraft], bytes: UInt64)] = []
  private var bytes: UInt64 = 0
  /// Batches that wait or are being appended.
  private var batches = 0
  private var isClosed = false
  private var running = 0
  private var failure: (any Error)?
  // Of the one thread that fetches.
  private var batch: [EventDraft] = []
  private var batchSize: UInt64 = 0

  /// - Parameter captured: Told of what is durable, on any thread.
  init(log: any ArchiveLog, captured: @escaping @Sendable ([AppendOutcome]) -> Void) {
    (self.log, self.captured) = (log, captured)
    running = Self.workers
    for number in 0..<Self.workers {
      let thread = Thread { [self] in work() }
      thread.name = "evrak capture \(number)"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  /// Takes a message; waits while too much is under way.
  /// - Throws: what made an append fail.
  func put(_ draft: EventDraft, size: UInt64) throws {
    batch.append(draft)
    batchSize += size
    if batch.count >= Self.batchCount || batchSize >= Self.batchBytes { try flush() }
  }

  /// Waits until all that was put is in the log.
  func settle() throws {
    try flush()
    condition.lock()
    defer { condition.unlock() }
    while batches > 0, failure == nil { condition.wait() }
    if let failure { throw failure }
  }

  /// Has all that was put appended, and ends.
  func finish() throws {
    let flushed = Result { try flush() }
    condition.lock()
    isClosed = true
    condition.broadcast()
    while running > 0 { condition.wait() }
    let failure = failure
    condition.unlock()
    if let failure { throw failure }
    try flushed.get()
  }

  private func flush() throws {
    guard !batch.isEmpty else { return }
    condition.lock()
    defer { condition.unlock() }
    while bytes > 0, bytes + batchSize > Self.bytesUnderWay, failure == nil { condition.wait() }
    if let failure { throw failure }
    waiting.append((batch, batchSize))
    bytes += batchSize
    batches += 1
    (batch, batchSize) = ([], 0)
    condition.broadcast()
  }

  private func work() {
    while let next = take() {
      let result = Result { try log.appendAndWait(next.drafts) }
      if case .success(let outcomes) = result { captured(outcomes) }
      condition.withLock {
        if case .failure(let error) = result { failure = failure ?? error }
        bytes -= next.bytes
        batches -= 1
        condition.broadcast()
      }
    }
    condition.withLock {
      running -= 1
      condition.broadcast()
    }
  }

  private func take() -> (drafts: [EventDraft], bytes: UInt64)? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty, !isClosed, failure == nil { condition.wait() }
    return failure != nil || waiting.isEmpty ? nil : waiting.removeFirst()
  }
}
