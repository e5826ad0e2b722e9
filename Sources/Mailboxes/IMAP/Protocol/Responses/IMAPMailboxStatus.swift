/// What a STATUS response says of a mailbox (RFC 3501 §7.2.4); `nil` where it says nothing.
public struct IMAPMailboxStatus: Sendable, Hashable {
  public let name: IMAPMailboxName
  public private(set) var messages: UInt64?
  public private(set) var recent: UInt64?
  public private(set) var unseen: UInt64?
  public private(set) var uidNext: IMAPUID?
  public private(set) var uidValidity: IMAPUIDValidity?
  /// RFC 7162 §3.1.7; 0 where the mailbox keeps none.
  public private(set) var highestModSeq: UInt64?
  /// Of all messages, in bytes (RFC 8438).
  public private(set) var size: UInt64?

  /// - Parameter cursor: behind `STATUS`.
  init(_ cursor: inout ResponseCursor, form: IMAPMailboxName.Form) throws(IMAPError) {
    cursor.skipSpaces()
    name = try cursor.mailboxName(form)
    cursor.skipSpaces()
    try cursor.require(UInt8(ascii: "("))
    var count = 0
    cursor.skipSpaces()
    while !cursor.skip(UInt8(ascii: ")")) {
      count += 1
      guard count <= cursor.limits.maximumItems else {
        throw IMAPError(.tooManyItems, "more than \(cursor.limits.maximumItems) items of a mailbox")
      }
      let item = cursor.token()
      guard !item.isEmpty else { throw cursor.malformed("an item of a mailbox was expected") }
      cursor.skipSpaces()
      if item.equals("MESSAGES") {
        messages = try cursor.number()
      } else if item.equals("RECENT") {
        recent = try cursor.number()
      } else if item.equals("UNSEEN") {
        unseen = try cursor.number()
      } else if item.equals("UIDNEXT") {
        uidNext = UInt32(exactly: try cursor.number()).flatMap { IMAPUID($0) }
      } else if item.equals("UIDVALIDITY") {
        uidValidity = UInt32(exactly: try cursor.number()).flatMap { IMAPUIDValidity($0) }
      } else if item.equals("HIGHESTMODSEQ") {
        highestModSeq = try cursor.number()
      } else if item.equals("SIZE") {
        size = try cursor.number()
      } else {
        try cursor.skipValue()
      }
      cursor.skipSpaces()
    }
  }
}
