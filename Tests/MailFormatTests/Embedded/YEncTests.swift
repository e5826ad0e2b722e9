import Testing

@testable import MailFormat

@Suite struct YEncTests {
  private func mail(_ body: [UInt8], crlf: Bool = false) -> MailMessage {
    let bytes = Array("Content-Type: text/plain; charset=utf-8\n\n".utf8) + body
    return MailMessage(crlf ? bytes.withCRLF : bytes)
  }

  @Test(arguments: [1, 2, 127, 128, 129, 256, 1_000, 5_000], [false, true])
  func filesComeOutAsTheyWentIn(count: Int, crlf: Bool) {
    let bytes = EncodedFile.random(count)
    let body = Array("Merhaba,\n".utf8) + EncodedFile.yEncBlock(bytes, name: "şube 1.bin") + Array("iyi günler\n".utf8)
    let message = mail(body, crlf: crlf)
    #expect(message.embeddedFiles.map(\.name) == ["şube 1.bin"])
    #expect(message.embeddedFiles.map(\.encoding) == [.yEnc])
    #expect(message.embeddedFiles.map { $0.decoded() } == [bytes])
    #expect(message.embeddedFiles.map(\.size) == [count])
    #expect(message.embeddedFiles.flatMap(\.defects).isEmpty)
    #expect(message.readableText == "Merhaba,\n[şube 1.bin, \(count) bytes]\niyi günler\n")
  }

  /// The check value of CRC-32 (ISO 3309; the catalogue of Williams, 1993).
  @Test func theChecksumIsThePublishedOne() {
    var sum = CRC32.standard
    Array("123456789".utf8).withByteView { sum.add($0) }
    #expect(sum.value == 0xCBF4_3926)
  }

  @Test func aWrongChecksumIsNotedAndTheBytesKept() {
    let bytes = EncodedFile.random(500)
    let message = mail(EncodedFile.yEncBlock(bytes, checksum: 1))
    #expect(message.embeddedFiles.map { $0.decoded() } == [bytes])
    #expect(message.embeddedFiles.map(\.defects) == [[.wrongEmbeddedChecksum]])
    #expect(message.contentDefects.map(\.kind).contains(.wrongEmbeddedChecksum))
  }

  @Test func aPieceOfAMultipart() {
    let bytes = EncodedFile.random(300)
    var sum = CRC32.standard
    bytes.withByteView { sum.add($0) }
    let body =
      Array("=ybegin part=2 total=3 line=128 size=900 name=big.bin\n=ypart begin=301 end=600\n".utf8)
      + EncodedFile.yEnc(bytes)
      + Array("=yend size=300 part=2 pcrc32=\(String(sum.value, radix: 16)) crc32=00000001\n".utf8)
    let files = mail(body).embeddedFiles
    #expect(files.map { $0.decoded() } == [bytes])
    #expect(files.map(\.portion) == [300..<600])
    #expect(files.flatMap(\.defects).isEmpty)
  }

  @Test func aMissingEndAndAWrongSizeAreNoted() {
    let bytes = EncodedFile.random(1_000)
    let begin = Array("=ybegin line=128 size=1000 name=x\n".utf8)
    let cut = mail(begin + EncodedFile.yEnc(bytes)).embeddedFiles
    #expect(cut.map { $0.decoded() } == [bytes])
    #expect(cut.map(\.defects) == [[.truncatedEmbeddedFile]])
    let short = mail(begin + EncodedFile.yEnc(Array(bytes[..<900])) + Array("=yend size=1000\n".utf8)).embeddedFiles
    #expect(short.map(\.defects) == [[.wrongEmbeddedSize]])
  }

  @Test(arguments: [
    "=ybegin line=128 size=123456 name=mybinary.dat\n.... data\n=yend size=123456\n",
    "=ybegin line=128 size=10\nabcdefghij\n=yend size=10\n", "=ybegin is a keyword\n",
    "=ybegin line=128 size=x name=x\n",
    "=ybegin line=128 size=5 name=x\nabc\n", "=ybegin line=99999999999999999999 size=5 name=x\nabcde\n=yend size=5\n",
    "> =ybegin line=128 size=5 name=x\n> abcde\n> =yend size=5\n",
  ])
  func textAboutItIsNoFile(body: String) {
    #expect(mail(Array(body.utf8)).embeddedFiles.isEmpty)
    #expect(mail(Array(body.utf8)).readableText == body)
  }
}
