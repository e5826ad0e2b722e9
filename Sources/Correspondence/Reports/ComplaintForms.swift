import MailFormat

/// Complaints about messages: RFC 5965, what providers sent before it, and notices of sending services.
enum ComplaintForms {
  /// Whom a feedback report is about: who complained, as far as the report tells.
  static func recipients(_ feedback: FeedbackReport, _ returned: MessageSummary?) -> [ReportedRecipient] {
    var addresses = feedback.originalRcptTo
    if addresses.isEmpty {
      addresses = feedback.fields.filter { removal.contains(AddressScanner.key($0.name)) }.map(\.value)
    }
    return recipients(addresses, returned)
  }

  private static let removal: Set<String> = ["removal-recipient", "redacted-address", "original-recipient"]

  private static func recipients(_ addresses: [String], _ returned: MessageSummary?) -> [ReportedRecipient] {
    var addresses = addresses.filter { !$0.isEmpty }
    if addresses.isEmpty { addresses = returned.map { $0.to.map(\.address).filter { !$0.isEmpty } } ?? [] }
    // Providers hide who complained; that somebody did is the report.
    if addresses.isEmpty { addresses = [""] }
    return RecipientList(
      addresses.prefix(BounceRules.maximumRecipients).map {
        ReportedRecipient(address: $0, status: nil, replyCode: nil, reason: .feedback)
      }
    ).all
  }

  static func classify(_ message: MailMessage, _ header: ReportHeader, _ body: ReportText) -> Classification? {
    if let notice = ServiceNotice(body.whole) { return notice.classification(body.words) }
    guard subjects.opens(header.subject), !header.isReply, !header.isListPost else { return nil }
    guard let attached = message.attachments.lazy.compactMap({ $0.part.attachedMessage }).first else { return nil }
    let hidden = attached.values(of: "X-HmXmrOriginalRecipient").filter { !$0.isEmpty }
    return Classification(
      kind: .feedback, recipients: recipients(hidden, attached.summary), ownText: body.words,
      returned: ReturnedMessage(attached.summary))
  }

  /// Of Hotmail, AOL, Comcast and others; the complaint is the message attached.
  private static let subjects = PhraseTable<Void>([
    (
      (),
      [
        "complaint about message from", "email feedback report for ip", "feedback report", "abuse report",
        "spam report", "spam complaint", "fw: spam report", "customer complaint", "client tos notification",
        "feedback loop", "fbl]", "fbl report", "abuse complaint",
      ]
    )
  ])
}
