/// Reads the decoded text of a journal report: lines of `Name: value` ([MS-XJRNL] §2.1).
struct JournalText {
  private let view: ByteView
  private let limits: MailLimits
  // Recipients and the lists they come from, together.
  private var room: Int
  private var open: (name: FieldName, value: Range<Int>)?

  private var sender: String?
  private var hasSender = false
  private var onBehalfOf: String?
  private var subject: String?
  private var messageID: String?
  private var label: String?
  private var recipients: [JournalRecipient] = []
  /// Whether words stand before the first field, which no server writes there.
  private var hasForeignText = false
  /// Whether there were more recipients than the limit.
  private(set) var isFull = false

  static func read(_ view: ByteView, limits: MailLimits) -> JournalText {
    var text = JournalText(view: view, limits: limits)
    text.run()
    return text
  }

  private init(view: ByteView, limits: MailLimits) {
    self.view = view
    self.limits = limits
    room = limits.maximumJournalRecipients
  }

  /// Whether the text is that of a journal: without these fields, it is something that a person wrote.
  var isComplete: Bool { hasSender && !recipients.isEmpty && !hasForeignText }

  func report(message: MailPart?) -> JournalReport {
    JournalReport(
      sender: sender, onBehalfOf: onBehalfOf, subject: subject, messageID: messageID, label: label,
      recipients: recipients, message: message)
  }

  // MARK: Lines

  private enum FieldName: String {
    case sender, subject, label, recipient, recipients, to, cc, bcc, expanded, forwarded
    case onBehalfOf = "on-behalf-of"
    case messageID = "message-id"
    // Fields of journals by mailbox, which the message itself tells better.
    case mailbox, sentUTC = "sentutc", receivedUTC = "receivedutc"

    static let maximumBytes = 12
  }

  private mutating func run() {
    var at = 0
    while at < view.count, !isFull {
      let end = view.index(of: ASCII.lineFeed, from: at, to: view.count)
      takeLine(at..<end)
      at = end + 1
    }
    closeField()
  }

  private mutating func takeLine(_ line: Range<Int>) {
    if view[line].trimmed.isEmpty {
      closeField()
      return
    }
    let isIndented = ASCII.isBlank(view[line.lowerBound])
    // A folded subject may read like anything: within a field, an indented line is never a field of its own.
    if !isIndented || open == nil, let (name, valueStart) = fieldName(in: line) {
      closeField()
      open = (name, valueStart..<line.upperBound)
    } else if let field = open {
      open = (field.name, field.value.lowerBound..<line.upperBound)
    } else if !hasSender, recipients.isEmpty {
      hasForeignText = true
    }
  }

  private func fieldName(in line: Range<Int>) -> (name: FieldName, valueStart: Int)? {
    var start = line.lowerBound
    while start < line.upperBound, ASCII.isSpace(view[start]) { start += 1 }
    let horizon = min(line.upperBound, start + FieldName.maximumBytes + 2)
    let colon = view.index(of: UInt8(ascii: ":"), from: start, to: horizon)
    guard colon < horizon else { return nil }
    let text = ReportValue.string(view[start..<colon].trimmed).lowercasedASCII
    return FieldName(rawValue: text).map { ($0, colon + 1) }
  }

  // MARK: Fields

  private mutating func closeField() {
    guard let (name, range) = open else { return }
    open = nil
    let value = view[range].trimmed
    switch name {
    case .sender:
      hasSender = true
      sender = sender ?? JournalAddresses.read(value, limit: 1).first
    case .onBehalfOf: onBehalfOf = onBehalfOf ?? JournalAddresses.read(value, limit: 1).first
    case .subject: subject = subject ?? HeaderText.decode(bounded(value))
    case .messageID: messageID = messageID ?? IdentifierReader.single(value)
    case .label: label = label ?? (value.isEmpty ? nil : HeaderText.decode(bounded(value)))
    case .to: takeRecipients(value, .to)
    case .cc: takeRecipients(value, .cc)
    case .bcc: takeRecipients(value, .bcc)
    case .recipient: takeRecipients(value, .recipient)
    case .recipients: takeList(value)
    case .expanded, .forwarded: takeRedirection(name == .expanded ? .expanded : .forwarded, value)
    case .mailbox, .sentUTC, .receivedUTC: break
    }
  }

  private func bounded(_ value: ByteView) -> ByteView { value[0..<min(value.count, limits.maximumFieldTextBytes)] }

  /// The reports of Exchange 2003 have one field for all, with a recipient on each line.
  private mutating func takeList(_ value: ByteView) {
    var at = 0
    while at < value.count, !isFull {
      let end = value.index(of: ASCII.lineFeed, from: at, to: value.count)
      takeRecipients(value[at..<end], .recipient)
      at = end + 1
    }
  }

  private mutating func takeRecipients(_ value: ByteView, _ field: JournalRecipient.Field) {
    let (addresses, redirections) = JournalAddresses.split(value)
    // One more than there is room for, to see whether there is more.
    let found = JournalAddresses.read(addresses, limit: room < Int.max ? room + 1 : room)
    for address in found where takesOne() { recipients.append(JournalRecipient(address: address, field: field)) }
    if found.isEmpty { return }
    for (kind, text) in redirections where !isFull { takeRedirection(kind, text) }
  }

  private mutating func takeRedirection(_ kind: JournalAddresses.Redirection, _ value: ByteView) {
    guard !recipients.isEmpty, let source = JournalAddresses.read(value, limit: 1).first, takesOne() else { return }
    let last = recipients.count - 1
    switch kind {
    case .expanded: recipients[last].expandedFrom.append(source)
    case .forwarded: recipients[last].forwardedFrom = recipients[last].forwardedFrom ?? source
    }
  }

  private mutating func takesOne() -> Bool {
    if room <= 0 { isFull = true } else { room -= 1 }
    return !isFull
  }
}
