public import MailFormat

/// What came back of the message that a report is about: by this the message that was sent is found.
public struct ReturnedMessage: Sendable, Hashable {
  /// Without angle brackets.
  public let messageID: String?
  public let from: [Mailbox]
  public let to: [Mailbox]
  public let subject: String?
  /// Oldest first, without angle brackets.
  public let references: [String]

  /// - Returns: nil where nothing is known.
  init?(_ summary: MessageSummary?, messageID: String? = nil) {
    guard let id = summary?.messageID ?? messageID else {
      guard let summary, !summary.from.isEmpty || !summary.to.isEmpty || summary.subject != nil else { return nil }
      self.init(summary, id: nil)
      return
    }
    self.init(summary ?? MessageSummary(), id: id)
  }

  private init(_ summary: MessageSummary, id: String?) {
    messageID = id
    (from, to, subject) = (summary.from, summary.to + summary.cc, summary.subject)
    references = summary.references
  }
}
