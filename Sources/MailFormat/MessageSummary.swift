/// What the header of a message says, without a look at its body: the fast path for import and views.
///
/// Of a field that may stand once but stands more often, the first counts; address fields of the destination are joined
/// (RFC 5322 §4.5.3).
public struct MessageSummary: Sendable, Hashable {
  /// `Message-ID`, without angle brackets.
  public var messageID: String?
  /// `Subject`, unfolded and decoded; nil when there is no such field.
  public var subject: String?
  public var date: MailDate?
  /// The date of the topmost `Received` field: when the last server took the message (RFC 5321 §4.4).
  public var receivedDate: MailDate?
  public var from: [Mailbox] = []
  public var sender: [Mailbox] = []
  public var to: [Mailbox] = []
  public var cc: [Mailbox] = []
  public var bcc: [Mailbox] = []
  public var replyTo: [Mailbox] = []
  /// Identifiers of `In-Reply-To`, without angle brackets.
  public var inReplyTo: [String] = []
  /// Identifiers of `References`, oldest first, without angle brackets.
  public var references: [String] = []
  /// Whether the message claims to be the envelope of another one: `MailMessage.journal` tells.
  public var isJournalReport = false

  public init() {}

  /// Reads the header section at the start of a message. Never fails: what cannot be read is nil or empty.
  public static func read(_ bytes: UnsafeRawBufferPointer, limits: MailLimits = .default) -> MessageSummary {
    let view = ByteView(bytes)
    let boundaries = BoundaryStack()
    // Found within the first line, save in the rare message without any LF, which this look then reads through.
    let newline = HeaderScanner.newline(of: view)
    var scanner = HeaderScanner(view, from: 0, to: view.count, newline: newline, limits: limits)
    _ = scanner.skipPreliminaries()
    var reader = SummaryReader(view: view, limits: limits)
    loop: while true {
      switch scanner.next(boundaries: boundaries) {
      case .field(let field): reader.take(field)
      case .defect: continue
      case .end: break loop
      }
    }
    return reader.finish()
  }
}

/// Gathers the fields first and reads them afterwards, when the charset that raw bytes may be in is known.
struct SummaryReader {
  private let view: ByteView
  private let limits: MailLimits
  private var addressFields: [HeaderField] = []

  private var subject: Range<Int>?
  private var date: Range<Int>?
  private var messageID: Range<Int>?
  private var inReplyTo: Range<Int>?
  private var references: Range<Int>?
  private var received: Range<Int>?
  private var contentType: Range<Int>?
  private var isJournalReport = false

  init(view: ByteView, limits: MailLimits) {
    self.view = view
    self.limits = limits
  }

  mutating func take(_ field: HeaderField) {
    switch field.known {
    case .subject: subject = subject ?? field.value
    case .date: date = date ?? field.value
    case .messageID: messageID = messageID ?? field.value
    case .inReplyTo: inReplyTo = inReplyTo ?? field.value
    case .references: references = references ?? field.value
    case .received: received = received ?? field.value
    case .contentType: contentType = contentType ?? field.value
    case .journalReport: isJournalReport = true
    case .from, .sender, .replyTo, .to, .cc, .bcc: addressFields.append(field)
    default: break
    }
  }

  func finish() -> MessageSummary {
    var summary = MessageSummary()
    summary.isJournalReport = isJournalReport
    summary.messageID = messageID.flatMap { IdentifierReader.single(view[$0]) }
    summary.date = date.flatMap { DateReader.read(view[$0].trimmed) }
    summary.receivedDate = received.flatMap { ReceivedField.date(view[$0]) }
    if let inReplyTo { summary.inReplyTo = IdentifierReader.list(view[inReplyTo], limit: limits.maximumIdentifiers) }
    if let references { summary.references = IdentifierReader.list(view[references], limit: limits.maximumIdentifiers) }
    (rawCharset() ?? []).withByteView { hint in
      summary.subject = subject.map { HeaderText.decode(bounded($0), hint: hint) }
      for field in addressFields {
        switch field.known {
        case .from where summary.from.isEmpty: append(field, hint, to: &summary.from)
        case .sender where summary.sender.isEmpty: append(field, hint, to: &summary.sender)
        case .replyTo where summary.replyTo.isEmpty: append(field, hint, to: &summary.replyTo)
        case .to: append(field, hint, to: &summary.to)
        case .cc: append(field, hint, to: &summary.cc)
        case .bcc: append(field, hint, to: &summary.bcc)
        default: break
        }
      }
    }
    return summary
  }

  private func append(_ field: HeaderField, _ hint: ByteView, to mailboxes: inout [Mailbox]) {
    let room = limits.maximumMailboxes - mailboxes.count
    guard room > 0 else { return }
    let found = AddressReader.read(view[field.value], hint: hint, limit: room)
    if mailboxes.isEmpty { mailboxes = found } else { mailboxes.append(contentsOf: found) }
  }

  private func bounded(_ range: Range<Int>) -> ByteView {
    let value = view[range]
    return value[0..<min(value.count, limits.maximumFieldTextBytes)]
  }

  /// The charset that fields with raw 8-bit bytes are read in: that of the body, since programs that write such fields
  /// write both in one; where it is not stated, what the bytes of all of them together look like. Nil where there are
  /// none.
  private func rawCharset() -> [UInt8]? {
    let values = (subject.map { [$0] } ?? []) + addressFields.map(\.value)
    let raw = values.filter { !view[$0].isASCII }
    if raw.isEmpty { return nil }
    if let contentType,
      let declared = Parameters(of: view[contentType], limits: limits).bytes("charset"),
      case .named = declared.withByteView({ CharsetLabel.resolve($0) })
    {
      return declared
    }
    var bytes: [UInt8] = []
    for value in raw where bytes.count < TellingSample.maximumBytes && !UTF8Check.isWellFormed(view[value]) {
      bytes.append(view[value.lowerBound..<min(value.upperBound, value.lowerBound + TellingSample.maximumBytes)])
      bytes.append(ASCII.space)
    }
    if bytes.isEmpty { return nil }
    return Array(bytes.withByteView { CharsetRecovery.guess($0, isMarkup: false, effort: .statistics) }.utf8)
  }
}

/// The `Received` field (RFC 5321 §4.4).
enum ReceivedField {
  /// The date behind the last semicolon.
  static func date(_ value: ByteView) -> MailDate? {
    var at = value.count
    while at > 0 {
      at -= 1
      if value[at] == UInt8(ascii: ";") { return DateReader.read(value[(at + 1)..<value.count]) }
    }
    return nil
  }
}
