import Foundation

/// Hands batches from the scanner to the workers; full, it makes the scanner
/// wait, failed, it makes both stop.
///
/// Sendable because all state is read and written under the condition's lock.
final class BatchQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var batches: [[FoundCapture]] = []
  private var isClosed = false
  private var firstFailure: (any Error)?

  init(capacity: Int) {
    self.capacity = capacity
  }

  var failure: (any Error)? { condition.withLock { firstFailure } }

  /// Throws the failure of a worker, so that the scan ends.
  func put(_ batch: [FoundCapture]) throws {
    condition.lock()
    defer { condition.unlock() }
    while batches.count >= capacity, firstFailure == nil { condition.wait() }
    if let firstFailure { throw firstFailure }
    batches.append(batch)
    condition.broadcast()
  }

  /// Nil once there will be no more.
  func take() -> [FoundCapture]? {
    condition.lock()
    defer { condition.unlock() }
    while batches.isEmpty, !isClosed, firstFailure == nil { condition.wait() }
    guard firstFailure == nil, !batches.isEmpty else { return nil }
    condition.broadcast()
    return batches.removeFirst()
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  func fail(_ error: any Error) {
    condition.withLock {
      if firstFailure == nil { firstFailure = error }
      condition.broadcast()
    }
  }
}
