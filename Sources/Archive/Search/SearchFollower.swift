import EventLog
public import Foundation
import SearchIndex
public import Views

/// Keeps the full-text index in step with the log while its owner appends, on a thread of its own; merges run on another.
///
/// Sendable because all state is read and written under the condition's lock.
public final class SearchFollower: @unchecked Sendable {
  /// How often a waiting follower looks whether there is more, in seconds.
  private static let lookAround: TimeInterval = 0.01
  private let patience: TimeInterval
  private let makeFeed: @Sendable () throws -> SearchFeed
  private let discard: @Sendable () throws -> Void
  private let index: SearchIndex
  private let condition = NSCondition()
  private var isStopping = false
  private var outcome: Result<UInt64, any Error>?

  /// - Parameters:
  ///   - patience: How long new items may wait to be searchable, in seconds, for the sake of fewer segments.
  ///   - discard: Takes the index away where it proves damaged, so that it is computed anew when it is next opened.
  init(
    index: SearchIndex, patience: TimeInterval, makeFeed: @escaping @Sendable () throws -> SearchFeed,
    discard: @escaping @Sendable () throws -> Void
  ) {
    (self.index, self.patience, self.makeFeed, self.discard) = (index, patience, makeFeed, discard)
  }

  public func start() {
    let thread = Thread { [self] in
      let result = Result { try runToTheEnd() }
      condition.withLock {
        outcome = result
        condition.broadcast()
      }
    }
    thread.name = "evrak search"
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func runToTheEnd() throws -> UInt64 {
    do {
      return try run()
    } catch let error as IndexError where error.code == .damaged {
      try discard()
      throw error
    }
  }

  private func run() throws -> UInt64 {
    let merger = SegmentMergeThread(index)
    do {
      let position = try follow(merger)
      try merger.finish()
      return position
    } catch {
      // No merge may go on in a folder that is thrown away, or that somebody else opens next.
      merger.cancel()
      _ = try? merger.finish()
      throw error
    }
  }

  private func follow(_ merger: SegmentMergeThread) throws -> UInt64 {
    let feed = try makeFeed()
    var lastCommit = Date()
    while true {
      let isLast = condition.withLock { isStopping }
      while try feed.advance() {
        if !feed.hasUncommitted {
          // A segment was full.
          merger.wake()
          lastCommit = Date()
        } else if Date().timeIntervalSince(lastCommit) >= patience, patience > 0 {
          try feed.commit()
          merger.wake()
          lastCommit = Date()
        }
      }
      if feed.hasUncommitted, isLast || Date().timeIntervalSince(lastCommit) >= patience {
        try feed.commit()
        merger.wake()
        lastCommit = Date()
      }
      if isLast { break }
      condition.withLock {
        if !isStopping { _ = condition.wait(until: Date(timeIntervalSinceNow: Self.lookAround)) }
      }
    }
    return feed.position
  }

  /// Lets the index catch up with all that the timelines have, and ends. Returns the position reached.
  @discardableResult
  public func finish() throws -> UInt64 {
    condition.lock()
    isStopping = true
    condition.broadcast()
    while outcome == nil { condition.wait() }
    let result = outcome
    condition.unlock()
    return try result?.get() ?? 0
  }
}

/// Merges segments whenever there are enough of one size.
///
/// Sendable because all state is read and written under the condition's lock.
final class SegmentMergeThread: @unchecked Sendable {
  private let index: SearchIndex
  private let condition = NSCondition()
  private var isStopping = false
  private var isAwake = false
  private var isCancelled = false
  private var outcome: Result<Void, any Error>?

  init(_ index: SearchIndex) {
    self.index = index
    let thread = Thread { [self] in
      let result = Result { try run() }
      condition.withLock {
        outcome = result
        condition.broadcast()
      }
    }
    thread.name = "evrak search merge"
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func run() throws {
    while true {
      condition.lock()
      while !isAwake, !isStopping { condition.wait() }
      isAwake = false
      let isLast = isStopping
      condition.unlock()
      while try index.merge(isCancelled: { self.condition.withLock { self.isCancelled } }) {}
      if isLast { return }
    }
  }

  /// Has a merge that is under way end, as if it had not begun.
  func cancel() { condition.withLock { isCancelled = true } }

  func wake() {
    condition.withLock {
      isAwake = true
      condition.broadcast()
    }
  }

  func finish() throws {
    condition.lock()
    isStopping = true
    condition.broadcast()
    while outcome == nil { condition.wait() }
    let result = outcome
    condition.unlock()
    try result?.get()
  }
}
