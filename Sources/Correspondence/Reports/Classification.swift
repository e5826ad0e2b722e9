public import MailFormat

/// What kind of message a mail is, what it reports, and what its sender wrote.
///
/// Anybody can write a report: this is what a message states, not a proof that it is true.
public struct Classification: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Written by somebody, or by a program that answers nothing.
    case message
    /// A message was not delivered, or not yet (RFC 3464 and reports that follow no standard).
    case bounce
    /// Somebody complained of a message, or it failed authentication (RFC 5965).
    case feedback
    /// A program answers in somebody's place (RFC 3834).
    case autoReply = "auto-reply"
    /// A message was shown, deleted or delivered (RFC 8098, RFC 3464 without failures).
    case receipt
  }

  public let kind: Kind

  /// Whom the report is about, each address once, in order of appearance; empty for a message. An automatic reply is
  /// about its sender. No more than `BounceRules.maximumRecipients`.
  public let recipients: [ReportedRecipient]

  /// The words that are the sender's: neither quoted nor signature, and of a report all above the message that came
  /// back. Without blank space at both ends.
  public let ownText: String

  /// What came back of the message that the report is about; nil when nothing did.
  public let returned: ReturnedMessage?

  /// Tells what a message is. Never fails; takes time in proportion to the message, within `BounceRules`.
  ///
  /// - Parameter text: the message's `readableText`, where it has been read already.
  public static func of(_ message: MailMessage, text: String? = nil) -> Classification {
    of(message, text: text, depth: 0)
  }

  /// - Parameter depth: 1 for a report inside a report, where the search ends.
  static func of(_ message: MailMessage, text: String?, depth: Int) -> Classification {
    let header = ReportHeader(of: message)
    if let report = message.report, let found = StandardReports.classify(message, report, header, text: text) {
      return found
    }
    let body = ReportText(text ?? message.readableText)
    if let found = ComplaintForms.classify(message, header, body) { return found }
    if let found = FreeFormBounce.classify(message, header, body, depth: depth) { return found }
    if depth == 0, let inner = ForwardedReport.inside(header, body).map({ of($0, text: nil, depth: 1) }),
      inner.kind == .bounce
    {
      return inner
    }
    let own = OwnWords.of(body.whole)
    if ReadReceiptForms.matches(header, own) {
      return Classification(
        kind: .receipt, recipients: header.senderAsRecipient(reason: nil), ownText: own, returned: nil)
    }
    if AutoReplyRules.matches(header, own: own, body) {
      return Classification(
        kind: .autoReply, recipients: header.senderAsRecipient(reason: .vacation), ownText: own, returned: nil)
    }
    return Classification(kind: .message, recipients: [], ownText: own, returned: nil)
  }
}
