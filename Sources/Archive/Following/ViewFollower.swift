public import EventLog
import Foundation
public import Views

/// Keeps a view in step with the log while its owner appends, on a thread of
/// its own.
///
/// Sendable because all state is read and written under the condition's lock.
public final class ViewFollower<Projected: Projection>: @unchecked Sendable {
  /// Events gathered for one commit of the view while the log is growing fast.
  private static var batch: UInt64 { 2_000 }
  /// How long fewer events than a batch may wait, in seconds.
  private static var patience: TimeInterval { 0.05 }

  private let view: View<Projected>
  private let log: LMDBArchiveLog
  private let condition = NSCondition()
  private var isStopping = false
  private var outcome: Result<UInt64, any Error>?

  public init(_ view: View<Projected>, log: LMDBArchiveLog) {
    self.view = view
    self.log = log
  }

  public func start() {
    let thread = Thread { [self] in
      let result = Result { try run() }
      condition.withLock {
        outcome = result
        condition.broadcast()
      }
    }
    thread.name = "evrak view \(Projected.name)"
    thread.stackSize = 4 << 20
    thread.start()
  }

  private func run() throws -> UInt64 {
    var position = try view.catchUp(with: log)
    while true {
      let isLast = condition.withLock { isStopping }
      if !isLast {
        let (head, _) = log.waitForGrowth(beyond: position, until: Date(timeIntervalSinceNow: Self.patience))
        if head > position, head < position + Self.batch {
          _ = log.waitForGrowth(beyond: position + Self.batch, until: Date(timeIntervalSinceNow: Self.patience))
        }
        if head <= position { continue }
      }
      position = try view.catchUp(with: log)
      if isLast { return position }
    }
  }

  /// Lets the view catch up with all that was appended so far, and ends.
  @discardableResult
  public func finish() throws -> UInt64 {
    condition.lock()
    isStopping = true
    while outcome == nil { condition.wait() }
    let result = outcome
    condition.unlock()
    return try result?.get() ?? 0
  }
}
