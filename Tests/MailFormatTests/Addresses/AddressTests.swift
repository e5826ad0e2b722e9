import Testing

@testable import MailFormat

@Suite struct AddressTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let field: String
    let expected: [Mailbox]
    init(_ field: String, _ expected: (String?, String)...) {
      self.field = field
      self.expected = expected.map { Mailbox(name: $0.0, address: $0.1) }
    }
    var testDescription: String { field }
  }

  @Test(arguments: [
    // RFC 5322 §3.4
    Case("ayse@example.org", (nil, "ayse@example.org")),
    Case("Ayse Demir <ayse@example.org>", ("Ayse Demir", "ayse@example.org")),
    Case("\"Demir, Ayse\" <ayse@example.org>", ("Demir, Ayse", "ayse@example.org")),
    Case("\"He said \\\"yes\\\"\" <a@b.example>", ("He said \"yes\"", "a@b.example")),
    Case("a@b.example, c@d.example", (nil, "a@b.example"), (nil, "c@d.example")),
    Case("a@[127.0.0.1], b@[IPv6:2001:db8::1]", (nil, "a@[127.0.0.1]"), (nil, "b@[IPv6:2001:db8::1]")),
    Case("\"quoted local\"@example.org", (nil, "\"quoted local\"@example.org")),
    Case("Name <\"quoted local\"@example.org>", ("Name", "\"quoted local\"@example.org")),
    // Groups
    Case("Board: a@b.example, C <c@d.example>;", (nil, "a@b.example"), ("C", "c@d.example")),
    Case("undisclosed-recipients:;"),
    Case("One:a@b.example;, Two: c@d.example;", (nil, "a@b.example"), (nil, "c@d.example")),
    // Comments
    Case("ayse@example.org (Ayse Demir)", ("Ayse Demir", "ayse@example.org")),
    Case(
      "Pete (a nice \\) chap) <pete(his account)@silly.example(host)>", ("Pete (a nice ) chap)", "pete@silly.example")),
    Case("a@b.example (one (nested) two), c@d.example", ("one (nested) two", "a@b.example"), (nil, "c@d.example")),
    Case("root (Cron Daemon)", ("Cron Daemon", "root")),
    // Obsolete forms, §4.4
    Case("john . doe @ example . com", (nil, "john.doe@example.com")),
    Case("<@one.example,@two.example:joe@c.example>", (nil, "joe@c.example")),
    Case("a@b.example,, ,c@d.example", (nil, "a@b.example"), (nil, "c@d.example")),
    Case("A. B. Cee <a@b.example>", ("A. B. Cee", "a@b.example")),
    Case("  Folded\r\n\tName\r\n <folded@example.org>", ("Folded Name", "folded@example.org")),
    // Encoded words, also where they do not belong
    Case("=?utf-8?q?Ay=C5=9Fe?= <a@b.example>", ("Ayşe", "a@b.example")),
    Case("\"=?utf-8?q?Ay=C5=9Fe?= D.\" <a@b.example>", ("Ayşe D.", "a@b.example")),
    Case("=?utf-8?Q?Demir,_Ay=C5=9Fe?= <a@b.example>", ("Demir, Ayşe", "a@b.example")),
    Case("=?utf-8?q?Ay=C5=9Fe_=3Ca=40b.example=3E?=", ("Ayşe", "a@b.example")),
    Case("=?iso-8859-9?q?=DDpek?= =?iso-8859-9?q?_=DE=FDk?= <i@b.example>", ("İpek Şık", "i@b.example")),
    // Raw UTF-8, RFC 6532
    Case("Ayşe <ayşe@örnek.example>", ("Ayşe", "ayşe@örnek.example")),
    // What mail carries besides
    Case("a@b.example; c@d.example", (nil, "a@b.example"), (nil, "c@d.example")),
    Case("Ayse Demir ayse@example.org", ("Ayse Demir", "ayse@example.org")),
    Case("\"Ayse Demir\" ayse@example.org", ("Ayse Demir", "ayse@example.org")),
    Case("a@b.example c@d.example", (nil, "a@b.example"), (nil, "c@d.example")),
    Case("a@b.example <a@b.example>", ("a@b.example", "a@b.example")),
    Case("Name <a@b.example", ("Name", "a@b.example")),
    Case("Name <a@b.example, Other <c@d.example>", ("Name", "a@b.example"), ("Other", "c@d.example")),
    Case("<mailto:a@b.example>", (nil, "a@b.example")),
    Case("Whoever", ("Whoever", "")),
    Case("mailbox in ASCII", ("mailbox in ASCII", "")),
    Case("\"a@b.example\"", (nil, "a@b.example")),
    Case("Name :) <a@b.example>, c@d.example", (")", "a@b.example"), (nil, "c@d.example")),
    Case("\"unclosed <a@b.example>, c@d.example", ("unclosed", "a@b.example"), (nil, "c@d.example")),
    Case("Unclosed (comment <a@b.example>, c@d.example", ("Unclosed (comment", "a@b.example"), (nil, "c@d.example")),
    Case("<>"),
    Case(""),
    Case(" ,;: "),
  ])
  func reads(_ case: Case) {
    let found = `case`.field.withView { AddressReader.read($0, limit: 100) }
    #expect(found == `case`.expected)
  }

  @Test func readsNoMoreThanTheLimit() {
    let field = Array(repeating: "a@b.example", count: 50).joined(separator: ", ")
    #expect(field.withView { AddressReader.read($0, limit: 7) }.count == 7)
  }

  @Test func rawTurkishBytesAreRead() {
    let bytes: [UInt8] = Array("Ay".utf8) + [0xFE] + Array("e G".utf8) + [0xFC] + Array("l <a@b.example>".utf8)
    let found = bytes.withByteView { AddressReader.read($0, limit: 10) }
    #expect(found == [Mailbox(name: "Ayşe Gül", address: "a@b.example")])
  }
}
