/// Reads the items of a FETCH response (RFC 3501 §7.4.2, RFC 7162 §3.1). Items that are unknown are passed over.
struct FetchParser {
  /// A body that stands in the line itself, as a quoted string.
  struct InlineBody {
    let body: IMAPBody
    let bytes: [UInt8]
  }

  private var cursor: ResponseCursor
  private(set) var fetch: IMAPFetch
  private(set) var inlineBodies: [InlineBody] = []

  /// - Parameter cursor: at the parenthesis behind `FETCH`.
  init(_ cursor: ResponseCursor, sequence: UInt32) {
    self.cursor = cursor
    fetch = IMAPFetch(sequence: sequence)
  }

  /// Reads all items.
  mutating func parse() throws(IMAPError) -> ResponseCursor {
    guard try items() == nil else { throw cursor.malformed("a body has no end") }
    if !inlineBodies.isEmpty || fetch.bodies > 0, fetch.uid == nil {
      throw IMAPError(.contradictoryUID, "a body without a UID in “\(ResponseExcerpt.text(cursor.bytes))”")
    }
    return cursor
  }

  /// What begins where the bytes end, if that is a body rather than any other literal.
  mutating func openBody() -> IMAPBody? {
    guard case .success(let body) = Result(catching: { () throws(IMAPError) in try items() }) else { return nil }
    return body
  }

  private mutating func items() throws(IMAPError) -> IMAPBody? {
    try cursor.require(UInt8(ascii: "("))
    var count = 0
    cursor.skipSpaces()
    while !cursor.skip(UInt8(ascii: ")")) {
      count += 1
      guard count <= cursor.limits.maximumItems else {
        throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumItems) items of a message")
      }
      let name = cursor.token()
      guard !name.isEmpty else { throw cursor.malformed("the name of an item was expected") }
      if let (section, offset) = try section(name) {
        cursor.skipSpaces()
        if let body = try body(section, offset) { return body }
      } else {
        cursor.skipSpaces()
        try item(name)
      }
      cursor.skipSpaces()
    }
    return nil
  }

  private mutating func item(_ name: UnsafeRawBufferPointer) throws(IMAPError) {
    if name.equals("UID") {
      let uid = try cursor.uid()
      if let other = fetch.uid, other != uid {
        throw IMAPError(.contradictoryUID, "UIDs \(other) and \(uid) in one response")
      }
      fetch.uid = uid
    } else if name.equals("FLAGS") {
      fetch.flags = try IMAPFlags(&cursor)
    } else if name.equals("INTERNALDATE") {
      // A date that can't be understood is no reason to be without the message.
      if let text = cursor.plainQuoted() {
        fetch.internalDate = IMAPInternalDate(text)
      } else {
        try cursor.skipValue()
      }
    } else if name.equals("RFC822.SIZE") {
      fetch.size = try cursor.number()
    } else if name.equals("MODSEQ") {
      try cursor.require(UInt8(ascii: "("))
      fetch.modSeq = try cursor.number()
      try cursor.require(UInt8(ascii: ")"))
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func body(_ section: IMAPBodySection, _ offset: UInt64?) throws(IMAPError) -> IMAPBody? {
    if let marker = LiteralMarker(in: cursor.bytes, at: cursor.place), marker.end == cursor.bytes.count,
      !cursor.leftOut.contains(marker.end)
    {
      return IMAPBody(section: section, offset: offset, size: marker.size, known: fetch)
    }
    switch try cursor.value() {
    case .leftOut: fetch.bodies += 1
    case .null: break
    case .bytes(let bytes):
      guard fetch.bodies < cursor.limits.maximumBodies else {
        throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumBodies) bodies of one message")
      }
      let body = IMAPBody(section: section, offset: offset, size: UInt64(bytes.count), known: fetch)
      inlineBodies.append(InlineBody(body: body, bytes: bytes))
      fetch.bodies += 1
    }
    return nil
  }

  /// Reads the rest of a section's name, whose brackets may hold blanks and parentheses; `nil` for any other item.
  private mutating func section(
    _ name: UnsafeRawBufferPointer
  ) throws(IMAPError) -> (IMAPBodySection, offset: UInt64?)? {
    if name.equals("RFC822") { return (.message, nil) }
    if name.equals("RFC822.HEADER") { return (.header, nil) }
    if name.equals("RFC822.TEXT") { return (.text, nil) }
    let isBody = name.begins(with: "BODY[")
    guard isBody || name.begins(with: "BINARY[") else { return nil }
    let start = cursor.place - name.count
    var place = start
    var isQuoted = false
    while place < cursor.bytes.count {
      let byte = cursor.bytes[place]
      place += 1
      if isQuoted, byte == UInt8(ascii: "\\") { place += 1 }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == UInt8(ascii: "]") { break }
    }
    guard place <= cursor.bytes.count, cursor.bytes[place - 1] == UInt8(ascii: "]") else {
      throw cursor.malformed("the name of a section has no end")
    }
    cursor.move(to: place)
    var offset: UInt64?
    if cursor.skip(UInt8(ascii: "<")) {
      offset = try cursor.number()
      try cursor.require(UInt8(ascii: ">"))
    }
    let text = UnsafeRawBufferPointer(rebasing: cursor.bytes[start..<place])
    guard isBody else { return (.other(text.capitals), offset) }
    if text.equals("BODY[]") { return (.message, offset) }
    if text.equals("BODY[HEADER]") { return (.header, offset) }
    if text.equals("BODY[TEXT]") { return (.text, offset) }
    return (.other(text.capitals), offset)
  }
}
