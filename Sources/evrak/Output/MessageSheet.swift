import MailFormat

/// What `show` and `parse` print of a message for people, a line each, before its text.
enum MessageSheet {
  typealias Line = (name: String, value: String)

  static func lines(_ message: MailMessage) -> [Line] {
    let journal = message.journal
    let summary = journal?.message?.summary ?? message.summary
    var lines: [Line] = [
      ("Subject", summary.subject ?? "(no subject)"), ("From", people(summary.from)), ("To", people(summary.to)),
      ("Cc", people(summary.cc)), ("Bcc", people(summary.bcc)), ("Date", date(summary)),
      ("Message-ID", summary.messageID ?? ""), ("Answers", summary.inReplyTo.joined(separator: ", ")),
    ]
    if let journal {
      lines.append(("Journaled", self.journal(journal)))
      // Anybody can write what looks like a journal.
      lines.append(("Carried by", people(message.summary.from)))
    }
    lines += message.report.map(report) ?? []
    lines += message.protections.map { ("Protection", protection($0)) }
    lines += message.attachments.flatMap(attachment)
    lines += embedded(message)
    return lines.filter { !$0.value.isEmpty }
  }

  private static func people(_ mailboxes: [Mailbox]) -> String {
    mailboxes.map { mailbox in
      guard let name = mailbox.name else { return mailbox.address }
      return mailbox.address.isEmpty ? name : "\(name) <\(mailbox.address)>"
    }
    .joined(separator: ", ")
  }

  /// The message's own date; without one, when its last server took it (RFC 5321 §4.4).
  private static func date(_ summary: MessageSummary) -> String {
    if let date = summary.date { return date.rfc3339() }
    guard let received = summary.receivedDate else { return "not stated" }
    return "\(received.rfc3339()), when it was received; the message states no date that can be read"
  }

  /// Who got the message as the journal's envelope has it, blind copies and members of lists included.
  private static func journal(_ journal: JournalReport) -> String {
    let recipients = journal.recipients.map { recipient in
      let through = recipient.expandedFrom.isEmpty ? "" : " (through \(recipient.expandedFrom.joined(separator: ", ")))"
      return recipient.address + (recipient.field == .bcc ? " (blind copy)" : "") + through
    }
    return "sent by \(journal.sender ?? "nobody named") to \(recipients.joined(separator: ", "))"
  }

  // MARK: Reports

  private static func report(_ report: MailReport) -> [Line] {
    var lines: [Line]
    switch report {
    case .delivery(let report): lines = report.recipients.map { ("Delivery", outcome($0)) }
    case .disposition(let report):
      let who = report.finalRecipient?.address ?? report.originalRecipient?.address ?? "somebody"
      lines = [("Receipt", "\(who): \(report.disposition?.type.keyword ?? "not stated")")]
    case .feedback(let report): lines = [("Feedback", report.type ?? "of no stated type")]
    }
    if let summary = report.returnedSummary {
      let about = [summary.subject, summary.messageID.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
      lines.append(("About", about))
    }
    return lines
  }

  private static func outcome(_ recipient: DeliveryReport.Recipient) -> String {
    let who = recipient.final?.address ?? recipient.original?.address ?? "somebody"
    let status = recipient.status.map { " (\($0))" } ?? ""
    let reason = recipient.diagnosticCode.map { ": \($0.text)" } ?? ""
    return "\(who) \(recipient.action?.keyword ?? "not stated")\(status)\(reason)"
  }

  private static func protection(_ protection: MailProtection) -> String {
    let what =
      switch protection.kind {
      case .signed: "signed"
      case .encrypted: "encrypted"
      case .compressed: "compressed"
      case .certificatesOnly: "certificates only"
      }
    let technology =
      switch protection.technology {
      case .openPGP: "OpenPGP"
      case .smime: "S/MIME"
      case .other(let name): name.isEmpty ? "by an unnamed protocol" : name
      }
    return "\(what), \(technology)\(protection.kind == .signed ? ", not verified" : "")"
  }

  // MARK: Files

  private static func attachment(_ attachment: MailAttachment) -> [Line] {
    let number = attachment.number.map(String.init) ?? "–"
    return [("Attachment", file(number, attachment.name, attachment.type, attachment.size))]
      + inside(attachment.unpacked, number)
  }

  private static func inside(_ files: [EmbeddedFile], _ number: String) -> [Line] {
    files.enumerated().flatMap { index, found -> [Line] in
      let own = "\(number).\(index + 1)"
      return [("Inside", file(own, found.name, found.type ?? found.encoding.rawValue, found.size))]
        + inside(found.nested?.files ?? [], own)
    }
  }

  /// The files within texts, numbered within each of them.
  private static func embedded(_ message: MailMessage) -> [Line] {
    let files = Dictionary(grouping: message.embeddedFiles) { $0.part ?? 0 }
    return files.sorted { $0.key < $1.key }.flatMap { inside($0.value, String($0.key)) }
  }

  private static func file(_ number: String, _ name: String?, _ type: String, _ size: Int) -> String {
    "part \(number): \(name ?? "unnamed"), \(type), \(size) bytes"
  }
}
