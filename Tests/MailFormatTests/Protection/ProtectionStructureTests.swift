import Testing

@testable import MailFormat

@Suite struct ProtectionStructureTests {
  private static let signature = """
    Content-Type: application/pgp-signature

    -----BEGIN PGP SIGNATURE-----
    -----END PGP SIGNATURE-----
    """

  /// A multipart with a header of its own and parts; the boundary is `b`.
  private static func multipart(_ type: String, _ parts: [String]) -> String {
    "Subject: Lamps\nContent-Type: \(type); boundary=b\n\n--b\n" + parts.joined(separator: "\n--b\n") + "\n--b--\n"
  }

  private static let openPGP = "multipart/signed; protocol=\"application/pgp-signature\"; micalg=\"PGP-SHA1 , pgp-md5\""
  private static let text = "Content-Type: text/plain\n\nThe lamps are packed."

  @Test(arguments: [false, true])
  func readsASignedMessage(crlf: Bool) throws {
    let message = message(Self.multipart(Self.openPGP, [Self.text, Self.signature]), crlf: crlf)
    let found = try #require(message.root.protection)
    #expect(found.digests == ["PGP-SHA1", "pgp-md5"])
    #expect(found.signaturePart?.number == 2)
    let signed = try #require(found.signedPart)
    #expect(signed.number == 1)
    let expected = crlf ? Self.text.replacing("\n", with: "\r\n") : Self.text
    #expect(Array(signed.source[try #require(found.signedRange)]) == Array(expected.utf8))
    #expect(message.defects.isEmpty)
  }

  @Test func otherTechnologiesKeepTheirNames() {
    let message = message(
      Self.multipart(
        "multipart/signed; protocol=\"Application/Seal\"", [Self.text, "Content-Type: application/seal\n\nx"]))
    #expect(message.root.protection?.technology == .other("application/seal"))
    #expect(message.root.protection?.signaturePart?.number == 2)
    #expect(message.defects.isEmpty)
  }

  @Test(arguments: [
    (openPGP, [text], [MailDefect.Kind.unexpectedProtectionParts]),
    (openPGP, [text, signature, "\nA footer of the list."], [.unexpectedProtectionParts]),
    ("multipart/signed", [text, signature], [.missingProtectionProtocol]),
    ("multipart/signed; protocol=\"application/pkcs7-signature\"", [text, signature], [.mismatchedProtectionProtocol]),
    ("multipart/mixed", [text, signature], [.rewrappedProtection]),
    ("multipart/signed; protocol=\"application/pgp-signature\"", ["\nLämpchen", signature], [.eightBitSignedPart]),
  ])
  func mistakesAreNoted(type: String, parts: [String], defects: [MailDefect.Kind]) {
    let message = message(Self.multipart(type, parts))
    #expect(message.root.protection?.kind == .signed)
    #expect(message.root.protection?.signedPart?.number == 1)
    #expect(message.root.protection?.signaturePart?.number == (parts.count > 1 ? 2 : nil))
    #expect(message.defects.map(\.kind) == defects)
  }

  @Test func theSignatureOfAFileIsNoProtectionOfTheMessage() {
    let file = "Content-Type: text/x-patch; name=lamp.diff\n\n+1"
    #expect(message(Self.multipart("multipart/mixed", [file, Self.signature])).protections.isEmpty)
    #expect(message(Self.multipart("multipart/mixed", [Self.text, file, Self.signature])).protections.isEmpty)
  }

  @Test func anEncryptionThatAGatewayRewrappedIsFound() {
    let parts = [
      "\n", "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream\n\nx",
    ]
    let mixed = message(Self.multipart("multipart/mixed", parts))
    #expect(mixed.root.protection?.kind == .encrypted)
    #expect(mixed.root.protection?.signaturePart?.number == 3)
    #expect(mixed.defects.map(\.kind) == [.rewrappedProtection])
    let proper = message(
      Self.multipart("multipart/encrypted; protocol=\"application/pgp-encrypted\"", Array(parts.dropFirst())))
    #expect(proper.root.protection?.technology == .openPGP)
    #expect(proper.defects.isEmpty)
  }

  @Test func moreDigestNames() {
    let names = (0..<200).map { "a\($0)" }.joined(separator: ",")
    let type = "multipart/signed; protocol=\"application/pgp-signature\"; micalg=\"\(names)\""
    let message = message(Self.multipart(type, [Self.text, Self.signature]))
    #expect(message.root.protection?.digests.count == MailLimits.default.maximumDigestAlgorithms)
    #expect(message.defects.map(\.kind) == [.tooManyDigestAlgorithms])
  }

  // MARK: Opaque parts

  private func opaque(
    _ object: [UInt8], _ type: String = "application/pkcs7-mime; smime-type=signed-data"
  ) -> MailMessage {
    MailMessage(Array("Subject: Lamps\nContent-Type: \(type)\nContent-Transfer-Encoding: binary\n\n".utf8) + object)
  }

  private func signed(_ content: String) -> [UInt8] { BERWriter.signedData(BERWriter.octets(content)) }

  @Test func aSignedFileStaysAFile() {
    let name = "application/pkcs7-mime; name=contract.pdf.p7m"
    let message = opaque(signed("%PDF-1.7"), name)
    #expect(message.attachments.map(\.name) == ["contract.pdf.p7m"])
    #expect(message.root.protection?.kind == .signed)
    #expect(message.root.protection?.signedPart == nil)
    #expect(message.defects.isEmpty)
    #expect(opaque(signed("\0binary")).root.isLeaf)
  }

  @Test func aFileOfAnotherNameIsNotLookedInto() {
    #expect(opaque(signed("Subject: x\n\ny"), "application/octet-stream; name=a.bin").root.protection == nil)
    let message = opaque(signed("Subject: x\n\ny"), "application/octet-stream; name=SMIME.P7M")
    #expect(message.readableText == "Subject: x\n\ny")
  }

  @Test func theObjectContradictsItsLabel() {
    let object = BERWriter.definite(0x30, BERWriter.contentType(7, 3) + BERWriter.definite(0xA0, [0x30, 0]))
    #expect(opaque(object).root.protection?.kind == .encrypted)
    #expect(opaque(object).defects.map(\.kind) == [.mismatchedProtectionType])
    #expect(opaque(Array("nothing of the sort".utf8)).defects.map(\.kind) == [.unreadableSignedContent])
    #expect(opaque(Array("nothing".utf8)).root.protection?.kind == .signed)
  }

  @Test(arguments: ["compressed-data", "Enveloped-Data", "authEnveloped-data", "certs-only"])
  func labelsAreBelieved(label: String) {
    let kinds: [MailProtection.Kind?] = [.compressed, .encrypted, .encrypted, .certificatesOnly]
    let names = ["compressed-data", "Enveloped-Data", "authEnveloped-data", "certs-only"]
    let message = opaque([0x30, 0], "application/x-pkcs7-mime; smime-type=\(label)")
    #expect(message.root.protection?.kind == zip(names, kinds).first { $0.0 == label }?.1)
    #expect(message.attachments.count == 1)
  }

  @Test func aTruncatedSignatureStillGivesItsText() {
    let object = signed("Content-Type: text/plain\n\nThe lamps are packed and leave on Tuesday.")
    let message = opaque(Array(object.prefix(100)))
    #expect(message.text?.hasPrefix("The lamps are") == true)
    #expect(message.defects.map(\.kind) == [.truncatedSignedContent])
  }

  @Test func anOpaquePartBesideOthers() {
    let object = signed(
      "Content-Type: multipart/alternative; boundary=i\n\n--i\n\nplain\n--i\nContent-Type: text/html\n\n"
        + "<p>rich</p>\n--i--\n")
    let head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pkcs7-mime\n\n"
    let tail = "\n--b\nContent-Type: text/plain\n\nfooter\n--b--\n"
    let message = MailMessage(Array(head.utf8) + object + Array(tail.utf8))
    #expect(message.text == "plain\nfooter")
    #expect(message.html == "<p>rich</p>")
    #expect(message.attachments.isEmpty)
    #expect(message.parts.map(\.number) == [nil, 1, nil, 2, 3, 4])
  }

  @Test func signaturesInsideOneAnotherEndAtTheLimit() {
    var bytes = Array("Content-Type: text/plain\n\ninnermost".utf8)
    for _ in 0..<40 {
      let object = BERWriter.signedData(BERWriter.definite(0x04, bytes))
      bytes = Array("Content-Type: application/pkcs7-mime\n\n".utf8) + object
    }
    let message = MailMessage(bytes)
    #expect(message.protections.count == MailLimits.default.maximumDecodedLayers + 1)
    #expect(message.defects.map(\.kind) == [.tooManyDecodedLayers])
    #expect(message.readableText.isEmpty)
  }
}
