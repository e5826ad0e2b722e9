/// What a FETCH response says of one message, its bodies apart: those come as events of their own before it
/// (RFC 3501 §7.4.2).
public struct IMAPFetch: Sendable, Hashable {
  /// The message's place in the mailbox, from 1; it changes whenever a message goes.
  public let sequence: UInt32
  /// Missing where the server tells of changed flags unasked.
  public internal(set) var uid: IMAPUID?
  public internal(set) var flags: IMAPFlags?
  public internal(set) var internalDate: IMAPInternalDate?
  /// `RFC822.SIZE`, in bytes.
  public internal(set) var size: UInt64?
  /// RFC 7162 §3.1.
  public internal(set) var modSeq: UInt64?
  /// How many bodies came with it. 0 also where the server has none any more and says NIL.
  public internal(set) var bodies = 0

  init(sequence: UInt32) { self.sequence = sequence }
}

/// A body that begins. It is whole, and known to be what was asked for, only when its message has been told as
/// `IMAPResponse.fetch`: until then it must not count as taken in.
public struct IMAPBody: Sendable, Hashable {
  public let section: IMAPBodySection
  /// Where a part of a section begins in it, in bytes: `BODY[]<0>`.
  public let offset: UInt64?
  /// In bytes; as many come, or the connection ends with an error.
  public let size: UInt64
  /// What the response said before it. The UID may also come behind the body: then `IMAPFetch` has it.
  public let known: IMAPFetch

  public var uid: IMAPUID? { known.uid }
}

/// Which part of a message a body is (RFC 3501 §6.4.5).
public enum IMAPBodySection: Sendable, Hashable {
  /// All of it: `BODY[]`, `RFC822`.
  case message
  /// `BODY[HEADER]`, `RFC822.HEADER`.
  case header
  /// `BODY[TEXT]`, `RFC822.TEXT`.
  case text
  /// As the server wrote it, in capitals.
  case other(String)
}
