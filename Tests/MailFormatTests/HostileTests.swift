import Testing

@testable import MailFormat

/// Messages made to hurt. Each must give a tree and the defect that says what was left out, in bounded time.
@Suite(.timeLimit(.minutes(2))) struct HostileTests {
  private func repeated(_ piece: String, _ count: Int) -> [UInt8] {
    let bytes = Array(piece.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * count)
    for _ in 0..<count { result.append(contentsOf: bytes) }
    return result
  }

  private func read(_ head: String, _ piece: String, _ count: Int, _ tail: String = "") -> MailMessage {
    MailMessage(Array(head.utf8) + repeated(piece, count) + Array(tail.utf8))
  }

  @Test(arguments: ["Content-Type: message/rfc822\n\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"])
  func aHundredThousandNestedParts(piece: String) {
    func depth(of part: MailPart) -> Int { 1 + (part.children.map(depth).max() ?? 0) }
    let message = read("", piece, 100_000)
    #expect(depth(of: message.root) == MailLimits.default.maximumDepth + 1)
    #expect(message.parts.count <= MailLimits.default.maximumParts)
    #expect(message.defects.map(\.kind).contains(.nestedTooDeep))
  }

  @Test func moreParts() {
    let message = read("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 50_000)
    #expect(message.parts.count == MailLimits.default.maximumParts)
    #expect(message.defects.map(\.kind).contains(.tooManyParts))
  }

  @Test func aHeaderOfTenMegabytes() {
    let message = read(
      "Subject: kept\n", "X-Padding: \(String(repeating: "p", count: 990))\n", 10_000, "From: a@b.example\n\nbody")
    #expect(message.summary.subject == "kept")
    #expect(message.summary.from.isEmpty)
    #expect(message.text == "body")
    #expect(message.defects.map(\.kind) == [.headerTooLarge])
  }

  @Test func manyFields() {
    let message = read("Subject: kept\n", "X: y\n", 50_000, "\nbody")
    #expect(message.root.fields.count == MailLimits.default.maximumFields)
    #expect(message.text == "body")
    #expect(message.defects.map(\.kind) == [.tooManyFields])
  }

  @Test func moreParameters() {
    let message = read("Content-Type: multipart/mixed; boundary=b", "; a=b", 200_000, "\n\n--b\n\none\n--b--\n")
    #expect(message.text == "one")
    #expect(message.defects.map(\.kind) == [.tooManyParameters])
  }

  @Test func manyMailboxesAndIdentifiers() {
    let limits = MailLimits.default
    let boxes = read("To: a@b.example", ", a@b.example", limits.maximumMailboxes, "\n\n")
    #expect(boxes.summary.to.count == limits.maximumMailboxes)
    #expect(boxes.contentDefects.map(\.kind) == [.tooManyMailboxes])
    let identifiers = read("References: ", "<a@b>", limits.maximumIdentifiers + 1, "\n\n")
    #expect(identifiers.summary.references.count == limits.maximumIdentifiers)
    #expect(identifiers.contentDefects.map(\.kind) == [.tooManyIdentifiers])
  }

  @Test(arguments: [
    "=?utf-8?q?a?= ", "=?utf-8?q?", "=?utf-8?x?a?=", "=?iso-8859-9?q?=FE?= =?koi8-r?q?=FE?= ", "\"\\", "(", "<\"\\\"",
    "<", "<@a,", "a:", "a . ", "a @ ", ",=?a?q?", "@[", ";", "1 ", "a*0*=%C5;", "'", "=",
  ])
  func theSameAllOverInEveryField(piece: String) {
    var bytes: [UInt8] = []
    for name in [
      "From", "To", "Subject", "Date", "Received", "Message-ID", "References", "Content-Type", "Content-Disposition",
    ] {
      bytes += Array("\(name): ".utf8) + repeated(piece, 5_000) + [10]
    }
    let message = MailMessage(bytes + Array("\nbody".utf8))
    #expect(message.summary.subject != nil)
    #expect(message.readableText == "body")
    _ = message.attachments.map(\.name)
  }

  @Test(arguments: [
    "<", "<a ", "<a b=\"", "<script>", "<script></", "<!--", "<!", "<blockquote>x<br>", "<ul><li>", "&amp", "&#",
    "</a>",
    "<a href=\"http://example.org/\">", "<td>", "<pre>\n",
  ])
  func markupWithoutEnd(piece: String) {
    let message = read("Content-Type: text/html\n\n", piece, 10_000)
    #expect(message.readableText.utf8.count <= piece.utf8.count * 10_000 * 20)
  }

  @Test(arguments: [
    ("text/plain; charset=utf-16", "\u{D8}\0"), ("text/plain; charset=iso-2022-jp", "\u{1B}$B\u{1B}(B"),
    ("text/plain; charset=utf-7", "+"), ("text/plain; charset=hz-gb-2312", "~{"), ("text/plain", "\0"),
    ("text/plain", "\r"),
    ("text/plain", "\u{FE}"),
  ])
  func textThatIsNone(type: String, piece: String) {
    let message = read("Content-Type: \(type)\n\n", piece, 20_000)
    #expect(message.text != nil)
  }

  @Test func base64InsideBase64() {
    var bytes = Array("Subject: innermost\n\nend\n".utf8)
    for _ in 0..<MailLimits.default.maximumDecodedLayers {
      let encoded = bytes.withUnsafeBytes { Self.base64($0) }
      bytes = Array("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n".utf8) + encoded
    }
    let message = MailMessage(bytes)
    #expect(message.readableText == "end\n")
  }

  private static func base64(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let left = min(3, bytes.count - at)
      var bits = UInt32(bytes[at]) << 16
      if left > 1 { bits |= UInt32(bytes[at + 1]) << 8 }
      if left > 2 { bits |= UInt32(bytes[at + 2]) }
      for i in 0..<4 {
        output.append(i <= left ? alphabet[Int(bits >> (18 - 6 * UInt32(i)) & 63)] : UInt8(ascii: "="))
      }
      at += 3
    }
    return output
  }
}
