public import ArchiveEvents

/// Which part of a timeline is wanted.
public struct TimelineQuery: Sendable {
  /// Whose timeline.
  public enum Subject: Sendable, Hashable {
    /// The contact that an address, number or name leads to.
    case identity(IdentityKey)
    /// A person or organisation; of one that was merged, the contact that it was merged into.
    case contact(ContactID)
    /// A mailbox or line of ours, as captures name it.
    case account(String)
    /// Somebody who answers for accounts.
    case owner(String)
  }

  public var subject: Subject
  /// The first moment wanted.
  public var since: Timestamp?
  /// The first moment no longer wanted.
  public var until: Timestamp?
  /// None for all of them.
  public var channels: Set<Channel> = []
  /// None for all of them.
  public var directions: Set<Direction> = []
  public var limit: Int
  public var oldestFirst: Bool
  /// The last entry of the page before, beyond which this one begins.
  public var cursor: TimelineCursor?

  public init(
    _ subject: Subject, since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = 50, oldestFirst: Bool = false,
    cursor: TimelineCursor? = nil
  ) {
    self.subject = subject
    self.since = since
    self.until = until
    self.limit = limit
    self.oldestFirst = oldestFirst
    self.cursor = cursor
  }

  public init(
    address: CorrespondentAddress, since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = 50,
    oldestFirst: Bool = false, cursor: TimelineCursor? = nil
  ) {
    self.init(
      .identity(IdentityKey(address)), since: since, until: until, limit: limit, oldestFirst: oldestFirst,
      cursor: cursor)
  }

  /// Channels and directions as the keys have them.
  var facets: [TimelineFacet] {
    (0..<TimelineFacet.count).map { TimelineFacet(byte: $0) }.filter {
      (channels.isEmpty || channels.contains($0.channel)) && (directions.isEmpty || directions.contains($0.direction))
    }
  }
}

/// The place of an entry in a timeline: its time, and among items of one time its position. It stays right while items
/// arrive before and behind it.
public struct TimelineCursor: Sendable, Hashable, CustomStringConvertible {
  public let time: Timestamp
  public let position: Position

  public init(time: Timestamp, position: Position) {
    self.time = time
    self.position = position
  }

  public init(_ entry: TimelineEntry) { self.init(time: entry.time, position: entry.position) }

  /// Reads what `description` gives; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...16).contains($0.utf8.count) }),
      let time = UInt64(parts[0], radix: 16), let position = UInt64(parts[1], radix: 16).flatMap({ Position($0) })
    else { return nil }
    self.init(time: TimelineKeys.time(time), position: position)
  }

  /// For a command line or an address of the service; callers need not know what is in it.
  public var description: String {
    String(TimelineKeys.sortable(time), radix: 16) + "." + String(position.rawValue, radix: 16)
  }
}
