/// Where a user's mailboxes lie, and those of others (RFC 2342).
public struct IMAPNamespaces: Sendable, Hashable {
  public struct Namespace: Sendable, Hashable {
    /// What names of the namespace begin with.
    public let prefix: IMAPMailboxName
    public let delimiter: Unicode.Scalar?
  }

  public let personal: [Namespace]
  public let otherUsers: [Namespace]
  public let shared: [Namespace]

  /// - Parameter cursor: behind `NAMESPACE`.
  init(_ cursor: inout ResponseCursor, form: IMAPMailboxName.Form) throws(IMAPError) {
    personal = try Self.namespaces(&cursor, form)
    otherUsers = try Self.namespaces(&cursor, form)
    shared = try Self.namespaces(&cursor, form)
  }

  private static func namespaces(
    _ cursor: inout ResponseCursor, _ form: IMAPMailboxName.Form
  ) throws(IMAPError) -> [Namespace] {
    cursor.skipSpaces()
    guard cursor.peek == UInt8(ascii: "(") else {
      guard case .null = try cursor.value() else { throw cursor.malformed("a namespace was expected") }
      return []
    }
    var namespaces: [Namespace] = []
    try cursor.list { (cursor) throws(IMAPError) in
      try cursor.require(UInt8(ascii: "("))
      cursor.skipSpaces()
      let prefix = IMAPMailboxName(bytes: try cursor.string(), form: form)
      cursor.skipSpaces()
      let delimiter = try delimiter(&cursor)
      cursor.skipSpaces()
      var extensions = 0
      while !cursor.skip(UInt8(ascii: ")")) {
        extensions += 1
        guard extensions <= cursor.limits.maximumItems else {
          throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumItems) extensions of a namespace")
        }
        try cursor.skipValue()
        cursor.skipSpaces()
      }
      namespaces.append(Namespace(prefix: prefix, delimiter: delimiter))
    }
    return namespaces
  }

  /// The character between levels, or NIL. An empty string means the same as NIL.
  static func delimiter(_ cursor: inout ResponseCursor) throws(IMAPError) -> Unicode.Scalar? {
    switch try cursor.value() {
    case .null: nil
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self).unicodeScalars.first
    case .leftOut: throw cursor.malformed("a delimiter was expected")
    }
  }
}
