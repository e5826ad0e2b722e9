import Testing

@testable import MailFormat

/// What is signed may be a file, a text or a MIME entity: files stay files, and no line of a text is lost.
@Suite struct SignedFileTests {
  private func message(_ content: String, name: String) -> MailMessage {
    let object = BERWriter.signedData(BERWriter.octets(content))
    var bytes = Array(
      """
      Content-Type: multipart/mixed; boundary=b

      --b

      Cover.
      --b
      Content-Type: application/pkcs7-mime; smime-type=signed-data; name="\(name)"
      Content-Transfer-Encoding: binary


      """.utf8)
    bytes += object
    return MailMessage(bytes + Array("\n--b--\n".utf8))
  }

  @Test(arguments: [
    ("minutes.txt.p7m", "Minutes of the meeting\r\nDate: 2 May 2024\r\nTo: all\r\n\r\nWe met."),
    ("invite.ics.p7m", "BEGIN:VCALENDAR\r\nX-WR-CALNAME:All\r\nEND:VCALENDAR\r\n"),
    ("card.vcf.p7m", "BEGIN:VCARD\r\nX-ABUID:1\r\nEND:VCARD\r\n"),
    ("list.csv.p7m", "organization: x\r\nsubject: y\r\n\r\nz"),
  ])
  func aSignedFileStaysAnAttachment(name: String, content: String) {
    let message = message(content, name: name)
    #expect(message.attachments.map(\.name) == [name])
    #expect(message.text == "Cover.")
    #expect(message.protections.map(\.kind) == [.signed])
  }

  @Test(arguments: [
    "Hello Ben,\r\nTo: the committee I say yes.\r\nDate: tomorrow\r\n\r\nBye",
    "Subject: is no header here\r\nFrom: nobody either\r\n\r\nText",
  ])
  func aSignedTextKeepsItsFirstLines(content: String) {
    let message = message(content, name: "smime.p7m")
    #expect(message.readableText == "Cover.\n" + content.replacing("\r\n", with: "\n"))
    #expect(message.defects.map(\.kind).contains(.signedContentWithoutHeader))
  }

  @Test(arguments: ["smime.p7m", "message.p7m"])
  func anEntityIsRead(name: String) {
    let message = message("Content-Type: text/plain; charset=utf-8\r\n\r\nTamam", name: name)
    #expect(message.readableText == "Cover.\nTamam")
    #expect(message.attachments.isEmpty && message.defects.isEmpty)
  }

  @Test(arguments: [
    ("application/pgp-signature; name=release-1.2.tar.gz.asc", 0), ("application/pgp-signature; name=signature.asc", 1),
    ("application/pgp-signature", 1), ("application/pkcs7-signature; name=invoice.pdf.p7s", 0),
    ("application/pkcs7-signature; name=smime.p7s", 1),
  ])
  func theSignatureOfAFileBesideATextIsNotTheTexts(type: String, count: Int) {
    let message = MailMessage(
      Array(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nCover.\n--b\nContent-Type: \(type)\n\nx\n--b--\n".utf8))
    #expect(message.protections.count == count)
  }

  @Test func messagesEncodedInsideOneAnotherEndAtTheLimit() {
    var message = "Subject: innermost\n\nx"
    for _ in 0..<12 {
      let encoded = message.replacing("=", with: "=3D")
      message = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n\(encoded)"
    }
    let read = MailMessage(Array(message.utf8))
    #expect(read.defects.map(\.kind) == [.tooManyDecodedLayers])
    #expect(read.parts.count == MailLimits.default.maximumDecodedLayers + 1)
  }
}
