import Testing

@testable import MailFormat

@Suite struct UUEncodeTests {
  private func files(_ body: String, crlf: Bool = false) -> [EmbeddedFile] {
    message("Subject: x\n\n" + body, crlf: crlf).embeddedFiles
  }

  @Test func linesThatLostTheirBlanksStandForNoMoreThanTheyMay() {
    let line = Array("_\n".utf8)
    var bytes = Array("Subject: x\n\nbegin 644 zeros\n_".utf8) + [UInt8](repeating: 0x60, count: 84) + [0x0A]
    for _ in 0..<200_000 { bytes += line }
    let files = MailMessage(bytes + Array("end\n".utf8)).embeddedFiles
    #expect(files.allSatisfy { $0.size <= 400_000 + UUBlockReader.maximumLostBytes + 200 })
  }

  @Test(arguments: [0, 1, 2, 3, 44, 45, 46, 89, 90, 91, 1_000], [false, true])
  func filesComeOutAsTheyWentIn(count: Int, crlf: Bool) {
    let bytes = EncodedFile.random(count)
    for zero: Character in ["`", " "] {
      let body = "Hello,\n\n\(EncodedFile.uuencode(bytes, name: "my report.bin", zero: zero))\nRegards\n"
      let found = files(body, crlf: crlf)
      #expect(found.map(\.name) == ["my report.bin"])
      #expect(found.map(\.encoding) == [.uuencode])
      #expect(found.map(\.part) == [1])
      #expect(found.map { $0.decoded() } == [bytes])
      #expect(found.map(\.size) == [count])
      #expect(found.flatMap(\.defects).isEmpty)
      let text = message("Subject: x\n\n" + body, crlf: crlf)
      #expect(text.readableText == "Hello,\n\n[my report.bin, \(count) bytes]\n\nRegards\n")
      #expect(text.text == body)
      #expect(text.contentDefects.isEmpty)
    }
  }

  @Test func theRangeIsOfTheDecodedBody() throws {
    let body = "Hello=2C\nbegin 644 a=\n.txt\n#86)C\n`\nend\nbye\n"
    let message = message("Content-Transfer-Encoding: quoted-printable\n\n" + body)
    let file = try #require(message.embeddedFiles.first)
    let decoded = try #require(message.part(number: 1)).decoded()
    #expect(String(decoding: decoded[file.range], as: UTF8.self) == "begin 644 a.txt\n#86)C\n`\nend")
    #expect(file.decoded() == Array("abc".utf8))
  }

  @Test func spacesLostInTransportAreZeros() {
    let bytes = [UInt8](repeating: 7, count: 40) + [0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 50) + [1]
    let body = EncodedFile.uuencode([UInt8](repeating: 1, count: 45) + bytes, zero: " ")
    let stripped = body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    #expect(files(stripped.joined(separator: "\n")).map { $0.decoded() } == [[UInt8](repeating: 1, count: 45) + bytes])
  }

  @Test func shortLastGroupsAndChecksumsAreRead() {
    #expect(files("begin 644 x\n!80\n`\nend\n").map { $0.decoded() } == [Array("a".utf8)])
    #expect(files("begin 644 x\n#86)CZZ\n`\nend\n").isEmpty)
    #expect(files("begin 644 x\n#86)C0\n`\nend\n").map { $0.decoded() } == [Array("abc".utf8)])
    #expect(files("begin 644 x\n#86)C\nend\n").map { $0.decoded() } == [Array("abc".utf8)])
  }

  @Test func base64IsRead() throws {
    let found = files("begin-base64 644 e.txt\naGVsbG8=\n====\nrest\n")
    #expect(found.map(\.name) == ["e.txt"])
    #expect(found.map(\.encoding) == [.uuencodeBase64])
    #expect(found.map { $0.decoded() } == [Array("hello".utf8)])
    #expect(found.map(\.size) == [5])
    #expect(files("begin-base64 644 e\n====\n").map(\.size) == [0])
    #expect(files("begin-encoded 644 bmEgbWUudHh0\n%:&5L;&\\`\n`\nend\n").map(\.name) == ["na me.txt"])
  }

  @Test(arguments: [
    "begin with the first line\nof the text\nend\n", "begin 644\n#86)C\n`\nend\n", "begin 644 x\nend\n",
    "begin 644 file and then\nsome prose follows\nend\n", "> begin 644 x\n> #86)C\n> `\n> end\n",
    "+begin 644 x\n+#86)C\n+`\n+end\n", " begin 644 x\n#86)C\n`\nend\n", "begin 644 x\n#86)C\n",
    "begin 999 x\n#86)C\n`\nend\n", "begin-base64 644 x\nthese\nwords\n====\n", "begin-base64 644 x\nword\nword\n",
    "begin 644 x\n#86)C\n%:&5L;&\\`\n`\nend\n", "beginning 644 x\n#86)C\n`\nend\n",
  ])
  func proseIsNoFile(body: String) {
    for crlf in [false, true] {
      #expect(files(body, crlf: crlf).isEmpty)
      #expect(message("Subject: x\n\n" + body, crlf: crlf).readableText == body)
    }
  }

  @Test func aFileWithoutItsEndIsNoted() {
    let bytes = EncodedFile.random(450)
    let body = EncodedFile.uuencode(bytes).split(separator: "\n").dropLast(2).joined(separator: "\n")
    let found = files(body + "\n\n-- \nthe list\n")
    #expect(found.map { $0.decoded() } == [bytes])
    #expect(found.map(\.defects) == [[.truncatedEmbeddedFile]])
    let text = message("Subject: x\n\n" + body + "\n\n-- \nthe list\n")
    #expect(text.readableText == "[a.bin, 450 bytes]\n\n-- \nthe list\n")
    #expect(text.contentDefects.map(\.kind) == [.truncatedEmbeddedFile])
  }

  @Test func severalFilesAndNamesInTheTextsCharset() {
    let one = EncodedFile.uuencode([1, 2, 3])
    let two = EncodedFile.uuencode([4, 5], name: "\u{FE}ube.bin")
    let bytes = Array("Content-Type: text/plain; charset=iso-8859-9\n\n\(one)\(two)".unicodeScalars).map {
      UInt8($0.value)
    }
    let message = MailMessage(bytes)
    #expect(message.embeddedFiles.map(\.name) == ["a.bin", "şube.bin"])
    #expect(message.embeddedFiles.map { $0.decoded() } == [[1, 2, 3], [4, 5]])
    #expect(message.readableText == "[a.bin, 3 bytes]\n[şube.bin, 2 bytes]\n")
  }
}
