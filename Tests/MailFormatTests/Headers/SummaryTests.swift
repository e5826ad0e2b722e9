import Testing

@testable import MailFormat

@Suite struct SummaryTests {
  private func summary(_ text: String) -> MessageSummary {
    Array(text.utf8).withUnsafeBytes { MessageSummary.read($0) }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readsAnOrdinaryHeader(lineEnd: String) {
    let text = """
      Received: from a.example by b.example with ESMTP id 7;
      \tTue, 5 Mar 2024 10:12:00 +0300 (TRT)
      Received: from c.example by a.example; Tue, 5 Mar 2024 07:11:59 +0000
      Message-ID: <one@example.org>
      In-Reply-To: <zero@example.org>
      References: <first@example.org>
       <zero@example.org>
      Date: Tue, 5 Mar 2024 10:11:12 +0300
      From: =?utf-8?q?Ay=C5=9Fe?= <ayse@example.org>
      Sender: office@example.org
      To: a@example.com, b@example.com
      To: c@example.com
      Cc: d@example.com
      Bcc: e@example.com
      Reply-To: replies@example.org
      Subject: =?utf-8?q?Teklif_hakk=C4=B1nda?=

      Subject: not this one
      """
    let result = summary(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd))
    #expect(result.messageID == "one@example.org")
    #expect(result.inReplyTo == ["zero@example.org"])
    #expect(result.references == ["first@example.org", "zero@example.org"])
    #expect(result.date?.rfc3339() == "2024-03-05T10:11:12+03:00")
    #expect(result.receivedDate?.rfc3339() == "2024-03-05T10:12:00+03:00")
    #expect(result.from == [Mailbox(name: "Ayşe", address: "ayse@example.org")])
    #expect(result.sender.map(\.address) == ["office@example.org"])
    #expect(result.to.map(\.address) == ["a@example.com", "b@example.com", "c@example.com"])
    #expect(result.cc.map(\.address) == ["d@example.com"])
    #expect(result.bcc.map(\.address) == ["e@example.com"])
    #expect(result.replyTo.map(\.address) == ["replies@example.org"])
    #expect(result.subject == "Teklif hakkında")
  }

  @Test func agreesWithTheTree() {
    let text = "From a@b Mon Mar 5 10:00:00 2024\nsubject : obsolete blank\nFROM: a@b.example\n\nbody"
    #expect(summary(text) == message(text).summary)
    #expect(summary(text).subject == "obsolete blank")
  }

  @Test(arguments: [
    ("Message-ID: <a@b>", "a@b"), ("Message-Id: a@b", "a@b"), ("Message-ID: <a b@c\n d>", "ab@cd"),
    ("Message-ID:", nil), ("Message-ID: <>", nil), ("Message-ID: <a@b> (added)", "a@b"),
  ])
  func identifiers(field: String, expected: String?) {
    #expect(summary(field + "\n\n").messageID == expected)
  }

  @Test(arguments: [
    ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b><c@d>", ["a@b", "c@d"]), ("a@b c@d", ["a@b", "c@d"]),
    ("Your message of Monday <a@b>", ["a@b"]), ("Message from someone@example.org of Monday", []),
    ("<a@b>,\n\t<c@\n d>", ["a@b", "c@d"]), ("<unclosed@b", ["unclosed@b"]),
  ])
  func references(value: String, expected: [String]) {
    #expect(summary("References: \(value)\n\n").references == expected)
  }

  @Test func brokenHeadersAreReadOn() {
    let text = "\nReceived: from x\nthis line is broken\nSubject: found\nContent-Type: text/plain\n\nbody"
    let message = message(text)
    #expect(message.summary.subject == "found")
    #expect(message.text == "body")
    #expect(Set(message.defects.map(\.kind)) == [.leadingBlankLines, .malformedHeaderLine])
  }

  @Test func aBodyWithoutBlankLineIsABody() {
    let message = message("Subject: x\nHello there,\nthis: is text\n")
    #expect(message.summary.subject == "x")
    #expect(message.text == "Hello there,\nthis: is text\n")
    #expect(message.defects.map(\.kind) == [.missingHeaderBodySeparator])
  }
}
