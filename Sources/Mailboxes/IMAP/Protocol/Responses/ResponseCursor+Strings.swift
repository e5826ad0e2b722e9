extension ResponseCursor {
  /// What a string in a response turned out to be.
  enum Value {
    case bytes([UInt8])
    case null
    /// A body that was handed on as it arrived.
    case leftOut
  }

  /// NIL, a quoted string, a literal, or an atom as it is.
  mutating func value() throws(IMAPError) -> Value {
    switch peek {
    case UInt8(ascii: "\""): return .bytes(try quoted())
    case UInt8(ascii: "{"), UInt8(ascii: "~"):
      if let marker = LiteralMarker(in: bytes, at: place) { return try literal(marker) }
    default: break
    }
    let start = place
    let token = token()
    guard !token.isEmpty else { throw malformed("a string was expected") }
    // Within quotation marks it would be a name.
    return start < place && token.equals("NIL") ? .null : .bytes([UInt8](token))
  }

  /// A string that has to be there.
  mutating func string() throws(IMAPError) -> [UInt8] {
    guard case .bytes(let bytes) = try value() else { throw malformed("a string was expected") }
    return bytes
  }

  /// The name of a mailbox: NIL without quotation marks is a name like any other (RFC 3501 §9, astring).
  mutating func mailboxName(_ form: IMAPMailboxName.Form) throws(IMAPError) -> IMAPMailboxName {
    switch try value() {
    case .bytes(let bytes): IMAPMailboxName(bytes: bytes, form: form)
    case .null: IMAPMailboxName(bytes: Array("NIL".utf8), form: form)
    case .leftOut: throw malformed("a mailbox name was expected")
    }
  }

  /// A quoted string without a backslash, as it stands; `nil`, and nothing taken, for anything else.
  mutating func plainQuoted() -> UnsafeRawBufferPointer? {
    guard peek == UInt8(ascii: "\"") else { return nil }
    var end = place + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] != UInt8(ascii: "\\") else { return nil }
      end += 1
    }
    guard end < bytes.count else { return nil }
    let text = UnsafeRawBufferPointer(rebasing: bytes[(place + 1)..<end])
    move(to: end + 1)
    return text
  }

  private mutating func quoted() throws(IMAPError) -> [UInt8] {
    try require(UInt8(ascii: "\""))
    var result: [UInt8] = []
    while place < bytes.count {
      let byte = peek
      advance()
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"):
        guard !isAtEnd else { throw malformed("a quoted string has no end") }
        result.append(peek)
        advance()
      default: result.append(byte)
      }
    }
    throw malformed("a quoted string has no end")
  }

  private mutating func literal(_ marker: LiteralMarker) throws(IMAPError) -> Value {
    move(to: marker.end)
    if leftOut.contains(marker.end) { return .leftOut }
    guard let size = Int(exactly: marker.size), size <= bytes.count - place else {
      throw malformed("a literal has no end")
    }
    let start = place
    move(to: place + size)
    return .bytes([UInt8](slice(from: start)))
  }

  /// Passes over one value of any kind, lists and all, without recursion.
  mutating func skipValue() throws(IMAPError) {
    var depth = 0
    repeat {
      skipSpaces()
      switch peek {
      case UInt8(ascii: "("):
        depth += 1
        guard depth <= limits.maximumDepth else { throw IMAPError(.nestingTooDeep, "\(limits.maximumDepth)") }
        advance()
      case UInt8(ascii: ")"):
        guard depth > 0 else { throw malformed("a value was expected") }
        depth -= 1
        advance()
      default:
        guard !isAtEnd else { throw malformed("a list has no end") }
        _ = try value()
      }
    } while depth > 0
  }

  /// Reads the entries of a list one by one.
  mutating func list(_ entry: (inout ResponseCursor) throws(IMAPError) -> Void) throws(IMAPError) {
    try require(UInt8(ascii: "("))
    var count = 0
    skipSpaces()
    while !skip(UInt8(ascii: ")")) {
      guard !isAtEnd else { throw malformed("a list has no end") }
      count += 1
      guard count <= limits.maximumItems else {
        throw IMAPError(.tooManyItems, "more than \(limits.maximumItems) entries in a list")
      }
      try entry(&self)
      skipSpaces()
    }
  }
}
