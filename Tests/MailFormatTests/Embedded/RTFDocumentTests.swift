import Testing

@testable import MailFormat

@Suite struct RTFDocumentTests {
  private func content(_ rtf: String) -> String { RTFDocument(Array(rtf.utf8)).content }

  @Test(arguments: [
    ("{\\rtf1\\ansi plain}", "plain"),
    ("{\\rtf1 one\\par two\\line three\\tab four}", "one\ntwo\nthree\tfour"),
    ("{\\rtf1 one\r\ntwo}", "onetwo"),
    ("{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}seen}", "seen"),
    ("{\\rtf1{\\*\\generator Kaya;}{\\*\\unknown x{y}}seen}", "seen"),
    ("{\\rtf1\\ansi\\ansicpg1254 \\'feube}", "şube"),
    (
      "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset162 B;}{\\f2\\fcharset204 C;}}\\'fe \\f1\\'fe{\\f2\\'e9}\\'fe\\plain\\'fe}",
      "þ şйşþ"
    ),
    ("{\\rtf1{\\fonttbl{\\f0\\fcharset128 M;}}\\f0\\'93\\'fa\\'96{\\'7b}", "日本"),
    ("{\\rtf1\\ansicpg932 \\'83\\\\}", "ソ"),
    ("{\\rtf1\\uc1 \\u351 s\\u304 ?x}", "şİx"),
    ("{\\rtf1\\uc0\\u351\\u351}", "şş"),
    ("{\\rtf1{\\uc2\\u351 ab}c\\u351 dc}", "şcşc"),
    ("{\\rtf1\\uc1\\u351\\'3fx}", "şx"),
    ("{\\rtf1\\u-10179 ?\\u-8704 ?}", "\u{1F600}"),
    ("{\\rtf1\\u-10179 ?x}", "\u{FFFD}x"),
    ("{\\rtf1 \\{a\\}\\\\\\~b\\_c\\-d}", "{a}\\\u{A0}b\u{2011}cd"),
    ("{\\rtf1\\lquote a\\rquote\\emdash\\bullet}", "\u{2018}a\u{2019}\u{2014}\u{2022}"),
    ("{\\rtf1 a{\\v hidden}b\\v c\\v0 d}", "abd"),
    ("{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}}}", "link"),
    ("{\\rtf1{\\pict\\bin4 }}{}x}y}", "y"),
    ("{\\rtf1 \\cell a\\cell\\row b}", "\ta\t\nb"),
    ("{\\rtf1 one\\\ntwo}", "one\ntwo"),
    ("", ""), ("}}}}text", "text"), ("{\\rtf1\\", ""), ("\\'", ""), ("\\bin99999999999 x", ""),
    ("\\u99999999999 x", "\u{E0FF}"),
  ])
  func richTextBecomesText(rtf: String, expected: String) {
    if rtf.contains("99999999999") {
      _ = content(rtf)
    } else {
      #expect(content(rtf) == expected)
    }
  }

  @Test func encapsulatedHTMLComesOut() {
    let rtf = """
      {\\rtf1\\ansi\\ansicpg1254\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fswiss\\fcharset162 Arial;}}
      {\\*\\htmltag64}{\\*\\htmltag18 <html>}{\\*\\htmltag50 <body title="\\'fe">}
      {\\*\\htmltag84 <b>}\\htmlrtf {\\b \\htmlrtf0 bold & \\'fe{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0
      {\\*\\htmltag92 </b>}\\htmlrtf }\\htmlrtf0 {\\*\\mhtmltag84 <a href="x">}{\\*\\htmltag84 <a href="y">}
      {\\*\\htmltag116 <br>}\\htmlrtf \\line
      \\htmlrtf0 next\\par{\\*\\htmltag58 </body>}{\\*\\htmltag27 </html>}}
      """
    let document = RTFDocument(Array(rtf.utf8))
    #expect(document.origin == .html)
    #expect(
      document.content
        == "<html><body title=\"ş\"><b>bold & ş&lt;</b><a href=\"y\"><br>next\n</body></html>")
  }

  @Test func encapsulatedTextComesOut() {
    let document = RTFDocument(Array("{\\rtf1\\ansi\\fromtext \\fs20 Merhaba,\\par\r\n\\par\r\n  se\\'e7in\\par}".utf8))
    #expect(document.origin == .plainText)
    #expect(document.content == "Merhaba,\n\n  seçin\n")
  }

  @Test(arguments: [
    "{", "}", "\\", "\\u-10179 ", "{\\*\\htmltag", "\\'", "\\f1\\'fe\\f2\\'fe", "{\\fonttbl", "\\bin1 ",
  ])
  func theSameAllOver(piece: String) {
    let head = "{\\rtf1\\fromhtml1{\\fonttbl{\\f1\\fcharset162 A;}{\\f2\\fcharset204 B;}}"
    #expect(content(head + String(repeating: piece, count: 100_000)).utf8.count <= 2_000_000)
  }
}
