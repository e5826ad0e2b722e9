/// What a server offers, or what is enabled: names such as `IDLE` or `AUTH=PLAIN` (RFC 3501 §7.2.1), in capitals.
public struct IMAPCapabilities: Sendable, Hashable {
  public private(set) var names: Set<String>

  public init(_ names: some Sequence<String> = []) { self.names = Set(names.map { $0.uppercased() }) }

  /// What IMAP4rev2 has built in (RFC 9051 appendix E).
  private static let builtIn: Set<String> = [
    "ENABLE", "IDLE", "ESEARCH", "SPECIAL-USE", "LIST-EXTENDED", "LIST-STATUS", "LITERAL-", "NAMESPACE",
    "STATUS=SIZE",
  ]

  /// Whether this is offered, in capitals: by name, or as part of another.
  public func contains(_ name: String) -> Bool {
    if names.contains(name) { return true }
    return switch name {
    // RFC 7162 §3.2: who does QRESYNC also does CONDSTORE.
    case "CONDSTORE": names.contains("QRESYNC")
    case "LITERAL-": names.contains("LITERAL+") || names.contains("IMAP4REV2")
    // RFC 6855 §6.
    case "UTF8=ACCEPT": names.contains("UTF8=ONLY")
    default: names.contains("IMAP4REV2") && Self.builtIn.contains(name)
    }
  }

  mutating func formUnion(_ other: IMAPCapabilities) { names.formUnion(other.names) }

  /// Reads names up to the end.
  init(_ cursor: inout ResponseCursor) throws(IMAPError) {
    names = []
    var count = 0
    cursor.skipSpaces()
    while !cursor.isAtEnd {
      count += 1
      guard count <= cursor.limits.maximumItems else {
        throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumItems) capabilities")
      }
      let name = cursor.token()
      guard !name.isEmpty else { throw cursor.malformed("a capability was expected") }
      names.insert(name.capitals)
      cursor.skipSpaces()
    }
  }
}
