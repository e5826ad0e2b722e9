/// A message disposition notification (RFC 8098): what a recipient, or the program acting for one, did with a message.
public struct DispositionReport: Sendable {
  /// The program that reports: its name, usually that of its host, and what product it is.
  public struct ReportingUA: Sendable, Hashable {
    public let name: String
    public let product: String?
  }

  public let reportingUA: ReportingUA?

  /// The gateway that turned a receipt of another mail system into this one.
  public let mdnGateway: MTAName?

  /// The address the sender gave.
  public let originalRecipient: ReportAddress?

  public let finalRecipient: ReportAddress?

  /// `Message-ID` of the message that the report is about, without angle brackets.
  public let originalMessageID: String?

  public let disposition: Disposition?

  /// Texts about a failure that kept the message from being treated properly (RFC 8098 §3.2.7).
  public let failures: [String]
  public let errors: [String]
  public let warnings: [String]

  /// All fields, in order of appearance.
  public let fields: [ReportField]

  /// The part that holds the message that the report is about, or only its header section; nil when none came back.
  public let returned: MailPart?

  static func read(_ part: MailPart, returned: MailPart?, defects: inout DefectList) -> DispositionReport {
    // There is one group only (RFC 8098 §3.1): blank lines within are an accident.
    DispositionReport(
      fields: ReportFieldScanner.groups(of: part, defects: &defects).flatMap { $0 }, returned: returned)
  }

  private init(fields: [ReportField], returned: MailPart?) {
    self.fields = fields
    self.returned = returned
    reportingUA = fields.value("reporting-ua").map { value in
      let pieces = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
      let product = pieces.count > 1 ? Self.trimmed(pieces[1]) : ""
      return ReportingUA(name: Self.trimmed(pieces[0]), product: product.isEmpty ? nil : product)
    }
    mdnGateway = fields.agent("mdn-gateway")
    originalRecipient = fields.address("original-recipient")
    finalRecipient = fields.address("final-recipient")
    originalMessageID = fields.value("original-message-id").flatMap { value in
      Array(value.utf8).withByteView { IdentifierReader.single($0) }
    }
    disposition = fields.value("disposition").flatMap { Disposition($0) }
    failures = fields.values("failure")
    errors = fields.values("error")
    warnings = fields.values("warning")
  }

  private static func trimmed(_ text: Substring) -> String {
    Array(text.utf8).withByteView { ReportValue.string($0.trimmed) }
  }
}
