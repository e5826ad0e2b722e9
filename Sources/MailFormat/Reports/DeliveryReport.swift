/// A delivery status notification (RFC 3464; with addresses beyond ASCII, RFC 6533): what became of a message, by
/// recipient. Anybody can write one: it is a statement, not a proof.
public struct DeliveryReport: Sendable {
  /// The system that reports.
  public let reportingMTA: MTAName?

  /// `ENVID` of the transaction by which the message was submitted (RFC 3461 §4.4).
  public let originalEnvelopeID: String?

  /// The gateway that turned a report of another mail system into this one.
  public let dsnGateway: MTAName?

  /// The system that the message came from.
  public let receivedFromMTA: MTAName?

  /// When the message arrived at the reporting system.
  public let arrivalDate: MailDate?

  /// The fields about the message as a whole, in order of appearance, those above included.
  public let fields: [ReportField]

  public let recipients: [Recipient]

  /// The part that holds the message that the report is about, or only its header section; nil when none came back.
  public let returned: MailPart?

  init(fields: [ReportField], recipients: [[ReportField]], returned: MailPart?) {
    self.fields = fields
    self.recipients = recipients.map { Recipient(fields: $0) }
    self.returned = returned
    reportingMTA = fields.agent("reporting-mta")
    originalEnvelopeID = fields.value("original-envelope-id").map(ReportAddress.decodingXtext)
    dsnGateway = fields.agent("dsn-gateway")
    receivedFromMTA = fields.agent("received-from-mta")
    arrivalDate = fields.date("arrival-date")
  }

  /// What became of the message for one recipient (RFC 3464 §2.3).
  public struct Recipient: Sendable, Hashable {
    /// The address the sender gave.
    public let original: ReportAddress?

    /// The address at the time of the report, after aliases and forwards.
    public let final: ReportAddress?

    public let action: Action?

    /// From the `Status` field, else from the words of the diagnostic code.
    public let status: EnhancedStatus?

    /// The system that answered.
    public let remoteMTA: MTAName?

    public let diagnosticCode: DiagnosticCode?

    public let lastAttemptDate: MailDate?

    /// How long the system goes on trying.
    public let willRetryUntil: MailDate?

    /// The name of the message in the logs of the system that answered.
    public let finalLogID: String?

    /// All fields about this recipient, in order of appearance.
    public let fields: [ReportField]

    init(fields: [ReportField]) {
      self.fields = fields
      original = fields.address("original-recipient")
      final = fields.address("final-recipient")
      action = fields.value("action").map { Action($0) }
      diagnosticCode = fields.value("diagnostic-code").flatMap { DiagnosticCode($0) }
      status = fields.value("status").flatMap { EnhancedStatus.first(in: $0) } ?? diagnosticCode?.status
      remoteMTA = fields.agent("remote-mta")
      lastAttemptDate = fields.date("last-attempt-date")
      willRetryUntil = fields.date("will-retry-until")
      finalLogID = fields.value("final-log-id")
    }
  }

  /// What the reporting system did (RFC 3464 §2.3.3).
  public enum Action: Sendable, Hashable {
    case failed
    /// Not delivered so far; the system goes on trying.
    case delayed
    case delivered
    /// Handed to a system that does not report.
    case relayed
    /// Delivered to the members of a list, who are not reported upon.
    case expanded
    /// As written, in lower case.
    case other(String)

    init(_ value: String) {
      let keyword = ReportValue.keyword(value)
      switch keyword {
      case "failed": self = .failed
      case "delayed": self = .delayed
      case "delivered": self = .delivered
      case "relayed": self = .relayed
      case "expanded": self = .expanded
      default: self = .other(keyword.isEmpty ? value : keyword)
      }
    }

    /// As the field has it, in lower case.
    public var keyword: String {
      switch self {
      case .failed: "failed"
      case .delayed: "delayed"
      case .delivered: "delivered"
      case .relayed: "relayed"
      case .expanded: "expanded"
      case .other(let keyword): keyword
      }
    }
  }
}
