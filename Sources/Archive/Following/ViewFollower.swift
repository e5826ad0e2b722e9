public import EventLog
public import Foundation
public import Views

/// Keeps a view in step with the log while its owner appends, on a thread of
/// its own.
///
/// Sendable because all state is read and written under the condition's lock.
public final class ViewFollower<Projected: Projection>: @unchecked Sendable {
  /// Events gathered for one commit of the view while the log is growing fast.
  private static var batch: UInt64 { 1_000 }
  /// How often a waiting follower looks whether it is to finish, in seconds.
  private static var lookAround: TimeInterval { 0.02 }
  /// How long fewer events than a batch may wait, in seconds.
  private let patience: TimeInterval

  private let view: View<Projected>
  private let log: LMDBArchiveLog
  private let condition = NSCondition()
  private var isStopping = false
  private var outcome: Result<UInt64, any Error>?

  /// - Parameter patience: how long the view may lag behind the log, in seconds,
  ///   for the sake of larger commits.
  public init(_ view: View<Projected>, log: LMDBArchiveLog, patience: TimeInterval = 0.05) {
    self.patience = patience
    self.view = view
    self.log = log
  }

  public func start() {
    log.beginFollowing()
    let thread = Thread { [self] in
      let result = Result { try run() }
      log.endFollowing()
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
    var position = try view.catchUp(with: log, batch: Int(Self.batch))
    while true {
      let isLast = gather(after: position)
      position = try view.catchUp(with: log, batch: Int(Self.batch))
      if isLast { return position }
    }
  }

  /// Waits for a batch, or for fewer events as long as patience allows; returns
  /// whether it was told to finish.
  private func gather(after position: UInt64) -> Bool {
    var deadline: Date?
    while true {
      if condition.withLock({ isStopping }) { return true }
      let (head, _) = log.waitForGrowth(
        beyond: position + (deadline == nil ? 0 : Self.batch), until: Date(timeIntervalSinceNow: Self.lookAround))
      if head > position + Self.batch { return false }
      if head > position, deadline == nil { deadline = Date(timeIntervalSinceNow: patience) }
      if let deadline, Date() >= deadline { return false }
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
