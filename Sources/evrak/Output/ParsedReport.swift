import MailFormat

/// The report or journal that a message is, as `parse` and `show --json` print it. Members that would say nothing are
/// left out.
enum ParsedReport {
  static func members(_ message: MailMessage) -> [(String, JSONLine)] {
    var members: [(String, JSONLine)] = []
    if let report = message.report { members.append(("report", object(report))) }
    if let journal = message.journal { members.append(("journal", object(journal))) }
    return members
  }

  private static func object(_ report: MailReport) -> JSONLine {
    var members: [(String, JSONLine)]
    switch report {
    case .delivery(let report): members = [("kind", .string("delivery"))] + delivery(report)
    case .disposition(let report): members = [("kind", .string("disposition"))] + disposition(report)
    case .feedback(let report): members = [("kind", .string("feedback"))] + feedback(report)
    }
    if let returned = report.returned { members.append(("returned", object(returned, report.returnedSummary))) }
    return .object(members)
  }

  private static func object(_ returned: MailPart, _ summary: MessageSummary?) -> JSONLine {
    .object(
      [("type", .string(returned.type.essence))]
        + present([
          ("part", returned.number.map { .count($0) }), ("message_id", text(summary?.messageID)),
          ("subject", text(summary?.subject)), ("date", date(summary?.date)),
        ]))
  }

  // MARK: Reports

  private static func delivery(_ report: DeliveryReport) -> [(String, JSONLine)] {
    present([
      ("reporting_mta", name(report.reportingMTA)), ("original_envelope_id", text(report.originalEnvelopeID)),
      ("dsn_gateway", name(report.dsnGateway)), ("received_from_mta", name(report.receivedFromMTA)),
      ("arrival_date", date(report.arrivalDate)),
    ]) + [("recipients", .array(report.recipients.map(recipient))), ("fields", fields(report.fields))]
  }

  private static func recipient(_ recipient: DeliveryReport.Recipient) -> JSONLine {
    .object(
      present([
        ("original_recipient", address(recipient.original)), ("final_recipient", address(recipient.final)),
        ("action", text(recipient.action?.keyword)), ("status", text(recipient.status?.description)),
        ("remote_mta", name(recipient.remoteMTA)), ("diagnostic_code", recipient.diagnosticCode.map(diagnosticCode)),
        ("last_attempt_date", date(recipient.lastAttemptDate)), ("will_retry_until", date(recipient.willRetryUntil)),
        ("final_log_id", text(recipient.finalLogID)),
      ]) + [("fields", fields(recipient.fields))])
  }

  private static func diagnosticCode(_ code: DiagnosticCode) -> JSONLine {
    .object(
      present([
        ("type", text(code.type)), ("text", .string(code.text)), ("reply_code", code.replyCode.map { .count($0) }),
        ("status", text(code.status?.description)),
      ]))
  }

  private static func disposition(_ report: DispositionReport) -> [(String, JSONLine)] {
    present([
      ("reporting_ua", text(report.reportingUA?.name)), ("reporting_ua_product", text(report.reportingUA?.product)),
      ("mdn_gateway", name(report.mdnGateway)), ("original_recipient", address(report.originalRecipient)),
      ("final_recipient", address(report.finalRecipient)), ("original_message_id", text(report.originalMessageID)),
      ("action_mode", text(report.disposition?.actionMode?.rawValue)),
      ("sending_mode", text(report.disposition?.sendingMode?.rawValue)),
      ("disposition", text(report.disposition?.type.keyword)),
      ("modifiers", report.disposition.map { .strings($0.modifiers) }), ("failure", texts(report.failures)),
      ("error", texts(report.errors)), ("warning", texts(report.warnings)),
    ]) + [("fields", fields(report.fields))]
  }

  private static func feedback(_ report: FeedbackReport) -> [(String, JSONLine)] {
    present([
      ("feedback_type", text(report.type)), ("user_agent", text(report.userAgent)), ("version", text(report.version)),
      ("original_envelope_id", text(report.originalEnvelopeID)), ("original_mail_from", text(report.originalMailFrom)),
      ("original_rcpt_to", texts(report.originalRcptTo)), ("arrival_date", date(report.arrivalDate)),
      ("reporting_mta", name(report.reportingMTA)), ("source_ip", text(report.sourceIP)),
      ("reported_domain", texts(report.reportedDomains)), ("reported_uri", texts(report.reportedURIs)),
      ("incidents", report.incidents.map { .unsigned(UInt64($0)) }), ("auth_failure", text(report.authFailure)),
    ]) + [("fields", fields(report.fields))]
  }

  // MARK: Journal

  private static func object(_ journal: JournalReport) -> JSONLine {
    .object(
      present([
        ("sender", text(journal.sender)), ("on_behalf_of", text(journal.onBehalfOf)),
        ("subject", text(journal.subject)), ("message_id", text(journal.messageID)), ("label", text(journal.label)),
      ]) + [
        ("recipients", .array(journal.recipients.map(recipient))),
        ("message", journal.message.map { .object(message($0.summary)) } ?? .null),
      ])
  }

  private static func recipient(_ recipient: JournalRecipient) -> JSONLine {
    .object(
      [("address", .string(recipient.address)), ("field", .string(recipient.field.rawValue))]
        + present([
          ("expanded_from", texts(recipient.expandedFrom)), ("forwarded_from", text(recipient.forwardedFrom)),
        ]))
  }

  private static func message(_ summary: MessageSummary) -> [(String, JSONLine)] {
    present([
      ("message_id", text(summary.messageID)), ("subject", text(summary.subject)), ("date", date(summary.date)),
    ])
  }

  // MARK: Values

  private static func present(_ members: [(String, JSONLine?)]) -> [(String, JSONLine)] {
    members.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func text(_ text: String?) -> JSONLine? { text.map { .string($0) } }

  private static func texts(_ texts: [String]) -> JSONLine? { texts.isEmpty ? nil : .strings(texts) }

  private static func date(_ date: MailDate?) -> JSONLine? { date.map { .string($0.rfc3339()) } }

  private static func name(_ name: MTAName?) -> JSONLine? {
    name.map { .object(present([("type", text($0.type)), ("name", .string($0.name))])) }
  }

  private static func address(_ address: ReportAddress?) -> JSONLine? {
    address.map { .object(present([("type", text($0.type)), ("address", .string($0.address))])) }
  }

  private static func fields(_ fields: [ReportField]) -> JSONLine {
    .array(fields.map { .object([("name", .string($0.name)), ("value", .string($0.value))]) })
  }
}
