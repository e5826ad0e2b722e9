/// A mailbox as LIST names it (RFC 3501 §7.2.2, RFC 5258, RFC 6154).
public struct IMAPMailboxListing: Sendable, Hashable {
  public let name: IMAPMailboxName
  public let attributes: IMAPMailboxAttributes
  /// What stands between the levels of the name; `nil` where names have no levels.
  public let delimiter: Unicode.Scalar?

  public init(name: IMAPMailboxName, attributes: IMAPMailboxAttributes = [], delimiter: Unicode.Scalar?) {
    self.name = name
    self.attributes = attributes
    self.delimiter = delimiter
  }

  /// Whether there can be messages in it.
  public var isSelectable: Bool { attributes.isDisjoint(with: [.noSelect, .nonExistent]) }

  /// - Parameter cursor: behind `LIST`.
  init(_ cursor: inout ResponseCursor, form: IMAPMailboxName.Form) throws(IMAPError) {
    cursor.skipSpaces()
    var attributes: IMAPMailboxAttributes = []
    try cursor.list { (cursor) throws(IMAPError) in
      let name = cursor.token()
      guard !name.isEmpty else { throw cursor.malformed("an attribute was expected") }
      attributes.formUnion(IMAPMailboxAttributes(name))
    }
    self.attributes = attributes
    cursor.skipSpaces()
    delimiter = try IMAPNamespaces.delimiter(&cursor)
    cursor.skipSpaces()
    name = try cursor.mailboxName(form)
    // What LIST-EXTENDED adds (RFC 5258 §3.5) is of no use here.
    cursor.move(to: cursor.bytes.count)
  }
}

/// Attributes of a mailbox in a LIST response.
public struct IMAPMailboxAttributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let noSelect = Self(rawValue: 1 << 0)
  public static let nonExistent = Self(rawValue: 1 << 1)
  public static let noInferiors = Self(rawValue: 1 << 2)
  public static let hasChildren = Self(rawValue: 1 << 3)
  public static let hasNoChildren = Self(rawValue: 1 << 4)
  public static let marked = Self(rawValue: 1 << 5)
  public static let unmarked = Self(rawValue: 1 << 6)
  public static let subscribed = Self(rawValue: 1 << 7)
  public static let remote = Self(rawValue: 1 << 8)
  /// RFC 6154 §2: what the mailbox is for.
  public static let all = Self(rawValue: 1 << 16)
  public static let archive = Self(rawValue: 1 << 17)
  public static let drafts = Self(rawValue: 1 << 18)
  public static let flagged = Self(rawValue: 1 << 19)
  public static let junk = Self(rawValue: 1 << 20)
  public static let sent = Self(rawValue: 1 << 21)
  public static let trash = Self(rawValue: 1 << 22)
  /// RFC 8457.
  public static let important = Self(rawValue: 1 << 23)
  /// The inbox, as Gmail's XLIST and some servers after it mark it.
  public static let inbox = Self(rawValue: 1 << 24)

  private static let names: [(StaticString, IMAPMailboxAttributes)] = [
    ("\\NOSELECT", .noSelect), ("\\NONEXISTENT", .nonExistent), ("\\NOINFERIORS", .noInferiors),
    ("\\HASCHILDREN", .hasChildren), ("\\HASNOCHILDREN", .hasNoChildren), ("\\MARKED", .marked),
    ("\\UNMARKED", .unmarked), ("\\SUBSCRIBED", .subscribed), ("\\REMOTE", .remote), ("\\ALL", .all),
    ("\\ALLMAIL", .all), ("\\ARCHIVE", .archive), ("\\DRAFTS", .drafts), ("\\FLAGGED", .flagged),
    ("\\STARRED", .flagged), ("\\JUNK", .junk), ("\\SPAM", .junk), ("\\SENT", .sent), ("\\TRASH", .trash),
    ("\\IMPORTANT", .important), ("\\INBOX", .inbox),
  ]

  /// Empty for an attribute that is unknown.
  init(_ name: UnsafeRawBufferPointer) {
    self = Self.names.first { name.equals($0.0) }?.1 ?? []
  }
}
