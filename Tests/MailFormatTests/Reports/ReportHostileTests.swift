import Testing

@testable import MailFormat

/// Reports made or damaged to hurt: always an answer, in bounded time, and the defect that says what was left out.
@Suite(.timeLimit(.minutes(2))) struct ReportHostileTests {
  static let samples = [
    DeliveryReportTests.complete, DispositionReportTests.complete, FeedbackReportTests.complete, JournalTests.complete,
  ]

  /// Everything that can be asked for, so that nothing is left untouched.
  private func readAll(_ bytes: [UInt8], limits: MailLimits = .default) {
    let message = MailMessage(bytes, limits: limits)
    _ = message.report?.returnedSummary
    _ = message.journal?.message?.summary
    _ = message.contentDefects
  }

  @Test(arguments: samples, [false, true])
  func cutAnywhere(text: String, crlf: Bool) {
    let text = crlf ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : text
    let bytes = Array(text.utf8)
    for length in 0...bytes.count { readAll(Array(bytes[..<length])) }
  }

  @Test(arguments: samples, [1, 2])
  func oneByteChanged(text: String, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let original = Array(text.utf8)
    for _ in 0..<1_000 {
      var bytes = original
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      readAll(bytes)
    }
  }

  @Test(arguments: [
    "(", "\"", "<", "\\x{", "+", "5.", "550 ", "5.1.1.", ";", ":", "a:\n", " ", "\n", " \n", "\u{1B}$B", "=?", "x: (\n",
    "Action:\n", "Final-Recipient: a\n", "Original-Recipient: a\n\n", "Status: 5.1.1 (", "To: a@b\n", "Expanded:",
    "To: \"\n", "Sender: <", "/", ",",
  ])
  func theSameAllOver(piece: String) {
    let filling = String(repeating: piece, count: 5_000)
    for type in ["delivery-status", "disposition-notification", "feedback-report", "global-delivery-status"] {
      for name in ["Final-Recipient: ", "Diagnostic-Code: smtp; ", "Disposition: ", "Status: ", "Source-IP: ", ""] {
        readAll(Array("Content-Type: message/\(type)\n\n\(name)\(filling)\n".utf8))
      }
    }
    for name in ["Sender: a@b\nTo: ", "Sender: a@b\nSubject: ", ""] {
      readAll(Array("X-MS-Journal-Report:\n\n\(name)\(filling)\n".utf8))
    }
  }

  @Test func moreFields() {
    var limits = MailLimits()
    limits.maximumReportFields = 3
    let text = "Content-Type: message/delivery-status\n\nX: 1\nX: 2\n\nX: 3\nFinal-Recipient: a@x\n"
    let message = MailMessage(Array(text.utf8), limits: limits)
    guard case .delivery(let report) = message.report else {
      Issue.record("no delivery report")
      return
    }
    #expect(report.fields.map(\.value) == ["1", "2", "3"])
    #expect(report.recipients.isEmpty)
    #expect(message.contentDefects.map(\.kind) == [.tooManyReportFields])
  }

  @Test func moreRecipients() {
    let limits = MailLimits.default
    let line = "Final-Recipient: rfc822; a@x\nAction: failed\n\n"
    let text =
      "Content-Type: message/delivery-status\n\n" + String(repeating: line, count: limits.maximumReportRecipients + 1)
    let report = message(text)
    guard case .delivery(let delivery) = report.report else {
      Issue.record("no delivery report")
      return
    }
    #expect(delivery.recipients.count == limits.maximumReportRecipients)
    #expect(report.contentDefects.map(\.kind) == [.tooManyReportRecipients])
  }

  @Test(arguments: ["To: a@x\n", "To: a@x, Expanded: b@x\n", "Recipients: a@x, b@x, c@x\n"])
  func moreJournalRecipients(line: String) {
    var limits = MailLimits()
    limits.maximumJournalRecipients = 4
    let text = "X-MS-Journal-Report:\n\nSender: s@x\n" + String(repeating: line, count: 5)
    let message = MailMessage(Array(text.utf8), limits: limits)
    let found = message.journal?.recipients ?? []
    #expect(found.count + found.map(\.expandedFrom.count).reduce(0, +) == 4)
    #expect(message.contentDefects.map(\.kind).contains(.tooManyJournalRecipients))
  }

  @Test func aLongField() {
    let words = String(repeating: "x", count: 100_000)
    let text = "Content-Type: message/delivery-status\n\nDiagnostic-Code: smtp; 550 \(words)\n"
    guard case .delivery(let report) = message(text).report else {
      Issue.record("no delivery report")
      return
    }
    #expect(report.recipients.first?.diagnosticCode?.replyCode == 550)
    #expect(message(text).contentDefects.map(\.kind) == [.fieldTooLong])
  }
}
