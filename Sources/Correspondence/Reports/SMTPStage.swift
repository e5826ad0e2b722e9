/// What the sending system had said when it was refused (RFC 5321 section 3.3).
enum SMTPStage {
  case connection, sender, recipient, data

  static func of(_ said: [UInt8]) -> SMTPStage? { table.meaning(in: said) }

  private static let table = PhraseTable<SMTPStage>([
    (
      .data,
      [
        "in reply to end of data", "after end of data", "end of data", "in reply to data", "after data",
        "for text command", "[data]", "smtp command data", "after sending data", ">>> data",
      ]
    ),
    (
      .recipient,
      [
        "in reply to rcpt to", "after rcpt to", "did not like our rcpt to", "does not like recipient", "[rcpt_to]",
        "rcpt to",
      ]
    ),
    (
      .sender,
      [
        "in reply to mail from", "after mail from", "did not like our mail from", "does not like sender",
        "but sender was rejected", "[mail_from]",
        "mail from:",
      ]
    ),
    (
      .connection,
      [
        "after initial connection", "refused to talk to me", "while receiving the initial", "initial greeting",
        "in reply to helo",
        "in reply to ehlo", "after helo", "after ehlo", "performing the helo", "performing the ehlo",
        "my name was rejected", "connected to … but greeting failed",
      ]
    ),
  ])
}

/// How Japanese carriers refuse, whether they don't know the subscriber or the subscriber's filter takes no such mail. An
/// address that may well be in use is not to be marked.
enum CarrierPhrases {
  static let userUnknown = PhraseTable<Void>([((), ["user unknown", "unknown user"])])
  static let refusals = PhraseTable<Void>([((), ["550 : user unknown", "550: : user unknown"])])
}
