/// Header fields that a signature covers (RFC 9788, and the forms before it).
enum ProtectedHeader {
  /// What stands for a subject that is not to be seen: RFC 9788 §3.2, and the habits of Enigmail and pEp.
  private static let stubs: Set<String> = [
    "", "...", "[...]", "\u{2026}", "[\u{2026}]", "Encrypted Message", "p\u{2261}p", "pEp",
  ]

  static func isStub(_ subject: String?) -> Bool {
    guard let subject else { return true }
    return Array(subject.utf8).withByteView { stubs.contains(String(decoding: $0.trimmed.array, as: UTF8.self)) }
  }

  /// The summary of a payload that says of itself that its header is the message's: `hp` (RFC 9788 §2.1),
  /// `protected-headers="v1"` (the drafts before it), or a message/rfc822 that was not
  /// forwarded (RFC 8551 §3.1, marked as the drafts of RFC 9788 had it).
  static func summary(of payload: MailPart) -> MessageSummary? {
    if let message = payload.attachedMessage {
      return payload.typeParameter("forwarded")?.lowercasedASCII == "no" ? message.summary : nil
    }
    switch payload.typeParameter("hp")?.lowercasedASCII {
    case "clear", "cipher": break
    default:
      guard payload.typeParameter("protected-headers")?.lowercasedASCII == "v1" else { return nil }
    }
    return payload.fields.contains(where: { isAddressed($0.known) }) ? payload.summary : nil
  }

  private static func isAddressed(_ field: KnownField) -> Bool {
    switch field {
    case .from, .sender, .replyTo, .to, .cc, .date, .subject, .messageID, .inReplyTo, .references: true
    default: false
    }
  }
}

extension MailProtection {
  /// The summary of the header that the signature covers, where the sender put one inside; nil where there is none or
  /// nothing can be read. Signatures inside one another are followed to the cryptographic payload (RFC 9787 §4). Not
  /// verified.
  public var protectedSummary: MessageSummary? {
    guard kind == .signed, var payload = signedPart else { return nil }
    while let layer = payload.layer {
      guard layer.kind == .signed, let inner = layer.signedPart else { return nil }
      payload = inner
    }
    return ProtectedHeader.summary(of: payload)
  }
}
