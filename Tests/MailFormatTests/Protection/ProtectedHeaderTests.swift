import Testing

@testable import MailFormat

@Suite struct ProtectedHeaderTests {
  private func signed(_ subject: String?, payload: String) -> MailMessage {
    message(
      (subject.map { "Subject: \($0)\n" } ?? "") + """
        From: mira@lantern.example
        Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b

        --b
        \(payload)
        --b
        Content-Type: application/pgp-signature

        x
        --b--
        """)
  }

  private static func payload(_ parameter: String) -> String {
    "Content-Type: text/plain; \(parameter)\nSubject: Lamps\nFrom: Mira <mira@lantern.example>\n\nPacked."
  }

  @Test(arguments: ["hp=clear", "hp=\"cipher\"", "protected-headers=\"v1\""])
  func aStubIsReplaced(parameter: String) {
    for stub in ["...", "[...]", " ", nil] {
      let message = signed(stub, payload: Self.payload(parameter))
      #expect(message.protectedSummary?.subject == "Lamps")
      #expect(message.protectedSummary?.from == [Mailbox(name: "Mira", address: "mira@lantern.example")])
    }
    let full = signed("[crew] Lamps", payload: Self.payload(parameter))
    #expect(full.protectedSummary == nil)
    #expect(full.root.protection?.protectedSummary?.subject == "Lamps")
  }

  @Test(arguments: [
    payload("charset=utf-8"), payload("protected-headers=v2"), payload("hp=maybe"),
    "Content-Type: text/plain; hp=clear\n\nPacked.",
    "Content-Type: message/rfc822\n\nSubject: Forwarded\n\nx",
    "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; hp=clear\nSubject: x\n\nx",
  ])
  func nothingIsTakenForAHeaderThatDoesNotSaySo(payload: String) {
    #expect(signed("...", payload: payload).protectedSummary == nil)
  }

  @Test func theWrapperOfSMIMEIsRead() {
    let message = signed("...", payload: "Content-Type: message/rfc822; forwarded=no\n\nSubject: Lamps\n\nPacked.")
    #expect(message.protectedSummary?.subject == "Lamps")
    #expect(message.readableText == "Packed.")
  }

  @Test func anOpaqueSignatureIsLookedInto() {
    let object = BERWriter.signedData(BERWriter.octets(Self.payload("hp=clear")))
    let head = Array("Subject: [...]\nContent-Type: application/pkcs7-mime\n\n".utf8)
    #expect(MailMessage(head + object).protectedSummary?.subject == "Lamps")
    let inner = "Content-Type: application/pkcs7-mime\n\n"
    let outer = BERWriter.signedData(BERWriter.definite(0x04, Array(inner.utf8) + object))
    #expect(MailMessage(head + outer).protectedSummary?.subject == "Lamps")
  }
}
