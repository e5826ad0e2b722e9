import Correspondence
import MailFormat
import Testing

/// Anybody can write a report, and at any length.
@Suite("Reports that mean harm") struct HostileReportTests {
  @Test("a hundred thousand addresses are cut off")
  func manyAddresses() {
    let lines = (0..<100_000).map { "<a\($0)@liman.example>: 550 5.1.1 user unknown" }
    let found = Letters.report(lines.joined(separator: "\n"))
    #expect(found.kind == .bounce)
    #expect(!found.recipients.isEmpty && found.recipients.count <= BounceRules.maximumRecipients)
    let oneLine = Letters.report(
      "could not be delivered: " + (0..<100_000).map { "a\($0)@liman.example" }.joined(separator: ","))
    #expect(oneLine.recipients.count <= BounceRules.maximumRecipients)
    let field = (0..<100_000).map { "a\($0)@liman.example" }.joined(separator: ", ")
    let failed = Letters.classify(
      "From: MAILER-DAEMON@posta.example\nX-Failed-Recipients: \(field)\nSubject: Undelivered mail", "x")
    #expect(failed.recipients.count <= BounceRules.maximumRecipients)
  }

  @Test("fields about a hundred thousand recipients are cut off")
  func manyRecipients() {
    let fields = (0..<100_000).map {
      "Final-Recipient: rfc822; a\($0)@liman.example\nAction: failed\nStatus: 5.1.1\n"
    }
    let found = Letters.delivery(fields.joined(separator: "\n"))
    #expect(found.kind == .bounce && found.recipients.count == BounceRules.maximumRecipients)
  }

  @Test("lines of a megabyte, of every sort of byte, do no harm")
  func longLines() {
    let pieces = [
      "@", "<", "a@b ", "550 5.1.1 ", "From: ", "user unknown ", "5.", "\u{FFFD}", "İ", "ı", " ", "\0", "\"", "{\"",
      "http://", ".",
    ]
    for piece in pieces {
      let line = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
      let found = Letters.report("could not be delivered\n\(line)\n<yok@liman.example>: 550 5.1.1 user unknown\n")
      #expect(found.recipients.count <= BounceRules.maximumRecipients)
      _ = Letters.classify("Subject: \(piece)\nAuto-Submitted: \(line)", line)
      _ = Letters.classify("Subject: x", "\(piece)\(line)\(line)")
    }
  }

  @Test("reports within reports end after one")
  func nesting() {
    var text = "Final-Recipient: rfc822; yok@liman.example\n"
    for depth in 0..<200 {
      text =
        "Return-Path: <>\nFrom: MAILER-DAEMON@posta.example\nSubject: Undelivered mail \(depth)\n\nmail failed\n\n\(text)"
    }
    _ = Classification.of(MailMessage(Array(text.utf8)))
    var parts = "x"
    for depth in 0..<100 {
      parts =
        "Content-Type: multipart/report; boundary=b\(depth)\nFrom: MAILER-DAEMON@posta.example\n\n--b\(depth)\nContent-Type: message/rfc822\n\n\(parts)\n--b\(depth)--\n"
    }
    _ = Classification.of(MailMessage(Array(parts.utf8)))
    let forwards = String(
      repeating: "> From: MAILER-DAEMON@posta.example\n> Subject: Fwd: Undelivered mail\n", count: 10_000)
    #expect(Letters.classify("Subject: Fwd: x", forwards).recipients.isEmpty)
  }

  @Test("every cut of a report, and every byte of it changed, gets an answer")
  func damage() {
    let whole = Array(
      """
      Return-Path: <>
      From: MAILER-DAEMON@posta.example
      Subject: failure notice
      Content-Type: multipart/report; boundary=b

      --b

      <yok@liman.example>: 550 5.1.1 user unknown

      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; yok@liman.example
      Action: failed
      Status: 5.1.1

      --b--
      """.utf8)
    for cut in 0...whole.count { _ = Classification.of(MailMessage(Array(whole[..<cut]))) }
    for at in whole.indices {
      for byte: UInt8 in [0, 10, 32, 64, 0xC4, 0xFF] {
        var changed = whole
        changed[at] = byte
        #expect(Classification.of(MailMessage(changed)).recipients.count <= 2)
      }
    }
  }

  @Test("nothing is a message")
  func empty() {
    for bytes in [[], [10], [0], Array("\r\n\r\n".utf8), Array("From: <>\n\n".utf8)] as [[UInt8]] {
      let found = Classification.of(MailMessage(bytes))
      #expect(found.kind == .message && found.recipients.isEmpty)
    }
  }

  @Test("the same message gets the same answer")
  func determinism() {
    let lines = (0..<200).map { "<a\($0)@liman.example>: 550 5.1.\($0 % 3) user unknown" }.joined(separator: "\n")
    #expect(Letters.report(lines) == Letters.report(lines))
    #expect(BounceRules.version >= 1)
  }
}
