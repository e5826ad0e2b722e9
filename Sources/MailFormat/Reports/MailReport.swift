/// A report about another message, made by a program for programs (RFC 6522).
public enum MailReport: Sendable {
  case delivery(DeliveryReport)
  case disposition(DispositionReport)
  case feedback(FeedbackReport)

  /// The part that holds the message that the report is about: an attached message, or text that is its header section
  /// alone. Nil when none came back.
  public var returned: MailPart? {
    switch self {
    case .delivery(let report): report.returned
    case .disposition(let report): report.returned
    case .feedback(let report): report.returned
    }
  }

  /// The header of that message, by which a report finds the message that was sent.
  public var returnedSummary: MessageSummary? {
    guard let returned else { return nil }
    if let message = returned.attachedMessage { return message.summary }
    return returned.decoded().withUnsafeBytes { bytes in
      // An attached message that does not start like one would make a summary without anything in it.
      let summary = MessageSummary.read(bytes, limits: returned.limits)
      return summary == MessageSummary() ? nil : summary
    }
  }
}

extension MailMessage {
  /// The report that this message is, if it is one: the first machine-readable part says so, in a `multipart/report` or
  /// wherever else it stands. A report inside an attached message is that message's.
  ///
  /// Read from the bytes each time it is asked for.
  public var report: MailReport? {
    var defects = DefectList(limit: 0)
    return ReportReader.read(root, defects: &defects)
  }
}
