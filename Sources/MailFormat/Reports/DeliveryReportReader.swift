/// Tells the fields about the message from those about each recipient.
///
/// RFC 3464 §2.1 has a blank line before each recipient. Systems leave it out, or write one too many: what decides is
/// which fields stand together.
struct DeliveryReportReader {
  private var message: [ReportField] = []
  private var recipients: [[ReportField]] = []
  // Kinds of fields that the last recipient has.
  private var seen: Set<FieldKind> = []
  // Whether fields go to the last recipient.
  private var isOpen = false
  private var isFull = false
  private let maximumRecipients: Int

  static func read(_ part: MailPart, returned: MailPart?, defects: inout DefectList) -> DeliveryReport {
    var reader = DeliveryReportReader(maximumRecipients: part.limits.maximumReportRecipients)
    for group in ReportFieldScanner.groups(of: part, defects: &defects) { reader.take(group) }
    if reader.isFull { defects.note(.tooManyReportRecipients, at: part.body.lowerBound) }
    return DeliveryReport(fields: reader.message, recipients: reader.recipients, returned: returned)
  }

  private init(maximumRecipients: Int) { self.maximumRecipients = maximumRecipients }

  private enum FieldKind {
    case aboutMessage, final, original, action, aboutRecipient, other

    init(_ field: ReportField) {
      switch field.name.lowercasedASCII {
      case "reporting-mta", "original-envelope-id", "dsn-gateway", "received-from-mta", "arrival-date":
        self = .aboutMessage
      case "final-recipient": self = .final
      case "original-recipient": self = .original
      case "action": self = .action
      case "status", "remote-mta", "diagnostic-code", "last-attempt-date", "will-retry-until", "final-log-id":
        self = .aboutRecipient
      default: self = .other
      }
    }

    var isRecipients: Bool { self != .aboutMessage && self != .other }
  }

  private mutating func take(_ group: [ReportField]) {
    let kinds = group.map { FieldKind($0) }
    let isAboutRecipient = kinds.contains(where: \.isRecipients)
    let isAboutMessage = kinds.contains(.aboutMessage)
    if isAboutRecipient {
      let names = kinds.contains(.final) || kinds.contains(.original)
      // A stray blank line behind the addresses: what became of the message follows it.
      let continues = !names && !recipients.isEmpty && seen.isDisjoint(with: [.action, .aboutRecipient])
      isOpen = continues
      if !continues, !isAboutMessage { openRecipient() }
    } else {
      isOpen = !isAboutMessage && !recipients.isEmpty
    }
    for (i, field) in group.enumerated() {
      let next = i + 1 < kinds.count ? kinds[i + 1] : .other
      take(field, kinds[i], next: next)
      if isFull { return }
    }
  }

  private mutating func take(_ field: ReportField, _ kind: FieldKind, next: FieldKind) {
    if kind == .aboutMessage {
      message.append(field)
      return
    }
    if kind.isRecipients, !isOpen || startsRecipient(kind, next: next) { openRecipient() }
    if isFull { return }
    if isOpen {
      recipients[recipients.count - 1].append(field)
      seen.insert(kind)
    } else {
      message.append(field)
    }
  }

  /// Whether a field cannot be about the same recipient as those before it in its group.
  private func startsRecipient(_ kind: FieldKind, next: FieldKind) -> Bool {
    switch kind {
    case .final, .action: seen.contains(kind)
    case .original: seen.contains(.original) || (next == .final && seen.contains(.final))
    default: false
    }
  }

  private mutating func openRecipient() {
    if recipients.count >= maximumRecipients {
      isFull = true
      return
    }
    recipients.append([])
    seen = []
    isOpen = true
  }
}
