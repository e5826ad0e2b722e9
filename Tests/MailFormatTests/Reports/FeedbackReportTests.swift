import Testing

@testable import MailFormat

@Suite struct FeedbackReportTests {
  static let complete = """
    From: feedback@provider.example
    Content-Type: multipart/report; report-type=feedback-report; boundary=r

    --r

    Somebody complained.
    --r
    Content-Type: message/feedback-report

    Feedback-Type: Abuse
    User-Agent: Complaints/1.0
    Version: 1
    Original-Envelope-Id: e-1
    Original-Mail-From: <news@kettles.example>
    Original-Rcpt-To: <anna@provider.example>
    Original-Rcpt-To: bo@provider.example
    Arrival-Date: Tue, 5 Mar 2024 10:11:12 +0300
    Reporting-MTA: dns; mx.provider.example
    Source-IP: 192.0.2.1 (hot)

    Reported-Domain: kettles.example
    Reported-URI: https://kettles.example/a;b
    Reported-URI: mailto:news@kettles.example
    Incidents: 3
    Auth-Failure: dkim
    DKIM-Domain: kettles.example
    --r
    Content-Type: message/rfc822

    Message-ID: <news-9@kettles.example>

    Buy kettles.
    --r--
    """

  @Test(arguments: [false, true])
  func everyFieldIsRead(crlf: Bool) throws {
    let message = message(Self.complete, crlf: crlf)
    guard case .feedback(let report) = message.report else {
      Issue.record("no feedback report")
      return
    }
    #expect(report.type == "abuse")
    #expect(report.userAgent == "Complaints/1.0")
    #expect(report.version == "1")
    #expect(report.originalEnvelopeID == "e-1")
    #expect(report.originalMailFrom == "news@kettles.example")
    #expect(report.originalRcptTo == ["anna@provider.example", "bo@provider.example"])
    #expect(report.arrivalDate?.rfc3339() == "2024-03-05T10:11:12+03:00")
    #expect(report.reportingMTA?.name == "mx.provider.example")
    #expect(report.sourceIP == "192.0.2.1")
    #expect(report.reportedDomains == ["kettles.example"])
    #expect(report.reportedURIs == ["https://kettles.example/a;b", "mailto:news@kettles.example"])
    #expect(report.incidents == 3)
    #expect(report.authFailure == "dkim")
    #expect(report.fields.last == ReportField(name: "DKIM-Domain", value: "kettles.example"))
    #expect(message.report?.returnedSummary?.messageID == "news-9@kettles.example")
  }

  @Test func theNullSenderAndNumbersThatAreNone() {
    let text = "Content-Type: message/feedback-report\n\nOriginal-Mail-From: <>\nIncidents: 99999999999999999999\n"
    guard case .feedback(let report) = message(text).report else {
      Issue.record("no feedback report")
      return
    }
    #expect(report.originalMailFrom == "")
    #expect(report.incidents == nil)
    #expect(report.type == nil)
  }
}
