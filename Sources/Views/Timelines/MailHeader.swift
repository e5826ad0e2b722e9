import EventLog
import MailFormat

/// The header that counts for a timeline: the message's own, or that of the message in a journal, with those whom only
/// the journal's envelope names.
enum MailHeader {
  /// Larger journals are listed as what they are, mail of the journaling server (64 MiB).
  static let longestJournal: UInt64 = 64 << 20

  static func read(_ content: StoredContent, from log: any ArchiveLog) throws -> MessageSummary {
    let header = try HeaderPrefix.read(content, from: log)
    let summary = header.withUnsafeBytes { MessageSummary.read($0) }
    guard summary.isJournalReport, content.size <= longestJournal else { return summary }
    let isWhole = UInt64(header.count) == content.size
    return unwrap(MailMessage(isWhole ? header : try log.content(content))) ?? summary
  }

  /// Nil where the message that a journal is about can't be read.
  static func unwrap(_ message: MailMessage) -> MessageSummary? {
    guard let journal = message.journal, let original = journal.message else { return nil }
    var summary = original.summary
    let named = (summary.from + summary.sender + summary.to + summary.cc + summary.bcc)
      .compactMap { CorrespondentAddress($0.address) }
    var known = Set(named)
    func isNew(_ address: String) -> Bool {
      CorrespondentAddress(address).map { known.insert($0).inserted } ?? false
    }
    for recipient in journal.recipients where isNew(recipient.address) {
      summary.bcc.append(Mailbox(name: nil, address: recipient.address))
    }
    if let sender = journal.sender, summary.sender.isEmpty, isNew(sender) {
      summary.sender = [Mailbox(name: nil, address: sender)]
    }
    return summary
  }
}
