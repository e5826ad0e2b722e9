public import ArchiveEvents

/// What the rest of Evrak asks of the log, and all that it may assume: nothing
/// outside this target knows where the log is kept.
public protocol ArchiveLog: Sendable {
  /// Appends all drafts or none, in order, and returns once they are durable.
  ///
  /// Identical bytes met again become a sighting of the first item; the same
  /// bytes from the same source add nothing.
  func append(_ drafts: [EventDraft]) async throws(EventLogError) -> [AppendOutcome]

  /// The same for a thread that may block.
  @available(*, noasync)
  func appendAndWait(_ drafts: [EventDraft]) throws(EventLogError) -> [AppendOutcome]

  /// The position of the newest durable event; nil for an empty log.
  func head() throws(EventLogError) -> Position?

  /// Events in order from a position on; fewer than `limit` only at the end.
  func read(from position: Position, limit: Int) throws(EventLogError) -> [RecordedEvent]

  /// Every event after a position as it becomes durable: first those that are
  /// there, then the new ones. Ends when the task is cancelled or the log closed.
  func subscribe(after position: Position?) -> EventSubscription

  /// An id that follows from these bytes and a key in keys/: the same for ever, and nothing that an outsider could
  /// compute to learn whether a name or address that he guesses is in the archive.
  func derivedID(of bytes: [UInt8]) -> RandomID

  /// The whole of a content in memory; fails as `readContent` does.
  func content(_ content: StoredContent) throws(EventLogError) -> [UInt8]

  /// Original bytes, in order, in pieces; fails if they are not what was sealed.
  func readContent(
    _ content: StoredContent, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws(EventLogError)
}

extension ArchiveLog {
  /// One event, if the log reaches that far.
  public func event(at position: Position) throws(EventLogError) -> RecordedEvent? {
    try read(from: position, limit: 1).first
  }
}
