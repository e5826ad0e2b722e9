import Testing

@testable import MailFormat

@Suite struct StructureTests {
  /// `multipart/mixed[text/plain,…]`, with part numbers.
  private func shape(_ part: MailPart) -> String {
    let own = part.number.map { "\($0):" } ?? ""
    let inner = part.children.isEmpty ? "" : "[" + part.children.map(shape).joined(separator: ",") + "]"
    return own + part.type.essence + inner
  }

  private static let nested = """
    Subject: outer
    Content-Type: multipart/mixed; boundary="out er"

    preamble
    --out er
    Content-Type: multipart/alternative; boundary=in

    --in

    plain
    --in
    Content-Type: text/html

    <p>markup</p>
    --in--
    epilogue
    --out er
    Content-Type: message/rfc822

    Subject: inner
    Content-Type: multipart/mixed; boundary=deep

    --deep
    Content-Type: application/pdf; name="a.pdf"
    Content-Transfer-Encoding: base64

    JVBERg==
    --deep--
    --out er
    Content-Disposition: attachment; filename=notes.txt

    notes
    --out er--
    """

  @Test(arguments: [false, true])
  func readsANestedMessage(crlf: Bool) throws {
    let message = message(Self.nested, crlf: crlf)
    #expect(
      shape(message.root)
        == "multipart/mixed[multipart/alternative[1:text/plain,2:text/html],3:message/rfc822[multipart/mixed[4:application/pdf]],5:text/plain]"
    )
    #expect(message.defects.isEmpty)
    #expect(message.text == "plain")
    #expect(message.html == "<p>markup</p>")
    #expect(message.attachments.map(\.name) == [nil, "notes.txt"])
    #expect(message.part(number: 3)?.attachedMessage?.summary.subject == "inner")
    #expect(message.part(number: 4)?.decoded() == Array("%PDF".utf8))
    #expect(message.part(number: 5)?.decodedText().text == "notes")
    #expect(message.part(number: 6) == nil)
    #expect(message.part(number: 0) == nil)
  }

  @Test func anInnerMultipartWithoutEndDoesNotSwallowTheOuter() {
    let message = message(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo\n--a--\n"
    )
    #expect(shape(message.root) == "multipart/mixed[multipart/mixed[1:text/plain],2:text/plain]")
    #expect(message.text == "one\ntwo")
    #expect(message.defects.map(\.kind) == [.missingClosingBoundary])
  }

  @Test func aBoundaryThatStartsAnotherIsNotTakenForIt() {
    let message = message(
      "Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\none\n--a--\n--ab\n\ntwo\n--ab--\n"
    )
    #expect(shape(message.root) == "multipart/mixed[multipart/mixed[1:text/plain],2:text/plain]")
    #expect(message.defects.isEmpty)
  }

  @Test func theLineEndBeforeADelimiterBelongsToIt() {
    let text = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\none\n\n--a\n\n\n--a\n--a--\n"
    for crlf in [false, true] {
      let parts = message(text, crlf: crlf).parts.filter(\.isLeaf)
      let lineEnd = crlf ? "\r\n" : "\n"
      #expect(parts.map { String(decoding: $0.decoded(), as: UTF8.self) } == ["one" + lineEnd, "", ""])
    }
  }

  @Test func digestsHoldMessages() {
    let message = message(
      "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: one\n\nx\n--a\n\nSubject: two\n\ny\n--a--\n")
    #expect(message.attachments.map { $0.part.attachedMessage?.summary.subject } == ["one", "two"])
  }

  @Test func anEncodedMessageIsOpened() {
    let message = message(
      "Content-Type: message/rfc822; name=x.eml\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXIKCmJvZHkK\n")
    #expect(message.root.attachedMessage?.summary.subject == "inner")
    #expect(message.readableText == "body\n")
    #expect(message.attachments.first?.decoded() == Array("Subject: inner\n\nbody\n".utf8))
  }

  @Test(arguments: [
    ("Content-Type: multipart/mixed\n\ntext\n", MailDefect.Kind.missingBoundary),
    ("Content-Type: multipart/mixed; boundary=\"\"\n\ntext\n", .missingBoundary),
    ("Content-Type: multipart/mixed; boundary=nowhere\n\ntext\n", .noParts),
    ("Content-Type: nonsense\n\ntext\n", .unreadableContentType),
    ("Content-Type: multipart/mixed; boundary=\(String(repeating: "x", count: 2_000))\n\ntext\n", .boundaryTooLong),
  ])
  func whatCannotBeTakenApartIsText(text: String, defect: MailDefect.Kind) {
    let message = message(text)
    #expect(message.text == "text\n")
    #expect(message.defects.map(\.kind).contains(defect))
  }

  @Test func anAttachmentThatIsNoMessageIsAFile() {
    let message = message(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822; name=b.eml\n\nnot a message at all\n--a--\n"
    )
    #expect(message.attachments.map(\.name) == ["b.eml"])
    #expect(message.attachments.first?.decoded() == Array("not a message at all".utf8))
    #expect(message.defects.map(\.kind) == [.nestedMessageWithoutHeader])
  }

  @Test func anEmptyFileIsAMessageWithADefect() {
    let message = MailMessage([])
    #expect(message.defects.map(\.kind) == [.emptyMessage])
    #expect(message.text == "")
    #expect(message.readableText == "")
  }

  @Test func headersAreFoundByName() {
    let message = message("X-Thing: =?utf-8?q?=C5=9F?=\nSubject: a\nx-thing: two\n\n")
    #expect(message.root.values(of: "X-THING") == ["ş", "two"])
  }
}
