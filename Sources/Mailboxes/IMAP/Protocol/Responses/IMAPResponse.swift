/// One thing that a server says (RFC 3501 §7).
///
/// A piece of a body points into the bytes that were given to the reader, or into its own memory: it is valid until more
/// is asked of the reader.
public enum IMAPResponse {
  case status(IMAPStatus)
  /// The end of a command.
  case tagged(String, IMAPStatus)
  /// `+`: the server waits for more.
  case continuation(String)
  case capability(IMAPCapabilities)
  case enabled(IMAPCapabilities)
  case flags(IMAPFlags)
  case list(IMAPMailboxListing)
  case mailboxStatus(IMAPMailboxStatus)
  case search(IMAPSearchResult)
  case namespaces(IMAPNamespaces)
  case identity([IMAPIdentityField])
  case exists(UInt32)
  case recent(UInt32)
  /// The message at this place is gone; all behind it move up.
  case expunge(UInt32)
  /// Messages that are gone (RFC 7162 §3.2.10). `earlier`: before now, as an answer, not to be subtracted from EXISTS.
  case vanished(IMAPUIDSet, earlier: Bool)
  case bodyBegins(IMAPBody)
  case bodyPiece(UnsafeRawBufferPointer)
  case bodyEnds
  /// A message, after its bodies.
  case fetch(IMAPFetch)
  /// An untagged response of a kind that is unknown; its name in capitals.
  case other(String)
}

/// What an implementation says of itself (RFC 2971).
public struct IMAPIdentityField: Sendable, Hashable {
  public let name: String
  public let value: String?

  public init(name: String, value: String?) {
    self.name = name
    self.value = value
  }
}
