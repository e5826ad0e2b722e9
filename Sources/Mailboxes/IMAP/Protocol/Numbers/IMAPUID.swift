/// The number of a message in a mailbox, unique together with the mailbox's UIDVALIDITY: 1 to 2^32 - 1 (RFC 3501
/// §2.3.1.1).
public struct IMAPUID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let rawValue: UInt32

  /// - Returns: `nil` for 0, which no message has.
  @inlinable
  public init?(_ rawValue: UInt32) {
    guard rawValue != 0 else { return nil }
    self.rawValue = rawValue
  }

  public static func < (left: IMAPUID, right: IMAPUID) -> Bool { left.rawValue < right.rawValue }

  public var description: String { String(rawValue) }
}

/// Says whether UIDs of a mailbox still mean the messages that they meant before: 1 to 2^32 - 1 (RFC 3501 §2.3.1.1).
public struct IMAPUIDValidity: Sendable, Hashable, CustomStringConvertible {
  public let rawValue: UInt32

  /// - Returns: `nil` for 0, which no mailbox has.
  @inlinable
  public init?(_ rawValue: UInt32) {
    guard rawValue != 0 else { return nil }
    self.rawValue = rawValue
  }

  public var description: String { String(rawValue) }
}
