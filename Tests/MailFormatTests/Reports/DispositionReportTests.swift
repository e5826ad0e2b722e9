import Testing

@testable import MailFormat

@Suite struct DispositionReportTests {
  static func receipt(_ fields: String, type: String = "message/disposition-notification") -> String {
    """
    From: anna@kettles.example
    Content-Type: multipart/report; report-type=disposition-notification; boundary=r

    --r

    Seen.
    --r
    Content-Type: \(type)

    \(fields)
    --r
    Content-Type: text/rfc822-headers

    Message-ID: <offer-8@pots.example>
    --r--
    """
  }

  static let complete = receipt(
    """
    Reporting-UA: desk.kettles.example; Kettle Mail 3
    MDN-Gateway: dns; gate.kettles.example
    Original-Recipient: rfc822;sales@kettles.example
    Final-Recipient: rfc822;anna@kettles.example
    Original-Message-ID: <offer-8@pots.example>
    Disposition: manual-action/MDN-sent-automatically;
      displayed/error,late
    Error: out of steam
    Failure: none
    Warning: hot
    X-Kettle: spout
    """)

  private func receipt(in text: String, crlf: Bool = false) -> DispositionReport? {
    guard case .disposition(let report) = message(text, crlf: crlf).report else { return nil }
    return report
  }

  @Test(arguments: [false, true])
  func everyFieldIsRead(crlf: Bool) throws {
    let report = try #require(receipt(in: Self.complete, crlf: crlf))
    #expect(report.reportingUA?.name == "desk.kettles.example")
    #expect(report.reportingUA?.product == "Kettle Mail 3")
    #expect(report.mdnGateway?.name == "gate.kettles.example")
    #expect(report.originalRecipient?.address == "sales@kettles.example")
    #expect(report.finalRecipient?.address == "anna@kettles.example")
    #expect(report.originalMessageID == "offer-8@pots.example")
    #expect(report.disposition?.actionMode == .manual)
    #expect(report.disposition?.sendingMode == .automatic)
    #expect(report.disposition?.type == .displayed)
    #expect(report.disposition?.modifiers == ["error", "late"])
    #expect(report.errors == ["out of steam"])
    #expect(report.failures == ["none"])
    #expect(report.warnings == ["hot"])
    #expect(report.fields.last == ReportField(name: "X-Kettle", value: "spout"))
    #expect(message(Self.complete, crlf: crlf).report?.returnedSummary?.messageID == "offer-8@pots.example")
  }

  @Test(arguments: [
    ("automatic-action/MDN-sent-automatically; deleted", Disposition.Kind.deleted),
    ("automatic-action / MDN-sent-automatically ; Dispatched", .dispatched),
    ("displayed", .displayed), ("; processed", .processed), ("manual-action; displayed", .displayed),
    ("manual-action/MDN-sent-manually; denied (by hand)", .other("denied")),
  ])
  func dispositions(value: String, type: Disposition.Kind) {
    #expect(Disposition(value)?.type == type)
  }

  @Test(arguments: ["", ";", "/", "manual-action/MDN-sent-manually;", "()"])
  func noDisposition(value: String) {
    #expect(Disposition(value).map(\.type.keyword) ?? "()" == "()")
  }

  @Test func addressesBeyondASCII() {
    let text = Self.receipt(
      "Final-Recipient: utf-8; ayşe@kettles.example", type: "message/global-disposition-notification")
    #expect(receipt(in: text)?.finalRecipient?.address == "ayşe@kettles.example")
  }
}
