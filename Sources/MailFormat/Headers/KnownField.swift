/// The header fields that this module reads by itself; every other one is reached by name.
public enum KnownField: UInt8, Sendable, Hashable {
  case other
  // RFC 5322 §3.6
  case from, sender, replyTo, to, cc, bcc
  case date, subject, messageID, inReplyTo, references
  case received, returnPath
  // RFC 2045 and its companions
  case mimeVersion, contentType, contentTransferEncoding, contentDisposition, contentID, contentDescription
  // Written by nearly every mail system, and by little else
  case deliveredTo, xMailer, userAgent
  // [MS-XJRNL] §2.1
  case journalReport

  /// Recognises a field name in any mixture of cases.
  static func identify(_ name: ByteView) -> KnownField {
    switch name.count {
    case 2:
      if name.equals(ignoringCase: "to") { return .to }
      if name.equals(ignoringCase: "cc") { return .cc }
    case 3: if name.equals(ignoringCase: "bcc") { return .bcc }
    case 4:
      if name.equals(ignoringCase: "from") { return .from }
      if name.equals(ignoringCase: "date") { return .date }
    case 6: if name.equals(ignoringCase: "sender") { return .sender }
    case 7: if name.equals(ignoringCase: "subject") { return .subject }
    case 8:
      if name.equals(ignoringCase: "received") { return .received }
      if name.equals(ignoringCase: "reply-to") { return .replyTo }
      if name.equals(ignoringCase: "x-mailer") { return .xMailer }
    case 10:
      if name.equals(ignoringCase: "message-id") { return .messageID }
      if name.equals(ignoringCase: "references") { return .references }
      if name.equals(ignoringCase: "content-id") { return .contentID }
      if name.equals(ignoringCase: "user-agent") { return .userAgent }
    case 11:
      if name.equals(ignoringCase: "in-reply-to") { return .inReplyTo }
      if name.equals(ignoringCase: "return-path") { return .returnPath }
    case 12:
      if name.equals(ignoringCase: "content-type") { return .contentType }
      if name.equals(ignoringCase: "mime-version") { return .mimeVersion }
      if name.equals(ignoringCase: "delivered-to") { return .deliveredTo }
    case 19:
      if name.equals(ignoringCase: "content-disposition") { return .contentDisposition }
      if name.equals(ignoringCase: "content-description") { return .contentDescription }
      if name.equals(ignoringCase: "x-ms-journal-report") { return .journalReport }
    case 25: if name.equals(ignoringCase: "content-transfer-encoding") { return .contentTransferEncoding }
    default: break
    }
    return .other
  }

  /// Whether a name is one that headers of mail really carry: a known one, or one of the families. Used only to tell a
  /// broken header from a body that happens to hold a colon.
  static func isFamiliar(_ name: ByteView) -> Bool {
    if identify(name) != .other { return true }
    return name.hasBytes(ignoringCase: "x-", at: 0) || name.hasBytes(ignoringCase: "content-", at: 0)
      || name.hasBytes(ignoringCase: "list-", at: 0) || name.hasBytes(ignoringCase: "resent-", at: 0)
      || name.hasBytes(ignoringCase: "received-", at: 0) || name.hasBytes(ignoringCase: "arc-", at: 0)
      || name.hasBytes(ignoringCase: "dkim-", at: 0) || name.hasBytes(ignoringCase: "authentication-", at: 0)
      || name.equals(ignoringCase: "precedence") || name.equals(ignoringCase: "organization")
  }
}
