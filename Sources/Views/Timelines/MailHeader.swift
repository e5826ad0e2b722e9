import EventLog
import MailFormat

/// The header that counts for a timeline: the message's own, or that of the message in a journal.
struct MailHeader {
  var summary: MessageSummary
  /// Others in whose timelines the message stands: of a journal, those whom only its envelope names, and those who sent
  /// and got the journal itself. Anybody can write what looks like a journal: it must not hide a mail from the
  /// timelines of those whom it really passed between.
  var others: [Mailbox] = []

  /// Where a journal's own text and the header of the message in it surely are (4 MiB).
  private static let journalByteCount = 4 << 20

  static func read(_ content: StoredContent, from log: any ArchiveLog) throws -> MailHeader {
    let beginning = try HeaderPrefix.read(content, from: log)
    let summary = beginning.withUnsafeBytes { MessageSummary.read($0) }
    guard summary.isJournalReport else { return MailHeader(summary: summary) }
    if UInt64(beginning.count) < content.size,
      // Damage behind the header must not stop the view: the mail is then listed as what it is, and `verify` names it.
      let more = try? HeaderPrefix.read(content, from: log, limit: journalByteCount, endsWithHeader: false)
    {
      return unwrap(MailMessage(more), summary)
    }
    return unwrap(MailMessage(beginning), summary)
  }

  static func unwrap(_ message: MailMessage, _ outer: MessageSummary) -> MailHeader {
    guard let journal = message.journal, let original = journal.message else { return MailHeader(summary: outer) }
    var header = MailHeader(summary: original.summary)
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
