import Foundation

/// Hands batches from the scanner to the workers; full, it makes the scanner
/// wait, failed, it makes both stop.
///
/// Sendable because all state is read and written under the condition's lock.
final class BatchQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private let byteCapacity: UInt64
  private var batches: [[FoundCapture]] = []
  /// Bytes of all batches that were put and are not done with.
  private var bytes: UInt64 = 0
  private var isClosed = false
  private var firstFailure: (any Error)?

  /// - Parameter byteCapacity: bytes of batches under way; a single one may have more.
  init(capacity: Int, byteCapacity: UInt64) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  var failure: (any Error)? { condition.withLock { firstFailure } }

  /// Throws the failure of a worker, so that the scan ends.
  func put(_ batch: [FoundCapture]) throws {
    let size = Self.size(batch)
    condition.lock()
    defer { condition.unlock() }
    while batches.count >= capacity || (bytes > 0 && bytes + size > byteCapacity), firstFailure == nil {
      condition.wait()
    }
    if let firstFailure { throw firstFailure }
    batches.append(batch)
    bytes += size
    condition.broadcast()
  }

  /// A worker has no more use for what it took.
  func finish(_ batch: [FoundCapture]) {
    let size = Self.size(batch)
    condition.withLock {
      bytes -= size
      condition.broadcast()
    }
  }

  private static func size(_ batch: [FoundCapture]) -> UInt64 { batch.reduce(0) { $0 + $1.held } }

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
