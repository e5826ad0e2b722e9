import Testing

@testable import MailFormat

@Suite struct DeliveryReportTests {
  /// A report of the mail server of an invented maker of kettles.
  static func report(_ status: String, type: String = "message/delivery-status", returned: String? = nil) -> String {
    let original = "Message-ID: <offer-7@kettles.example>\nSubject: Offer\n\nHi\n"
    return """
      From: MAILER-DAEMON@mx.kettles.example
      Subject: Undelivered
      Content-Type: multipart/report; report-type=delivery-status; boundary=r

      --r

      It did not arrive.
      --r
      Content-Type: \(type)

      \(status)
      --r
      \(returned ?? "Content-Type: message/rfc822\n\n" + original)
      --r--
      """
  }

  static let complete = report(
    """
    Reporting-MTA: dns; mx.kettles.example (Kettle Mail 3)
    Original-Envelope-Id: order+3D12
    DSN-Gateway: dns; gate.kettles.example
    Received-From-MTA: dns; desk.kettles.example ([192.0.2.9])
    Arrival-Date: Tue, 5 Mar 2024 10:11:12 +0300
    X-Kettle: spout

    Original-Recipient: rfc822;anna@shop.example
    Final-Recipient: rfc822; <anna@store.example>
    Action: failed
    Status: 5.1.1 (no such mailbox)
    Remote-MTA: dns; in.store.example (192.0.2.7, the server)
    Diagnostic-Code: smtp; 550 5.1.1 <anna@store.example>: nobody
      of that name; sorry
    Last-Attempt-Date: Tue, 5 Mar 2024 10:11:13 +0300 (TRT)
    Final-Log-ID: 77/ab

    Final-Recipient: rfc822;bo@store.example
    Action: Delayed
    Status: 4.4.1
    Will-Retry-Until: Wed, 6 Mar 2024 10:11:12 +0300
    """)

  private func delivery(_ text: String, crlf: Bool = false) throws -> DeliveryReport {
    guard case .delivery(let report) = message(text, crlf: crlf).report else { throw Missing() }
    return report
  }

  private struct Missing: Error {}

  @Test(arguments: [false, true])
  func everyFieldIsRead(crlf: Bool) throws {
    let report = try delivery(Self.complete, crlf: crlf)
    #expect(report.reportingMTA?.type == "dns")
    #expect(report.reportingMTA?.name == "mx.kettles.example")
    #expect(report.originalEnvelopeID == "order=12")
    #expect(report.dsnGateway?.name == "gate.kettles.example")
    #expect(report.receivedFromMTA?.name == "desk.kettles.example")
    #expect(report.arrivalDate?.rfc3339() == "2024-03-05T10:11:12+03:00")
    #expect(report.fields.last == ReportField(name: "X-Kettle", value: "spout"))
    #expect(report.recipients.count == 2)
    let anna = report.recipients[0]
    #expect(anna.original?.address == "anna@shop.example")
    #expect(anna.final?.type == "rfc822")
    #expect(anna.final?.address == "anna@store.example")
    #expect(anna.action == .failed)
    #expect(anna.status?.description == "5.1.1")
    #expect(anna.remoteMTA?.name == "in.store.example")
    #expect(anna.diagnosticCode?.type == "smtp")
    #expect(anna.diagnosticCode?.text == "550 5.1.1 <anna@store.example>: nobody of that name; sorry")
    #expect(anna.diagnosticCode?.replyCode == 550)
    #expect(anna.lastAttemptDate?.rfc3339() == "2024-03-05T10:11:13+03:00")
    #expect(anna.finalLogID == "77/ab")
    let bo = report.recipients[1]
    #expect(bo.action == .delayed)
    #expect(bo.original == nil)
    #expect(bo.willRetryUntil?.rfc3339() == "2024-03-06T10:11:12+03:00")
    #expect(message(Self.complete, crlf: crlf).contentDefects.isEmpty)
  }

  @Test(arguments: [false, true])
  func theMessageThatCameBackIsFound(crlf: Bool) {
    let report = message(Self.complete, crlf: crlf).report
    #expect(report?.returned?.type == .message)
    #expect(report?.returnedSummary?.messageID == "offer-7@kettles.example")
  }

  @Test(arguments: [
    "text/rfc822-headers", "message/global-headers", "message/global", "message/rfc822", "message/rfc822-headers",
  ])
  func aHeaderSectionAloneIsEnough(type: String) {
    let text = Self.report(
      "Reporting-MTA: dns; a.example", returned: "Content-Type: \(type)\n\nMessage-ID: <m@a.example>\nSubject: S\n")
    #expect(message(text).report?.returnedSummary?.messageID == "m@a.example")
    #expect(message(text).report?.returnedSummary?.subject == "S")
  }

  @Test func whatCameBackMayBeNothing() {
    #expect(message(Self.report("Action: failed", returned: "\nno message")).report?.returned == nil)
    let empty = "Content-Type: message/rfc822\n\n"
    #expect(message(Self.report("Action: failed", returned: empty)).report?.returned == nil)
    let words = "Content-Type: message/rfc822\n\nnothing but words\n"
    #expect(message(Self.report("Action: failed", returned: words)).report?.returned != nil)
    #expect(message(Self.report("Action: failed", returned: words)).report?.returnedSummary == nil)
  }

  // MARK: Groups

  private func groups(_ status: String) throws -> [String] {
    try delivery(Self.report(status)).recipients.map { recipient in
      [recipient.original?.address, recipient.final?.address, recipient.action?.keyword, recipient.status?.description]
        .map { $0 ?? "-" }.joined(separator: " ")
    }
  }

  @Test(arguments: [
    // As it should be.
    "Reporting-MTA: dns;m\n\nFinal-Recipient: a@x\nAction: failed\n\nFinal-Recipient: b@x\nAction: delayed",
    // No blank lines.
    "Reporting-MTA: dns;m\nFinal-Recipient: a@x\nAction: failed\nFinal-Recipient: b@x\nAction: delayed",
    "Action: failed\nFinal-Recipient: a@x\nAction: delayed\nFinal-Recipient: b@x\nReporting-MTA: dns;m",
    // Blank lines where none belong.
    "Reporting-MTA: m\n\nX: 1\n\n\n\nFinal-Recipient: a@x\n\nAction: failed\n\nFinal-Recipient: b@x\n\nAction: delayed",
    // No fields about the message, or behind the others.
    "Final-Recipient: a@x\nAction: failed\n\nFinal-Recipient: b@x\nAction: delayed\n\nReporting-MTA: dns;m",
    // All lines indented.
    "  Reporting-MTA: dns;m\n\n  Final-Recipient: a@x\nAction: failed\n\n  Final-Recipient: b@x\nAction: delayed",
  ])
  func blankLinesDoNotDecide(status: String) throws {
    #expect(try groups(status) == ["- a@x failed -", "- b@x delayed -"])
  }

  @Test func theOriginalRecipientStandsOnEitherSide() throws {
    let (a, b, o, p) = (
      "Final-Recipient: a@x\n", "Final-Recipient: b@x\n", "Original-Recipient: o@x\n", "Original-Recipient: p@x\n"
    )
    #expect(try groups(o + a + "Status: 5.0.0\n" + p + b) == ["o@x a@x - 5.0.0", "p@x b@x - -"])
    #expect(try groups(a + o + "Action: failed\n" + b + p) == ["o@x a@x failed -", "p@x b@x - -"])
    let second = a + "Action: failed\n" + p + b + "Action: failed\n"
    #expect(try groups(second) == ["- a@x failed -", "p@x b@x failed -"])
  }

  @Test func noFieldIsLost() throws {
    let report = try delivery(
      Self.report("X-1: a\nReporting-MTA: dns;m\nX-2: b\n\nX-3: c\nFinal-Recipient: a@x\nX-4: d\n\nX-5: e"))
    #expect(report.fields.map(\.name) == ["X-1", "Reporting-MTA", "X-2"])
    #expect(report.recipients.map { $0.fields.map(\.name) } == [["X-3", "Final-Recipient", "X-4", "X-5"]])
  }

  @Test func linesThatLostTheirIndentation() throws {
    let text = Self.report(
      "Final-Recipient: a@x\nDiagnostic-Code: smtp; 550 see\nhttp://help.example/1 now\n \n  and more\nAction: failed")
    let recipient = try #require(try delivery(text).recipients.first)
    #expect(recipient.diagnosticCode?.text == "550 see http://help.example/1 now and more")
    #expect(recipient.action == .failed)
    #expect(message(text).contentDefects.map(\.kind) == [.malformedReportLine])
  }

  // MARK: Where it stands

  private func mixed(_ parts: String...) -> String {
    "Content-Type: multipart/mixed; boundary=m\n\n" + parts.map { "--m\n\($0)\n" }.joined() + "--m--\n"
  }

  @Test func aPartOfAnotherMultipartOrAlone() {
    #expect(message(mixed("Content-Type: message/delivery-status\n\nAction: failed")).report != nil)
    let alone = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\nFinal-Recipient: a@x\n"
    #expect(message(alone).report != nil)
    #expect(message("Subject: x\n\nFinal-Recipient: rfc822; a@x\n").report == nil)
  }

  @Test func theReturnedMessageOutsideOfTheReport() {
    let inner = Self.report("Action: failed", returned: "\nno message")
    let text = mixed(inner, "Content-Type: message/rfc822\n\nSubject: back")
    #expect(message(text).report?.returnedSummary?.subject == "back")
  }

  @Test func aReportThatIsForwardedIsNotTheForwardersOwn() {
    let text = mixed("\nlook", "Content-Type: message/rfc822\n\n\(Self.complete)")
    #expect(message(text).report == nil)
  }

  @Test func transferEncodingsAreRemoved() throws {
    // "Reporting-MTA: dns; m.example\n\nFinal-Recipient: rfc822;a@x\nAction: failed\nStatus: 5.7.1\n"
    let base64 = """
      UmVwb3J0aW5nLU1UQTogZG5zOyBtLmV4YW1wbGUKCkZpbmFsLVJlY2lwaWVudDogcmZjODIyO2FA
      eApBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuNy4xCg==
      """
    let encoded = Self.report(base64, type: "message/delivery-status\nContent-Transfer-Encoding: base64")
    #expect(try delivery(encoded).recipients.first?.status?.description == "5.7.1")
    let quoted = Self.report(
      "Final-Recipient: rfc822;a=\n@x\nStatus: 5.1=2E1",
      type: "message/delivery-status\nContent-Transfer-Encoding: quoted-printable")
    #expect(try delivery(quoted).recipients.first?.status?.description == "5.1.1")
  }

  @Test func anEmptyPartYieldsToAFullOne() throws {
    let second = "Content-Type: message/delivery-status\n\nAction: failed\nFinal-Recipient: a@x"
    #expect(try delivery(Self.report("", returned: second)).recipients.count == 1)
    #expect(try delivery(Self.report("")).recipients.isEmpty)
  }
}
