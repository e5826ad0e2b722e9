/// What a session tells of.
public enum IMAPEvent {
  /// The server's first words. What it offers is already known to the session.
  case greeting(IMAPStatus)
  /// What the server says, whether asked or not. The session has already drawn its conclusions from it.
  case response(IMAPResponse)
  /// A command is over, well or not: see the status.
  case completed(IMAPTag, IMAPCommand, IMAPStatus)
  /// The server now tells what happens until `IMAPSession.endIdle`.
  case idling
}

/// The name of a command under way: `E1`, `E2` …, unlike those of libcurl, which has logged in on the same connection.
public struct IMAPTag: Sendable, Hashable, CustomStringConvertible {
  let number: UInt64
  public var description: String { "E\(number)" }
}

/// The mailbox that is open, as far as the server has told.
public struct IMAPExaminedMailbox: Sendable, Hashable {
  public let name: IMAPMailboxName
  /// Whether EXAMINE is complete.
  public internal(set) var isOpen = false
  /// `nil` where the server has none: then its UIDs mean nothing later (RFC 3501 §6.3.1).
  public internal(set) var uidValidity: IMAPUIDValidity?
  /// No message to come has a lower UID.
  public internal(set) var uidNext: IMAPUID?
  /// As the server last stated it for the whole mailbox; not raised by what it says of single messages, since messages that
  /// vanished before those may not be told yet (RFC 7162, and erratum 1810 of RFC 5162). `nil` where the mailbox keeps none.
  public internal(set) var highestModSeq: UInt64?
  /// How many messages there are.
  public internal(set) var exists: UInt32 = 0
  /// Whether the server says that UIDs do not last.
  public internal(set) var areUIDsTransient = false
  /// Whether the server has confirmed that nothing is changed.
  public internal(set) var isReadOnly = false

  init(name: IMAPMailboxName) { self.name = name }
}
