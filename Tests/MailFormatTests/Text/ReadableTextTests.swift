import Testing

@testable import MailFormat

@Suite struct ReadableTextTests {
  private func text(_ html: String) -> String { HTMLText.text(of: html, limits: .default) }

  @Test func aBlankTextGivesWayToTheMarkup() {
    let message = MailMessage(
      Array(
        """
        Content-Type: multipart/alternative; boundary=b

        --b

         \n
        --b
        Content-Type: text/html

        <p>Bütün sözler burada</p>
        --b--
        """.utf8))
    #expect(message.readableText.contains("Bütün sözler burada"))
  }

  @Test(arguments: [
    ("plain", "plain\n"),
    ("<p>one</p><p>two\n  three</p>", "one\n\ntwo three\n"),
    ("a<br>b<br/><br />c", "a\nb\n\nc\n"),
    ("<div>a</div><div>b</div>", "a\nb\n"),
    ("<ul><li>one<li>two</ul>", "- one\n- two\n"),
    ("<ol><li>one</li><li>two<ul><li>inner</li></ul></li></ol>", "1. one\n2. two\n  - inner\n"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td\n"),
    ("<a href=\"https://example.org/x?a=1&amp;b=2\">see</a> it", "see <https://example.org/x?a=1&b=2> it\n"),
    ("<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example\n"),
    ("<a href=\"#top\">up</a>", "up\n"),
    ("<blockquote>quoted<br>lines</blockquote>after", "> quoted\n> lines\n\nafter\n"),
    ("<pre>a\n  b</pre>", "a\n  b\n"),
    ("<head><title>t</title><style>p { x: y }</style></head><script>if (a < b) c</script>seen", "seen\n"),
    ("<!-- hidden --> shown <!-- open", "shown\n"),
    (
      "&lt;b&gt; &amp; &quot;x&quot; &euro; &#351; &#x15F; &ccedil;&#146; &bogus; &",
      "<b> & \"x\" € ş ş ç\u{2019} &bogus; &\n"
    ),
    ("a&nbsp;&nbsp;b", "a b\n"),
    ("1 < 2 <3", "1 < 2 <3\n"),
    ("<p title=\"a > b\">x</p>", "x\n"),
    ("<p title=\"never closed>x</p> y", "x\n\ny\n"),
    ("unfinished <a href=\"x", "unfinished <a href=\"x\n"),
    ("<img alt=\"logo\"> text", "logo text\n"),
    ("", ""),
  ])
  func htmlBecomesText(html: String, expected: String) {
    #expect(text(html) == expected)
  }

  @Test(arguments: [
    ("one \ntwo\n", "one two\n"), ("> q1 \n> q2\nmine\n", "> q1 q2\nmine\n"),
    ("> q \n>> deeper\n", "> q \n>> deeper\n"),
    ("a \n-- \nsig\n", "a \n-- \nsig\n"), (" >stuffed\n", ">stuffed\n"), ("open ", "open \n"),
  ])
  func flowedTextIsRejoined(text: String, expected: String) {
    #expect(FlowedText.joined(text, deletesSpace: false) == expected)
  }

  @Test func flowedTextOfAMessage() {
    #expect(message("Content-Type: text/plain; format=Flowed; delsp=yes\n\nbir \nlik\n").readableText == "birlik\n")
  }

  @Test func htmlStandsInWhereThereIsNoText() {
    let message = message("Content-Type: text/html; charset=utf-8\n\n<p>Merhaba <b>dünya</b></p>")
    #expect(message.text == nil)
    #expect(message.html == "<p>Merhaba <b>dünya</b></p>")
    #expect(message.readableText == "Merhaba dünya\n")
  }

  @Test func htmlTellsItsOwnCharset() {
    let head =
      "Content-Type: text/html\n\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">"
    #expect(MailMessage(Array(head.utf8) + [0xC4, 0xE0]).readableText == "Да\n")
  }

  @Test func theTextOfAnAttachedMessageIsTheLastResort() {
    #expect(message("Content-Type: message/rfc822\n\nSubject: x\n\ninner\n").readableText == "inner\n")
  }

  @Test func textMarkedAsAttachmentIsNotTheText() {
    let message = message("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx\n")
    #expect(message.text == nil)
    #expect(message.attachments.map(\.name) == ["a.txt"])
  }
}
