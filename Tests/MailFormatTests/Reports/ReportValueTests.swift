import Testing

@testable import MailFormat

@Suite struct ReportValueTests {
  @Test(arguments: [
    ("rfc822; anna@kettles.example", "rfc822", "anna@kettles.example"),
    ("RFC822;<anna@kettles.example>", "rfc822", "anna@kettles.example"),
    ("anna@kettles.example", nil, "anna@kettles.example"),
    ("<anna@kettles.example> (Anna)", nil, "anna@kettles.example"),
    ("rfc822; @relay.example:anna@kettles.example", "rfc822", "anna@kettles.example"),
    ("rfc822; \"an na\"@kettles.example", "rfc822", "\"an na\"@kettles.example"),
    ("rfc822; |/bin/sort anna@kettles.example -x", "rfc822", "|/bin/sort anna@kettles.example -x"),
    // xtext, and what only looks like it
    ("rfc822; anna+2Bshop@kettles.example", "rfc822", "anna+shop@kettles.example"),
    ("rfc822; anna+shop@kettles.example", "rfc822", "anna+shop@kettles.example"),
    ("rfc822; anna+20@kettles.example", "rfc822", "anna+20@kettles.example"),
    ("rfc822; anna+2B+shop@kettles.example", "rfc822", "anna+2B+shop@kettles.example"),
    ("rfc822; anna+FF@kettles.example", "rfc822", "anna+FF@kettles.example"),
    ("utf-8; ay+C5+9Fe@kettles.example", "utf-8", "ayşe@kettles.example"),
    // RFC 6533
    ("utf-8; ay\\x{15F}e@kettles.example", "utf-8", "ayşe@kettles.example"),
    ("utf-8; ayşe@kettles.example", "utf-8", "ayşe@kettles.example"),
    ("utf-8; \\x{0A}\\x{D800}\\x{110000}\\x{}\\x{41", "utf-8", "\\x{0A}\\x{D800}\\x{110000}\\x{}\\x{41"),
    ("rfc822; ay\\x{15F}e@kettles.example", "rfc822", "ay\\x{15F}e@kettles.example"),
    ("x400; /G=Anna/S=K (x)/", "x400", "/G=Anna/S=K (x)/"),
  ])
  func addresses(value: String, type: String?, address: String) throws {
    let read = try #require(ReportAddress(value))
    #expect(read.type == type)
    #expect(read.address == address)
  }

  @Test(arguments: ["", " ", "rfc822;", "rfc822; <>", ";"])
  func noAddress(value: String) {
    #expect(ReportAddress(value).map(\.address) ?? ";" == ";")
  }

  @Test(arguments: [
    ("5.1.1", "5.1.1"), ("5.1.1 (no such user)", "5.1.1"), ("smtp;4.4.7", "4.4.7"), ("#5.0.910", "5.0.910"),
    ("2.0.0", "2.0.0"), ("3.1.1", nil), ("5.1", nil), ("5.1.1.1", nil), ("15.1.1", nil), ("5.1.1234", nil),
    ("192.5.1.1", nil), ("v5.1.1", nil), ("5.1.1rc", nil), ("5..1", nil), ("", nil),
    ("host 192.0.2.5 says 5.7.1.", "5.7.1"),
  ])
  func statuses(text: String, expected: String?) {
    #expect(EnhancedStatus.first(in: text)?.description == expected)
  }

  @Test(arguments: [
    ("smtp; 550 5.1.1 nobody", "smtp", 550, "5.1.1"),
    ("smtp;550-5.7.1 first line 550 5.7.2 second", "smtp", 550, "5.7.1"),
    ("SMTP; 550 #5.1.0 rejected", "smtp", 550, "5.1.0"),
    ("smtp; 5.1.0 - Unknown 550-'5.7.1 denied'", "smtp", 550, "5.1.0"),
    ("x-agent; host mx.kettles.example[192.0.2.2] said: 501 not accepted: 5.7.1 no relay", "x-agent", 501, "5.7.1"),
    ("x-unix; mailbox has 500 messages", "x-unix", nil, nil),
    ("smtp; 421", "smtp", 421, nil),
    ("smtp; 690 5.5.0 unusual", "smtp", nil, "5.5.0"),
    ("550 5.2.2 full; try later", nil, 550, "5.2.2"),
    ("no such user", nil, nil, nil),
    ("smtp; 192.0.2.55 550/551", "smtp", nil, nil),
  ])
  func diagnosticCodes(value: String, type: String?, replyCode: Int?, status: String?) throws {
    let code = try #require(DiagnosticCode(value))
    #expect(code.type == type)
    #expect(code.replyCode == replyCode)
    #expect(code.status?.description == status)
  }

  @Test func aStatusFieldCountsMoreThanTheWords() {
    func status(_ fields: String) -> String? {
      guard case .delivery(let report) = message(DeliveryReportTests.report(fields)).report else { return nil }
      return report.recipients.first?.status?.description
    }
    #expect(status("Final-Recipient: a@x\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no") == "5.0.0")
    #expect(status("Final-Recipient: a@x\nStatus: none\nDiagnostic-Code: smtp; 550 5.1.1 no") == "5.1.1")
    #expect(status("Final-Recipient: a@x\nDiagnostic-Code: smtp; 550 5.1.1 no") == "5.1.1")
  }

  @Test func textsInOtherCharsets() {
    func text(_ value: String) -> String? {
      let bytes = Array(DeliveryReportTests.report("Final-Recipient: a@x\nDiagnostic-Code: x-kettle; @").utf8)
      let place = bytes.lastIndex(of: UInt8(ascii: "@"), before: "\n--r\nContent-Type: message/rfc822")
      let whole = bytes[..<place] + Array(value.utf8) + bytes[(place + 1)...]
      guard case .delivery(let report) = MailMessage(Array(whole)).report else { return nil }
      return report.recipients.first?.diagnosticCode?.text
    }
    #expect(text("=?utf-8?q?doldu_=C5=9Fimdi?=") == "doldu şimdi")
    #expect(text("doldu şimdi") == "doldu şimdi")
    #expect(text("\u{1B}$B$O$$\u{1B}(B") == "はい")
  }
}

extension Array where Element == UInt8 {
  /// Where a byte stands last ahead of a text.
  fileprivate func lastIndex(of byte: UInt8, before text: String) -> Int {
    let wanted = [UInt8](text.utf8)
    let end = indices.first { self[$0...].starts(with: wanted) } ?? endIndex
    return self[..<end].lastIndex(of: byte) ?? startIndex
  }
}
