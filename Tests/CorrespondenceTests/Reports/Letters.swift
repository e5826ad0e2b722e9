import Correspondence
import MailFormat

/// Made-up mail for the tests.
enum Letters {
  /// What a message with a header and a text is taken for. Lines that say whom it is from and to are added where the
  /// header has none.
  static func classify(_ header: String, _ text: String) -> Classification {
    var lines = header.split(separator: "\n").map(String.init)
    if !lines.contains(where: { $0.lowercased().hasPrefix("to:") }) { lines.append("To: ayse@meltem.example") }
    if !lines.contains(where: { $0.lowercased().hasPrefix("from:") }) { lines.append("From: can@liman.example") }
    if !lines.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
      lines.append("Content-Type: text/plain; charset=utf-8")
    }
    return Classification.of(MailMessage(Array((lines.joined(separator: "\n") + "\n\n" + text).utf8)))
  }

  /// A daemon's report with a subject that says nothing.
  static func report(_ text: String, subject: String = "failure notice") -> Classification {
    classify("Return-Path: <>\nFrom: MAILER-DAEMON@posta.example\nSubject: \(subject)", text)
  }

  /// A delivery report of RFC 3464 with fields about recipients.
  static func delivery(_ fields: String, text: String = "Bir hata oldu.\n") -> Classification {
    classify(
      """
      Return-Path: <>
      From: Postmaster@posta.example
      Subject: x
      Content-Type: multipart/report; report-type=delivery-status; boundary=b
      """,
      """
      --b
      Content-Type: text/plain; charset=utf-8

      \(text)
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; posta.example

      \(fields)

      --b
      Content-Type: message/rfc822

      Message-ID: <42@meltem.example>
      From: Ayşe <ayse@meltem.example>
      To: yok@liman.example
      Subject: Teklif
      References: <40@meltem.example> <41@meltem.example>

      Merhaba
      --b--
      """)
  }
}
