/// A feedback report (RFC 5965): what a mail provider tells a sender about a message that a user complained of, or that
/// failed authentication (RFC 6591).
public struct FeedbackReport: Sendable {
  /// In lower case: `abuse`, `fraud`, `virus`, `auth-failure`, `not-spam`, `opt-out`, `other`; nil when missing.
  public let type: String?

  /// The program that wrote the report.
  public let userAgent: String?

  /// Of the format: `1`.
  public let version: String?

  /// `ENVID` of the transaction by which the message arrived (RFC 3461 §4.4).
  public let originalEnvelopeID: String?

  /// The envelope sender, without angle brackets; empty for the null sender.
  public let originalMailFrom: String?

  /// Envelope recipients, without angle brackets.
  public let originalRcptTo: [String]

  /// When the message arrived.
  public let arrivalDate: MailDate?

  /// The system that received the message.
  public let reportingMTA: MTAName?

  /// The address that the message came from, as written.
  public let sourceIP: String?

  /// Domains that the reporter holds responsible.
  public let reportedDomains: [String]

  /// Links and addresses that the reporter found in the message.
  public let reportedURIs: [String]

  /// How many messages the report stands for.
  public let incidents: UInt32?

  /// What failed (`Auth-Failure`, RFC 6591), in lower case: `bodyhash`, `signature`, `spf` and others.
  public let authFailure: String?

  /// All fields, in order of appearance, extensions included.
  public let fields: [ReportField]

  /// The part that holds the message that the report is about, or only its header section; nil when none came back.
  public let returned: MailPart?

  static func read(_ part: MailPart, returned: MailPart?, defects: inout DefectList) -> FeedbackReport {
    // There is one group only (RFC 5965 §3): blank lines within are an accident.
    FeedbackReport(fields: ReportFieldScanner.groups(of: part, defects: &defects).flatMap { $0 }, returned: returned)
  }

  private init(fields: [ReportField], returned: MailPart?) {
    self.fields = fields
    self.returned = returned
    type = fields.value("feedback-type").map(ReportValue.keyword)
    userAgent = fields.value("user-agent")
    version = fields.value("version")
    originalEnvelopeID = fields.value("original-envelope-id")
    originalMailFrom = fields.value("original-mail-from").map(ReportAddress.bare)
    originalRcptTo = fields.values("original-rcpt-to").map(ReportAddress.bare)
    // `Received-Date` is its name in reports from before the RFC (RFC 5965 §3.2).
    arrivalDate = fields.date("arrival-date") ?? fields.date("received-date")
    reportingMTA = fields.agent("reporting-mta")
    sourceIP = fields.value("source-ip").map(ReportValue.withoutComments)
    reportedDomains = fields.values("reported-domain").map(ReportValue.withoutComments)
    reportedURIs = fields.values("reported-uri")
    incidents = fields.value("incidents").flatMap { UInt32(ReportValue.keyword($0)) }
    authFailure = fields.value("auth-failure").map(ReportValue.keyword)
  }
}
