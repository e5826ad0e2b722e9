import Testing

@testable import MailFormat

/// Inputs cut off, damaged or made to be expensive: nothing crashes, time and memory stay bounded.
@Suite(.timeLimit(.minutes(2))) struct EmbeddedHostileTests {
  private func exercise(_ archive: TNEFArchive?) {
    guard let archive else { return }
    _ = archive.readableText
    _ = archive.text
    _ = archive.html
    for file in archive.files {
      #expect(file.decoded().count == file.size)
      exercise(file.nested)
    }
  }

  private func exercise(_ message: MailMessage) {
    _ = message.readableText
    _ = message.contentDefects
    for file in message.embeddedFiles { #expect(file.decoded().count == file.size) }
  }

  private static let stream: [UInt8] = {
    var stream = TNEFWriter(codepage: 1_254)
    stream.messageProperties([.binary(0x1009, CompressedRTFTests.simple), .string(0x0037, "Rapor")])
    stream.startAttachment()
    stream.attachmentProperties([.message(0x3701, TNEFTests.sample)])
    return stream.bytes
  }()

  @Test func everyTruncationOfAStream() {
    for count in 0...Self.stream.count {
      let archive = TNEFArchive.read(Array(Self.stream[..<count]))
      #expect((archive != nil) == (count >= 6))
      exercise(archive)
    }
  }

  @Test func randomBytesInAStream() {
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<4_000 {
      var bytes = Self.stream
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      exercise(TNEFArchive.read(bytes))
    }
  }

  private static let body: [UInt8] =
    Array("Content-Type: text/plain\n\nx\n\(EncodedFile.uuencode(EncodedFile.random(200)))y\n".utf8)
    + EncodedFile.yEncBlock(EncodedFile.random(300)) + Array("begin-base64 644 e\naGVsbG8=\n====\nz\n".utf8)

  @Test(arguments: [false, true])
  func everyTruncationOfEncodedLines(crlf: Bool) {
    let bytes = crlf ? Self.body.withCRLF : Self.body
    for count in 0...bytes.count { exercise(MailMessage(Array(bytes[..<count]))) }
    #expect(MailMessage(bytes).embeddedFiles.count == 3)
  }

  @Test func randomBytesInEncodedLines() {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<4_000 {
      var bytes = Self.body
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      exercise(MailMessage(bytes))
    }
  }

  @Test func randomBytesInCompressedRTF() {
    var generator = SeededGenerator(seed: 47)
    for _ in 0..<4_000 {
      var bytes = CompressedRTFTests.simple
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      let rtf = bytes.withByteView { CompressedRTF.decompress($0, limit: 1_000).bytes }
      #expect(rtf.count <= 1_000)
      _ = RTFDocument(rtf)
    }
  }

  @Test(arguments: [
    "begin 644 x\n", "begin 644 x\nMMMM\n", "begin-base64 644 x\n", "=ybegin line=128 size=9 name=x\n",
    "begin 644 x\n\n",
    "begin 644 x\n`\n", "=ybegin line=1 size=9 name=x\nab\n", "begin-base64 644 x\nAAAA\n",
  ])
  func aMillionOpeningLines(piece: String) {
    var bytes = Array("Subject: x\n\n".utf8)
    for _ in 0..<1_000_000 { bytes += Array(piece.utf8) }
    #expect(MailMessage(bytes).embeddedFiles.isEmpty)
  }

  @Test func moreFilesThanTheLimit() {
    var limits = MailLimits.default
    limits.maximumEmbeddedFiles = 3
    let block = EncodedFile.uuencode([1])
    let message = MailMessage(Array("Subject: x\n\n\(String(repeating: block, count: 5))".utf8), limits: limits)
    #expect(message.embeddedFiles.count == 3)
    #expect(message.contentDefects.map(\.kind) == [.tooManyEmbeddedFiles])

    var stream = TNEFWriter()
    for _ in 0..<5 {
      stream.startAttachment()
      stream.attachment(0x0006_800F, [1])
    }
    let archive = TNEFArchive.read(stream.bytes, limits: limits)
    #expect(archive?.files.count == 3)
    #expect(archive?.defects == [.tooManyEmbeddedFiles])
  }

  @Test func streamsInsideOneAnother() {
    var bytes = TNEFWriter().bytes
    for _ in 0..<100 {
      var outer = TNEFWriter()
      outer.startAttachment()
      outer.attachmentProperties([.message(0x3701, bytes)])
      bytes = outer.bytes
    }
    var archive = TNEFArchive.read(bytes)
    #expect(archive?.defects == [.embeddedTooDeep])
    var depth = 0
    while let inner = archive?.files.first?.nested {
      archive = inner
      depth += 1
    }
    #expect(depth == MailLimits.default.maximumTNEFDepth - 1)
  }
}
