extension TNEFArchive {
  /// The text of a message whose own text is blank and whose words are in a TNEF attachment; nil when there is none.
  static func readableText(among attachments: [MailAttachment]) -> String? {
    for attachment in attachments {
      if let text = attachment.tnefArchive?.readableText, !text.isBlank { return text }
    }
    return nil
  }
}
