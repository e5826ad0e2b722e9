/// All that evrak ever asks of an IMAP server. Nothing here changes a mailbox: there is no SELECT, STORE, APPEND, EXPUNGE
/// or CLOSE, and bodies are read with PEEK. Logging in is not among them: it is done before.
public enum IMAPCommand: Sendable, Hashable {
  case capability
  case noop
  /// Tells the server who we are (RFC 2971).
  case id([IMAPIdentityField])
  /// Switches extensions on (RFC 5161); only before a mailbox is examined.
  case enable(Set<IMAPExtension>)
  /// Names the mailboxes that match the pattern, `*` for all, with their special uses, and with their states where the
  /// server can do it in one step (RFC 5819).
  case list(pattern: String, status: IMAPStatusItems)
  /// Opens a mailbox for reading only (RFC 3501 §6.3.2); with what changed since, if a state is given (RFC 7162 §3.2.5).
  case examine(IMAPMailboxName, resuming: IMAPMailboxState?)
  case status(IMAPMailboxName, IMAPStatusItems)
  /// Finds messages of the mailbox that is open. Without ESEARCH an answer does not say which search it is of: then only
  /// one may be under way.
  case uidSearch(IMAPSearchKey)
  /// Reads messages of the mailbox that is open; see `IMAPFetchRequest`.
  case uidFetch(IMAPFetchRequest)
  /// Waits for news (RFC 2177) until `IMAPSession.endIdle`.
  case idle
  /// Asks for news of several mailboxes (RFC 5465); `nil` ends it.
  case notify(IMAPNotification?)
  case logout

  /// Whether the command is about the mailbox that is open.
  var needsMailbox: Bool {
    switch self {
    case .uidSearch, .uidFetch: true
    default: false
    }
  }
}

/// What can be switched on.
public enum IMAPExtension: String, Sendable, Hashable, CaseIterable {
  case condstore = "CONDSTORE"
  case qresync = "QRESYNC"
  case utf8 = "UTF8=ACCEPT"
}

/// What STATUS is asked for. What the server can't say (RFC 7162, RFC 8438) is left out of the question.
public struct IMAPStatusItems: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let messages = Self(rawValue: 1 << 0)
  public static let uidNext = Self(rawValue: 1 << 1)
  public static let uidValidity = Self(rawValue: 1 << 2)
  public static let highestModSeq = Self(rawValue: 1 << 3)
  public static let unseen = Self(rawValue: 1 << 4)
  public static let size = Self(rawValue: 1 << 5)

  /// Enough to know whether a mailbox has changed.
  public static let change: Self = [.messages, .uidNext, .uidValidity, .highestModSeq]
}

/// A state of a mailbox that is known from before.
public struct IMAPMailboxState: Sendable, Hashable {
  public let uidValidity: IMAPUIDValidity
  public let highestModSeq: UInt64
  /// The UIDs that are known; left out where they would make the command too long.
  public let knownUIDs: IMAPUIDSet

  public init(uidValidity: IMAPUIDValidity, highestModSeq: UInt64, knownUIDs: IMAPUIDSet = IMAPUIDSet()) {
    self.uidValidity = uidValidity
    self.highestModSeq = highestModSeq
    self.knownUIDs = knownUIDs
  }
}

/// Which messages are looked for.
public enum IMAPSearchKey: Sendable, Hashable {
  case all
  case uids(IMAPUIDSet)
  /// Changed since then (RFC 7162 §3.1.5).
  case modifiedSince(UInt64)
}

/// Which messages are read, and what of them. The UID always comes with it.
public struct IMAPFetchRequest: Sendable, Hashable {
  public struct Items: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let internalDate = Self(rawValue: 1 << 0)
    public static let size = Self(rawValue: 1 << 1)
    public static let flags = Self(rawValue: 1 << 2)
    /// RFC 7162 §3.1.4.2.
    public static let modSeq = Self(rawValue: 1 << 3)
    /// The whole message, without marking it as seen.
    public static let message = Self(rawValue: 1 << 4)
    /// Its header, without marking it as seen.
    public static let header = Self(rawValue: 1 << 5)
  }

  public let uids: IMAPUIDSet
  public let items: Items
  /// Only messages that were changed since (RFC 7162 §3.1.4.1).
  public let changedSince: UInt64?
  /// Which of them have gone since, too (RFC 7162 §3.2.6); QRESYNC must be enabled.
  public let withVanished: Bool

  public init(_ uids: IMAPUIDSet, _ items: Items, changedSince: UInt64? = nil, withVanished: Bool = false) {
    self.uids = uids
    self.items = items
    self.changedSince = changedSince
    self.withVanished = withVanished
  }

  var asksForBodies: Bool { !items.isDisjoint(with: [.message, .header]) }

  /// Whether a body of this message is an answer to it. A set without an end is answered with the last message even where
  /// that lies before it (RFC 3501 §9, seq-range).
  func covers(_ uid: IMAPUID) -> Bool { uids.contains(uid) || uids.isOpen }
}

/// Of which mailboxes news are asked for: new and vanished messages (RFC 5465).
public struct IMAPNotification: Sendable, Hashable {
  public enum Mailboxes: Sendable, Hashable {
    case none
    /// All in the user's own namespace.
    case personal
    case subscribed
    case named([IMAPMailboxName])
  }

  /// Whether news of the mailbox that is open are wanted.
  public let ofExamined: Bool
  public let others: Mailboxes
  /// Whether the state of each of the others is told first.
  public let withStatus: Bool

  public init(ofExamined: Bool, others: Mailboxes, withStatus: Bool) {
    self.ofExamined = ofExamined
    self.others = others
    self.withStatus = withStatus
  }
}
