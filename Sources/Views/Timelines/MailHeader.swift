import EventLog
import MailFormat

/// The header that counts for a timeline: the message's own, or that of the message in a journal.
struct MailHeader {
  var summary: MessageSummary
  /// Others in whose timelines the message stands: of a journal, those whom only its envelope names, and those who sent
  /// and got the journal itself. Anybody can write what looks like a journal: it must not hide a mail from the
  /// timelines of those whom it really passed between.
  var others: [Mailbox] = []

  /// Whether the summary is that of a message in a journal.
  var isJournal = false

  static func of(_ message: MailMessage) -> MailHeader {
    let summary = message.summary
    return summary.isJournalReport ? unwrap(message, summary) : MailHeader(summary: summary)
  }

  static func unwrap(_ message: MailMessage, _ outer: MessageSummary) -> MailHeader {
    guard let journal = message.journal, let original = journal.message else { return MailHeader(summary: outer) }
    var header = MailHeader(summary: original.summary, isJournal: true)
    var known = Set(
      (header.summary.from + header.summary.sender + header.summary.to + header.summary.cc + header.summary.bcc)
        .compactMap { CorrespondentAddress($0.address) })
    func isNew(_ address: String) -> Bool {
      CorrespondentAddress(address).map { known.insert($0).inserted } ?? false
    }
    for recipient in journal.recipients where isNew(recipient.address) {
      header.summary.bcc.append(Mailbox(name: nil, address: recipient.address))
    }
    if let sender = journal.sender, header.summary.sender.isEmpty, isNew(sender) {
      header.summary.sender = [Mailbox(name: nil, address: sender)]
    }
    header.others = outer.from + outer.sender + outer.to + outer.cc + outer.bcc
    return header
  }
}
