import ArchiveEvents
import MailFormat

/// When a mail was written: its Date field (RFC 5322 §3.6.1); where that is
/// missing or unreadable the topmost Received field, else when we recorded it.
enum MailTime {
  static func choose(
    _ summary: MessageSummary, recordedAt: Timestamp
  ) -> (time: Timestamp, source: TimelineCard.TimeSource) {
    if let date = summary.date {
      return (Timestamp(secondsSinceEpoch: date.secondsSinceEpoch), .dateField)
    }
    if let date = summary.receivedDate {
      return (Timestamp(secondsSinceEpoch: date.secondsSinceEpoch), .receivedField)
    }
    return (recordedAt, .recorded)
  }
}

/// Who wrote to whom, as seen from the account that the mail was found in.
enum MailDirection {
  static func of(_ summary: MessageSummary, account: String, known: Direction) -> Direction {
    if known != .unspecified { return known }
    guard let ours = CorrespondentAddress(account) else { return .unspecified }
    func isOurs(_ mailbox: Mailbox) -> Bool { CorrespondentAddress(mailbox.address) == ours }
    guard summary.from.contains(where: isOurs) else { return .inbound }
    let recipients = summary.to + summary.cc + summary.bcc
    return !recipients.isEmpty && recipients.allSatisfy(isOurs) ? .internal : .outbound
  }
}
