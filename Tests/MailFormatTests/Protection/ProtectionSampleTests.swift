import Testing

@testable import MailFormat

/// What other programs wrote is recognised for what it is.
@Suite struct ProtectionSampleTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    let sample: ProtectionSample
    let kind: MailProtection.Kind
    let technology: MailProtection.Technology
    let form: MailProtection.Form
    var digests: [String] = []
    var signed: String?

    var testDescription: String { sample.rawValue }
  }

  static let expected: [Expected] = [
    Expected(
      sample: .detached, kind: .signed, technology: .smime, form: .multipart, digests: ["sha-256"],
      signed: "multipart/mixed"),
    Expected(
      sample: .openPGPDetached, kind: .signed, technology: .openPGP, form: .multipart, digests: ["pgp-sha256"],
      signed: "multipart/mixed"),
    Expected(sample: .openPGPEncrypted, kind: .encrypted, technology: .openPGP, form: .multipart),
    Expected(
      sample: .opaque, kind: .signed, technology: .smime, form: .opaque, digests: ["sha-256"],
      signed: "multipart/mixed"),
    Expected(
      sample: .opaqueStreamed, kind: .signed, technology: .smime, form: .opaque, digests: ["sha-256"],
      signed: "multipart/mixed"),
    Expected(
      sample: .opaquePieces, kind: .signed, technology: .smime, form: .opaque, digests: ["sha-256"],
      signed: "text/plain"),
    Expected(
      sample: .opaquePlain, kind: .signed, technology: .smime, form: .opaque, digests: ["sha-512"],
      signed: "text/plain"),
    Expected(
      sample: .opaqueSMIME, kind: .signed, technology: .smime, form: .opaque, digests: ["sha-256"],
      signed: "text/plain"),
    Expected(sample: .encrypted, kind: .encrypted, technology: .smime, form: .opaque),
    Expected(sample: .authenveloped, kind: .encrypted, technology: .smime, form: .opaque),
    Expected(sample: .certificates, kind: .certificatesOnly, technology: .smime, form: .opaque),
    Expected(
      sample: .openPGPCleartext, kind: .signed, technology: .openPGP, form: .inline, digests: ["SHA512"]),
    Expected(sample: .openPGPInlineEncrypted, kind: .encrypted, technology: .openPGP, form: .inline),
    Expected(sample: .openPGPInlineSigned, kind: .signed, technology: .openPGP, form: .inline),
    Expected(sample: .openPGPInlineCompressed, kind: .compressed, technology: .openPGP, form: .inline),
  ]

  @Test(arguments: expected)
  func isRecognised(expected: Expected) throws {
    let message = try expected.sample.message
    let found = try #require(message.root.protection)
    #expect(message.protections.count == 1)
    #expect(found.kind == expected.kind)
    #expect(found.technology == expected.technology)
    #expect(found.form == expected.form)
    #expect(found.digests == expected.digests)
    #expect(found.signedPart?.type.essence == expected.signed)
    #expect(found.signaturePart != nil)
  }

  @Test(arguments: [
    ProtectionSample.opaque, .opaqueStreamed, .opaquePieces, .opaquePlain, .opaqueSMIME, .detached, .openPGPDetached,
  ])
  func theSignedTextIsTheTextOfTheMessage(sample: ProtectionSample) throws {
    let message = try sample.message
    #expect(message.summary.subject == "Crates")
    #expect(message.readableText.contains("Tuesday"))
    #expect(message.text == message.readableText)
  }

  @Test func theSignedBytesAreTheSameInAllForms() throws {
    let forms: [ProtectionSample] = [.opaque, .opaqueStreamed, .detached, .openPGPDetached]
    let signed = try forms.map { sample -> [UInt8] in
      let found = try #require(sample.message.root.protection)
      let part = try #require(found.signedPart)
      return Array(part.source[try #require(found.signedRange)])
    }
    #expect(signed[0].count == 363)
    for other in signed.dropFirst() { #expect(other == signed[0]) }
  }

  @Test func anOpaqueSignatureKeepsItsNumberAndShowsItsFiles() throws {
    let message = try ProtectionSample.opaque.message
    #expect(message.parts.map(\.type.essence).first == "application/pkcs7-mime")
    #expect(message.parts.map(\.number) == [1, nil, 2, 3])
    #expect(message.attachments.map(\.name) == ["crates.csv"])
    #expect(message.attachments.first?.decoded() == Array("crate,weight\n1,40\n".utf8))
    #expect(message.part(number: 1)?.decoded().first == 0x30)
    #expect(message.part(number: 1)?.isLeaf == false)
    #expect(message.text == "The crates leave Tuesday, says Ayşe.")
    #expect(message.defects.isEmpty)
    #expect(message.contentDefects.isEmpty)
  }

  @Test func aSignatureInsideASignatureIsOpenedToo() throws {
    let message = try ProtectionSample.twice.message
    #expect(message.protections.map(\.kind) == [.signed, .signed])
    #expect(message.protections.map(\.part.number) == [1, 2])
    #expect(message.text == "The crates leave Tuesday, says Ayşe.")
    #expect(message.attachments.map(\.name) == ["crates.csv"])
  }

  @Test func textThatWasSignedWithoutAHeaderIsReadAndNoted() throws {
    let message = try ProtectionSample.opaquePlain.message
    #expect(message.text == "The crates leave Tuesday.\n")
    #expect(message.defects.map(\.kind) == [.signedContentWithoutHeader])
  }

  @Test func everyPieceOfAStreamedContentIsRead() throws {
    let text = try #require(ProtectionSample.opaquePieces.message.text)
    #expect(text.split(separator: "\n").count == 85)
    #expect(text.hasSuffix("Crate 0084 weighs forty pounds and leaves on Tuesday.\n"))
  }

  @Test(arguments: [ProtectionSample.encrypted, .authenveloped, .certificates])
  func whatCannotBeReadStaysAFile(sample: ProtectionSample) throws {
    let message = try sample.message
    #expect(message.attachments.count == 1)
    #expect(message.readableText.isEmpty)
    #expect(message.defects.isEmpty)
  }
}
