import ArchiveEvents
import Crypto
import MailFormat

/// A message as `parse` and `show --json` print it.
enum ParsedMessage {
  static func members(_ message: MailMessage) -> [(String, JSONLine)] {
    let summary = message.summary
    let members: [(String, JSONLine)] = [
      ("message_id", .optional(summary.messageID)), ("subject", .optional(summary.subject)),
      ("date", .optional(summary.date?.rfc3339())),
      ("received_date", .optional(summary.receivedDate?.rfc3339())),
      ("from", mailboxes(summary.from)), ("to", mailboxes(summary.to)),
      ("cc", mailboxes(summary.cc)), ("bcc", mailboxes(summary.bcc)), ("sender", mailboxes(summary.sender)),
      ("reply_to", mailboxes(summary.replyTo)),
      ("in_reply_to", .strings(summary.inReplyTo)), ("references", .strings(summary.references)),
      ("text", .optional(message.text)), ("html", .optional(message.html)),
      ("leaf_parts", .count(message.parts.count { $0.isLeaf })),
      ("attachments", .array(message.attachments.map(attachment))),
      ("defects", .strings((message.defects + message.contentDefects).map(\.description))),
    ]
    return members + ParsedReport.members(message) + ParsedProtection.members(message)
      + ParsedEmbedded.members(message)
  }

  private static func mailboxes(_ mailboxes: [Mailbox]) -> JSONLine {
    .array(
      mailboxes.map { .object([("name", .optional($0.name)), ("address", .string($0.address))]) })
  }

  private static func attachment(_ attachment: MailAttachment) -> JSONLine {
    let bytes = attachment.decoded()
    return .object(
      [
        ("name", .optional(attachment.name)), ("type", .string(attachment.type)), ("size", .count(bytes.count)),
        ("sha256", .string(Hexadecimal.encode(SHA256.hash(data: bytes)))),
      ] + ParsedEmbedded.members(attachment, decoded: bytes))
  }
}
