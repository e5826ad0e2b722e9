/// Reads one whole response, without its last line end.
struct ResponseParser {
  private var cursor: ResponseCursor
  private let form: IMAPMailboxName.Form
  private(set) var inlineBodies: [FetchParser.InlineBody] = []

  init(_ cursor: ResponseCursor, form: IMAPMailboxName.Form) {
    self.cursor = cursor
    self.form = form
  }

  /// Whether literals may follow what begins so: not in status responses, whose text is a person's and may end like one.
  static func mayHoldLiterals(_ line: UnsafeRawBufferPointer) -> Bool {
    var cursor = ResponseCursor(line)
    guard cursor.skip(UInt8(ascii: "*")), cursor.skip(0x20) else { return false }
    cursor.skipSpaces()
    let word = cursor.token()
    return IMAPStatus.Condition(UnsafeRawBufferPointer(rebasing: word.prefix { $0 > 0x20 })) == nil
  }

  /// The body that begins where these bytes of a response end.
  static func openBody(_ cursor: ResponseCursor) -> IMAPBody? {
    var cursor = cursor
    guard cursor.skip(UInt8(ascii: "*")), cursor.skip(0x20) else { return nil }
    cursor.skipSpaces()
    guard case .success(let sequence) = Result(catching: { () throws(IMAPError) in try cursor.number32() }) else {
      return nil
    }
    cursor.skipSpaces()
    guard cursor.skip(word: "FETCH ") else { return nil }
    cursor.skipSpaces()
    var parser = FetchParser(cursor, sequence: sequence)
    return parser.openBody()
  }

  mutating func parse() throws(IMAPError) -> IMAPResponse {
    if cursor.skip(UInt8(ascii: "+")) {
      cursor.skipSpaces()
      return .continuation(String(decoding: cursor.rest, as: UTF8.self))
    }
    let tag = cursor.token()
    guard !tag.isEmpty, cursor.skip(0x20) else { throw cursor.malformed("a tag was expected") }
    cursor.skipSpaces()
    guard tag.equals("*") else {
      guard let condition = IMAPStatus.Condition(cursor.token()), condition != .preauthenticated, condition != .bye
      else { throw cursor.malformed("OK, NO or BAD was expected") }
      return .tagged(String(decoding: tag, as: UTF8.self), IMAPStatus(condition, &cursor))
    }
    let response = (0x30...0x39).contains(cursor.peek) ? try numbered() : try named()
    cursor.skipSpaces()
    guard cursor.isAtEnd else { throw cursor.malformed("the end was expected") }
    return response
  }

  private mutating func numbered() throws(IMAPError) -> IMAPResponse {
    let number = try cursor.number32()
    cursor.skipSpaces()
    let name = cursor.token()
    guard !name.isEmpty else { throw cursor.malformed("a response was expected") }
    if name.equals("FETCH") {
      guard number > 0 else { throw cursor.malformed("message 0 was named") }
      cursor.skipSpaces()
      var parser = FetchParser(cursor, sequence: number)
      cursor = try parser.parse()
      inlineBodies = parser.inlineBodies
      return .fetch(parser.fetch)
    }
    if name.equals("EXISTS") { return .exists(number) }
    if name.equals("RECENT") { return .recent(number) }
    if name.equals("EXPUNGE") {
      guard number > 0 else { throw cursor.malformed("message 0 was named") }
      return .expunge(number)
    }
    return other(name)
  }

  private mutating func named() throws(IMAPError) -> IMAPResponse {
    let name = cursor.token()
    guard !name.isEmpty else { throw cursor.malformed("a response was expected") }
    if let condition = IMAPStatus.Condition(name) { return .status(IMAPStatus(condition, &cursor)) }
    if name.equals("LIST") { return .list(try IMAPMailboxListing(&cursor, form: form)) }
    if name.equals("STATUS") { return .mailboxStatus(try IMAPMailboxStatus(&cursor, form: form)) }
    if name.equals("SEARCH") { return .search(try IMAPSearchResult(search: &cursor)) }
    if name.equals("ESEARCH") { return .search(try IMAPSearchResult(extended: &cursor)) }
    if name.equals("VANISHED") {
      cursor.skipSpaces()
      let isEarlier = cursor.skip(word: "(EARLIER)")
      cursor.skipSpaces()
      return .vanished(try cursor.uidSet(), earlier: isEarlier)
    }
    if name.equals("CAPABILITY") { return .capability(try IMAPCapabilities(&cursor)) }
    if name.equals("ENABLED") { return .enabled(try IMAPCapabilities(&cursor)) }
    if name.equals("FLAGS") {
      cursor.skipSpaces()
      return .flags(try IMAPFlags(&cursor))
    }
    if name.equals("NAMESPACE") { return .namespaces(try IMAPNamespaces(&cursor, form: form)) }
    if name.equals("ID") { return .identity(try identity()) }
    return other(name)
  }

  private mutating func other(_ name: UnsafeRawBufferPointer) -> IMAPResponse {
    cursor.move(to: cursor.bytes.count)
    return .other(UnsafeRawBufferPointer(rebasing: name.prefix(64)).capitals)
  }

  private mutating func identity() throws(IMAPError) -> [IMAPIdentityField] {
    cursor.skipSpaces()
    guard cursor.peek == UInt8(ascii: "(") else {
      guard case .null = try cursor.value() else { throw cursor.malformed("an identity was expected") }
      return []
    }
    var fields: [IMAPIdentityField] = []
    try cursor.list { (cursor) throws(IMAPError) in
      let name = String(decoding: try cursor.string(), as: UTF8.self)
      cursor.skipSpaces()
      let value: String?
      switch try cursor.value() {
      case .bytes(let bytes): value = String(decoding: bytes, as: UTF8.self)
      case .null, .leftOut: value = nil
      }
      fields.append(IMAPIdentityField(name: name, value: value))
    }
    return fields
  }
}
