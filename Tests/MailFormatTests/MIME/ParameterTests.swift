import Testing

@testable import MailFormat

@Suite struct ParameterTests {
  private func value(_ name: StaticString, of field: String) -> String? {
    field.withView { Parameters(of: $0, limits: .default).text(name, limits: .default) }
  }

  @Test(arguments: [
    ("text/plain; name=a.txt", "a.txt"),
    ("text/plain; name=\"a b.txt\"", "a b.txt"),
    ("text/plain; NAME = \"a.txt\" ; x=y", "a.txt"),
    ("text/plain; name=\"a \\\"b\\\".txt\"", "a \"b\".txt"),
    ("text/plain; name=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt"),
    ("text/plain; name=\"fol\r\n ded.txt\"", "fol ded.txt"),
    // RFC 2231
    ("x/y; name*=utf-8'tr'%C5%9Fube.pdf", "şube.pdf"),
    ("x/y; name*0=\"one-\"; name*1=\"two\"", "one-two"),
    ("x/y; name*1*=%9Fube; name*0*=utf-8''%C5; name*2=\".pdf\"", "şube.pdf"),
    ("x/y; name=old.pdf; name*=iso-8859-9''%FEube.pdf", "şube.pdf"),
    ("x/y; name*=%C5%9Fube.pdf", "şube.pdf"),
    // Where encoded words do not belong
    ("x/y; name=\"=?utf-8?Q?=C5=9Fube=2Epdf?=\"", "şube.pdf"),
    ("x/y; name=\"=?utf-8?B?xZ91?=\r\n =?utf-8?B?YmUucGRm?=\"", "şube.pdf"),
    ("x/y; name=utf-8''%C5%9Fube.pdf", "şube.pdf"),
    // Without semicolons and quotes
    ("x/y name=a.txt", "a.txt"),
    ("x/y; access=mail\r\n name=\"a.txt\"", "a.txt"),
    ("x/y; name=My Long File.pdf; size=4", "My Long File.pdf"),
    ("x/y; name=My File.pdf size=4", "My File.pdf"),
    ("; name=a.txt", "a.txt"),
    ("x/y; (comment) name=a.txt", "a.txt"),
    ("x/y; name=\"unclosed.txt", "unclosed.txt"),
    ("x/y; junk; name=a.txt", "a.txt"),
    ("x/y; name=Şube.pdf", "Şube.pdf"),
  ])
  func reads(field: String, expected: String) {
    #expect(value("name", of: field) == expected)
  }

  @Test(arguments: ["text/plain", "text/plain; names=x", "", ";;;=;", "x/y; name", "x/y; name*x=1"])
  func findsNothing(field: String) {
    #expect(value("name", of: field) == nil)
  }

  @Test func stopsAtTheLimit() {
    let field = "x/y" + (0..<5_000).map { "; p\($0)=v" }.joined()
    let parameters = field.withView { view in
      let parameters = Parameters(of: view, limits: .default)
      return (
        parameters.isTruncated, parameters.text("p999", limits: .default), parameters.text("p1000", limits: .default)
      )
    }
    #expect(parameters == (true, "v", nil))
  }
}
