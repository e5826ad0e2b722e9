extension MailPart {
  /// The signature or encryption that this very part is, in whatever form; nil for most parts. Recognised, never
  /// verified. Of several armored blocks in one text, the first counts.
  ///
  /// Found anew each time, which removes the transfer encoding of text parts and of opaque signatures.
  public var protection: MailProtection? { layer ?? InlineOpenPGP.protection(of: self) }

  /// What the MIME structure alone says: a cryptographic layer in the words of RFC 9787 §4.
  var layer: MailProtection? {
    type.isMultipart ? MultipartProtection.read(self) : OpaqueProtection.read(self)
  }

  /// The entity inside of an opaque signature (RFC 8551 §3.5.2), the only child that a part which is neither multipart
  /// nor message can have.
  public var signedContent: MailPart? { type.isMultipart || type.isMessage ? nil : children.first }
}

extension MailMessage {
  /// Every signature and encryption in the message, outermost first, those of attached messages included. Recognised,
  /// never verified.
  public var protections: [MailProtection] { parts.compactMap(\.protection) }

  /// The header as it stood when the whole message was signed, where the outer one is a stub that gives nothing away:
  /// no subject, or `...`, `[...]` and the like (RFC 9788 §3.2). Not verified, hence no more to be trusted than any
  /// other header.
  public var protectedSummary: MessageSummary? {
    guard ProtectedHeader.isStub(root.summary.subject) else { return nil }
    return root.layer?.protectedSummary
  }
}
