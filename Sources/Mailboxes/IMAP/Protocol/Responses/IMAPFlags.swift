/// Flags of a message, or those that a mailbox knows (RFC 3501 §2.3.2).
public struct IMAPFlags: Sendable, Hashable {
  /// The flags that RFC 3501 defines.
  public struct System: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let seen = System(rawValue: 1 << 0)
    public static let answered = System(rawValue: 1 << 1)
    public static let flagged = System(rawValue: 1 << 2)
    public static let deleted = System(rawValue: 1 << 3)
    public static let draft = System(rawValue: 1 << 4)
    public static let recent = System(rawValue: 1 << 5)
    /// `\*`: new keywords may be made. Only among the permanent flags of a mailbox.
    public static let newKeywords = System(rawValue: 1 << 6)

    init?(_ name: UnsafeRawBufferPointer) {
      if name.equals("\\SEEN") {
        self = .seen
      } else if name.equals("\\ANSWERED") {
        self = .answered
      } else if name.equals("\\FLAGGED") {
        self = .flagged
      } else if name.equals("\\DELETED") {
        self = .deleted
      } else if name.equals("\\DRAFT") {
        self = .draft
      } else if name.equals("\\RECENT") {
        self = .recent
      } else if name.equals("\\*") {
        self = .newKeywords
      } else {
        return nil
      }
    }
  }

  public internal(set) var system: System = []
  /// Keywords, and flags with a backslash that no standard names, as the server writes them.
  public internal(set) var keywords: [String] = []

  public init(system: System = [], keywords: [String] = []) {
    self.system = system
    self.keywords = keywords
  }

  /// Reads a list in parentheses.
  init(_ cursor: inout ResponseCursor) throws(IMAPError) {
    var system: System = []
    var keywords: [String] = []
    try cursor.list { (cursor) throws(IMAPError) in
      let name = cursor.token()
      guard !name.isEmpty else { throw cursor.malformed("a flag was expected") }
      if let flag = System(name) {
        system.insert(flag)
      } else {
        keywords.append(String(decoding: name, as: UTF8.self))
      }
    }
    self.init(system: system, keywords: keywords)
  }
}
