import ArchiveEvents
public import EventLog
public import LMDB

/// State computed from events. A projection never sees the log's files: it is
/// given events in order and writes to an environment of its own, together with
/// the position that it has consumed.
public protocol Projection: Sendable {
  /// What is kept of one event between the two steps.
  associatedtype Prepared: Sendable

  /// Folder below `views/` and name on the command line.
  static var name: String { get }
  /// Raised whenever the same events would give other records; a view of
  /// another version is computed anew.
  static var version: UInt32 { get }

  init(environment: Environment, create: Bool) throws

  /// The costly part: reads content and parses it. Runs on several threads at
  /// once, on events in any order. Nil where the event means nothing here.
  func prepare(_ event: RecordedEvent, log: any ArchiveLog) throws -> Prepared?

  /// Writes what was prepared of some events; called in log order on one thread. May be called again with the same
  /// where the transaction could not be finished, so nothing may be remembered from one call to the next.
  func apply(_ prepared: [Prepared], _ transaction: borrowing WriteTransaction, log: any ArchiveLog) throws
}
