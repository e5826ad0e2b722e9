import Correspondence
import MailFormat
import Testing

@Suite("Reports that follow a standard") struct StandardReportTests {
  @Test("a failure names its recipient, and the message that came back")
  func failure() throws {
    let found = Letters.delivery(
      """
      Final-Recipient: rfc822; yok@liman.example
      Action: failed
      Status: 5.0.0
      Diagnostic-Code: smtp; 550 5.1.1 <yok@liman.example>: Recipient address rejected: User unknown
      """)
    #expect(found.kind == .bounce)
    let recipient = try #require(found.recipients.first)
    #expect(found.recipients.count == 1)
    #expect(recipient.address == "yok@liman.example")
    #expect(recipient.status == "5.1.1" && recipient.replyCode == 550)
    #expect(recipient.reason == .userUnknown && recipient.isHard)
    let returned = try #require(found.returned)
    #expect(returned.messageID == "42@meltem.example")
    #expect(returned.from.map(\.address) == ["ayse@meltem.example"])
    #expect(returned.to.map(\.address) == ["yok@liman.example"])
    #expect(returned.subject == "Teklif")
    #expect(returned.references == ["40@meltem.example", "41@meltem.example"])
    #expect(found.ownText == "Bir hata oldu.")
  }

  @Test("each recipient has a reason of its own; delivered ones are left out, doubles too")
  func several() {
    let found = Letters.delivery(
      """
      Final-Recipient: rfc822; dolu@liman.example
      Action: failed
      Status: 5.2.2
      Diagnostic-Code: smtp; 552 5.2.2 Quota exceeded

      Final-Recipient: rfc822; var@liman.example
      Action: delivered
      Status: 2.0.0

      Final-Recipient: rfc822; YOK@liman.example
      Action: failed
      Status: 5.1.1

      Final-Recipient: rfc822; yok@liman.example
      Action: failed
      Status: 5.1.1
      """)
    #expect(found.recipients.map(\.address) == ["dolu@liman.example", "YOK@liman.example"])
    #expect(found.recipients.map(\.reason) == [.mailboxFull, .userUnknown])
    #expect(found.recipients.map(\.isHard) == [false, true])
  }

  @Test("a delay is a bounce that is not hard")
  func delay() {
    let found = Letters.delivery(
      "Final-Recipient: rfc822; can@liman.example\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Fri, 3 Jan 2025 10:00:00 +0300"
    )
    #expect(found.kind == .bounce)
    #expect(found.recipients.map(\.reason) == [.expired])
    #expect(found.recipients.map(\.status) == ["4.4.1"])
    #expect(found.recipients.map(\.isHard) == [false])
  }

  @Test("a report of success is a receipt")
  func success() {
    let found = Letters.delivery("Final-Recipient: rfc822; can@liman.example\nAction: relayed\nStatus: 2.1.5")
    #expect(found.kind == .receipt)
    #expect(found.recipients.map(\.address) == ["can@liman.example"])
    #expect(found.recipients.map(\.reason) == [nil])
  }

  @Test("a disposition notification is a receipt for the message it names")
  func disposition() {
    let found = Letters.classify(
      "Subject: Okundu: Teklif\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
      """
      --b

      İletiniz okundu.
      --b
      Content-Type: message/disposition-notification

      Final-Recipient: rfc822; can@liman.example
      Original-Message-ID: <42@meltem.example>
      Disposition: manual-action/MDN-sent-manually; displayed

      --b--
      """)
    #expect(found.kind == .receipt)
    #expect(found.recipients.map(\.address) == ["can@liman.example"])
    #expect(found.returned?.messageID == "42@meltem.example")
    #expect(found.ownText == "İletiniz okundu.")
  }

  @Test("a complaint is about whom the message was sent to")
  func feedback() {
    let found = Letters.classify(
      "From: fbl@saglayici.example\nSubject: x\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
      """
      --b

      This is an abuse report.
      --b
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      User-Agent: X/1
      Version: 1
      Original-Rcpt-To: <kizgin@saglayici.example>

      --b
      Content-Type: message/rfc822

      Message-ID: <7@meltem.example>
      From: ayse@meltem.example
      To: kizgin@saglayici.example
      Subject: Duyuru

      x
      --b--
      """)
    #expect(found.kind == .feedback)
    #expect(found.recipients.map(\.address) == ["kizgin@saglayici.example"])
    #expect(found.recipients.map(\.reason) == [.feedback])
    #expect(found.returned?.messageID == "7@meltem.example")
  }

  @Test("a complaint that hides who complained still counts as one")
  func hiddenComplaint() {
    let found = Letters.classify(
      "Subject: x\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
      "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--b--\n")
    #expect(found.kind == .feedback)
    #expect(found.recipients.count == 1)
  }

  @Test("complaints of providers that attach the message only")
  func complaintWithoutReport() {
    let found = Letters.classify(
      "From: staff@saglayici.example\nSubject: complaint about message from 192.0.2.1\nContent-Type: multipart/mixed; boundary=b",
      """
      --b
      Content-Type: message/rfc822

      X-HmXmrOriginalRecipient: kizgin@saglayici.example
      Message-ID: <7@meltem.example>
      From: ayse@meltem.example
      Subject: Duyuru

      x
      --b--
      """)
    #expect(found.kind == .feedback)
    #expect(found.recipients.map(\.address) == ["kizgin@saglayici.example"])
  }

  @Test("notices of a sending service, bare and wrapped")
  func serviceNotice() {
    let notice =
      #"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"yok@liman.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"},{"emailAddress":"dolu@liman.example","status":"5.2.2","diagnosticCode":"smtp; 552 5.2.2 mailbox full"}]}}"#
    let wrapped =
      "{\n  \"Type\" : \"Notification\",\n  \"Message\" : \""
      + notice.replacing("\"", with: "\\\"") + "\"\n}\n--\nIf you wish to stop receiving"
    for text in [notice, wrapped] {
      let found = Letters.classify("From: no-reply@bildirim.example\nSubject: Notification", text)
      #expect(found.kind == .bounce)
      #expect(found.recipients.map(\.address) == ["yok@liman.example", "dolu@liman.example"])
      #expect(found.recipients.map(\.reason) == [.userUnknown, .mailboxFull])
    }
    let complaint = Letters.classify(
      "Subject: x",
      #"{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"kizgin@liman.example"}]}}"#
    )
    #expect(complaint.kind == .feedback)
    #expect(complaint.recipients.map(\.address) == ["kizgin@liman.example"])
    for other in [
      #"{"a": 1}"#, "{", #"{"notificationType":"Bounce"}"#, #"{"notificationType":"Bounce","bouncedRecipients":["#,
    ] {
      #expect(Letters.classify("Subject: x", other).kind == .message)
    }
  }
}
