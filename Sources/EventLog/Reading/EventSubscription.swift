public import ArchiveEvents

/// Events after a position: those that are there, then each new one as it
/// becomes durable.
public struct EventSubscription: AsyncSequence, Sendable {
  public typealias Element = RecordedEvent

  let log: any ArchiveLog
  let start: Position?
  let head: HeadSignal

  /// Events fetched in one short read transaction.
  static let pageSize = 256

  public func makeAsyncIterator() -> Iterator {
    Iterator(log: log, next: start?.next ?? .first, head: head)
  }

  public struct Iterator: AsyncIteratorProtocol {
    let log: any ArchiveLog
    var next: Position
    let head: HeadSignal
    var page: ArraySlice<RecordedEvent> = []

    public mutating func next() async throws(EventLogError) -> RecordedEvent? {
      while true {
        if let event = page.popFirst() {
          next = event.position.next
          return event
        }
        if Task.isCancelled { return nil }
        do throws(EventLogError) {
          page = try log.read(from: next, limit: EventSubscription.pageSize)[...]
        } catch  where error.code == .closed {
          return nil
        }
        if page.isEmpty, await !head.waitForAdvance(beyond: next.rawValue - 1) { return nil }
      }
    }
  }
}
