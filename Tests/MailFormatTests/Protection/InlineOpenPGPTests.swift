import Testing

@testable import MailFormat

@Suite struct InlineOpenPGPTests {
  private static let cleartext = """
    -----BEGIN PGP SIGNED MESSAGE-----
    Hash: SHA256, SHA512
    Hash: SHA1

    The lamps are packed.
    - -- 
    Mira
    -----BEGIN PGP SIGNATURE-----

    iHUEABYIAB0WIQS74ki6vXqA
    =ZLba
    -----END PGP SIGNATURE-----
    """

  @Test(arguments: [false, true])
  func aCleartextSignatureIsFound(crlf: Bool) {
    let message = message("Subject: Lamps\n\nTom,\n\n\(Self.cleartext)\n\nps\n", crlf: crlf)
    let found = message.root.protection
    #expect(found?.kind == .signed)
    #expect(found?.technology == .openPGP)
    #expect(found?.form == .inline)
    #expect(found?.digests == ["SHA256", "SHA512", "SHA1"])
    #expect(found?.part.number == 1)
    #expect(found?.signedPart == nil)
    #expect(message.contentDefects.isEmpty)
  }

  @Test func itIsFoundBehindATransferEncoding() {
    let encoded = Self.cleartext.replacing("-----BEGIN", with: "=2D----BEGIN")
    let message = message("Content-Transfer-Encoding: quoted-printable\n\n\(encoded)\n")
    #expect(message.root.protection?.kind == .signed)
  }

  @Test(arguments: [
    "> -----BEGIN PGP MESSAGE-----\n\nhQEMA\n", " -----BEGIN PGP MESSAGE-----\n\nhQEMA\n",
    "- -----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "-----BEGIN PGP MESSAGE----- is how it starts\n\nhQEMA\n",
    "-----BEGIN PGP MESSAGE-----\nis how it starts\n", "-----BEGIN PGP MESSAGE-----\n\nand so on, and so on\n",
    "-----BEGIN PGP MESSAGE-----\n", "-----BEGIN PGP MESSAGE-----\n\n", "-----BEGIN PGP SIGNED MESSAGE-----",
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENB\n", "-----BEGIN PGP SIGNATURE-----\n\niHUEA\n",
    "-----BEGIN PGP SIGNED MESSAGE-----\nwithout an empty line\n\n",
  ])
  func talkOfArmorIsNoArmor(text: String) {
    #expect(message("Subject: x\n\n\(text)").protections.isEmpty)
  }

  @Test func theSearchGoesOnAfterTalkOfArmor() {
    let text = "-----BEGIN PGP SIGNED MESSAGE-----\nmeans:\n\(Self.cleartext)\n"
    #expect(message("Subject: x\n\n\(text)").root.protection?.digests.count == 3)
  }

  @Test(arguments: ["\n\nhQEMA5", "\nVersion: 2\nComment: a b\n\nwcBMA5"])
  func anEncryptedMessageIsFound(block: String) {
    let open = message("Subject: x\n\n-----BEGIN PGP MESSAGE-----\(block)\n")
    #expect(open.root.protection?.kind == .encrypted)
    #expect(open.contentDefects.map(\.kind).contains(.unterminatedArmor))
    let closed = message("Subject: x\n\n-----BEGIN PGP MESSAGE-----\(block)\n-----END PGP MESSAGE-----\n")
    #expect(closed.root.protection?.kind == .encrypted)
    #expect(!closed.contentDefects.map(\.kind).contains(.unterminatedArmor))
  }

  @Test func moreHashLines() {
    let lines = (0..<200).map { "Hash: SHA\($0)\n" }.joined()
    let message = message("Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\n\(lines)\ntext\n")
    #expect(message.root.protection?.digests.count == MailLimits.default.maximumDigestAlgorithms)
    #expect(message.contentDefects.map(\.kind).contains(.tooManyDigestAlgorithms))
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "-----BEGIN PGP MESSAGE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\n",
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: a\n", "-----BEGIN PGP SIGNED MESSAGE-----\n\n",
      "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "-----BEGIN PGP MESSAGE-----\nA: b\nx\n",
    ])
  func theSameAllOver(piece: String) {
    let message = message("Subject: x\n\n" + String(repeating: piece, count: 50_000))
    #expect(message.protections.count <= 1)
  }
}
