import Testing

@testable import MailFormat

@Suite struct JournalTests {
  static func journal(
    _ text: String, type: String = "text/plain; charset=utf-8", field: String = "X-MS-Journal-Report:\n",
    attached: String = "Content-Type: message/rfc822\n\nMessage-ID: <m-1@kettles.example>\nSubject: Steam\n\nWhistle\n"
  ) -> String {
    """
    From: journal@kettles.example
    \(field)Content-Type: multipart/mixed; boundary=j

    --j
    Content-Type: \(type)

    \(text)
    --j
    \(attached)
    --j--
    """
  }

  static let complete = journal(
    """
    Sender: anna@kettles.example
    On-Behalf-Of: boss@kettles.example
    Subject: Şikâyet, To: nobody@kettles.example
      Bcc: folded@kettles.example
    Message-Id: <m-1@kettles.example>
    Label: Secret
    To: bo@pots.example
    To: cem@pots.example, Expanded: all@pots.example
    Cc: dea@pots.example, Forwarded: old@pots.example
    Bcc: eva@pots.example
    Recipient: fay@pots.example, Expanded: some@pots.example, Expanded: all@pots.example
    """)

  private func recipients(_ text: String, crlf: Bool = false) -> [String]? {
    message(text, crlf: crlf).journal?.recipients.map { recipient in
      "\(recipient.field) \(recipient.address)" + recipient.expandedFrom.map { " < \($0)" }.joined()
        + (recipient.forwardedFrom.map { " << \($0)" } ?? "")
    }
  }

  @Test(arguments: [false, true])
  func everyFieldIsRead(crlf: Bool) throws {
    let message = message(Self.complete, crlf: crlf)
    let journal = try #require(message.journal)
    #expect(journal.sender == "anna@kettles.example")
    #expect(journal.onBehalfOf == "boss@kettles.example")
    #expect(journal.subject == "Şikâyet, To: nobody@kettles.example Bcc: folded@kettles.example")
    #expect(journal.messageID == "m-1@kettles.example")
    #expect(journal.label == "Secret")
    #expect(
      recipients(Self.complete, crlf: crlf) == [
        "to bo@pots.example", "to cem@pots.example < all@pots.example", "cc dea@pots.example << old@pots.example",
        "bcc eva@pots.example", "recipient fay@pots.example < some@pots.example < all@pots.example",
      ])
    #expect(journal.message?.summary.subject == "Steam")
    #expect(message.contentDefects.isEmpty)
  }

  @Test(arguments: [
    // Exchange 2007 and its kin with display names
    "Sender: \"K, A\" <a@x.example>\nMessage-ID: <m>\nTo: \"P, B\" <b@x.example>, Expanded: \"A, l\" <l@x.example>",
    "Sender: a@x.example\nMessage-ID: <m>\nTo: Pot, Bo <b@x.example>, Expanded: All, of us <l@x.example>",
    "sender: <a@x.example>\nMESSAGE-ID: m\nto: <b@x.example>;expanded:<l@x.example>",
    // Folded, by indentation or without
    "Sender: a@x.example\nMessage-ID: <m>\nTo: b@x.example,\n  Expanded: l@x.example",
    "Sender: a@x.example\nMessage-ID: <m>\nTo: b@x.example,\nExpanded: l@x.example",
    "Sender:\n a@x.example\nMessage-ID:\n <m>\nTo:\n b@x.example, Expanded:\n l@x.example",
    // Blank lines around the lines and talk behind them
    "\n \nSender: a@x.example\n\nMessage-ID: <m>\n\nTo: b@x.example, Expanded: l@x.example\n\nBye.",
  ])
  func formsOfTheText(text: String) {
    for crlf in [false, true] {
      let journal = message(Self.journal(text), crlf: crlf).journal
      #expect(journal?.sender == "a@x.example")
      #expect(journal?.messageID == "m")
      #expect(recipients(Self.journal(text), crlf: crlf) == ["to b@x.example < l@x.example"])
    }
  }

  @Test func encodedTexts() {
    let quoted = "Sender: a@x.example\nSubject: =C5=9Eimdi\nTo: b@x.ex=\nample"
    let type = "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    #expect(message(Self.journal(quoted, type: type)).journal?.subject == "Şimdi")
    #expect(recipients(Self.journal(quoted, type: type)) == ["to b@x.example"])
    // "Sender: a@x.example\r\nTo: b@x.example\r\n"
    let base64 = "U2VuZGVyOiBhQHguZXhhbXBsZQ0KVG86IGJAeC5leGFtcGxlDQo="
    let encoded = Self.journal(base64, type: "text/plain\nContent-Transfer-Encoding: base64")
    #expect(recipients(encoded) == ["to b@x.example"])
    let markup = "<p>Sender: a@x.example<br>To: b@x.example</p>"
    #expect(recipients(Self.journal(markup, type: "text/html")) == ["to b@x.example"])
  }

  @Test func aListOfRecipientsInOneField() {
    let text = "Sender: a@x.example\nMessage-ID: <m>\nRecipients:\n\"Bo\" <b@x.example>\n c@x.example, d@x.example\n"
    #expect(
      recipients(Self.journal(text)) == ["recipient b@x.example", "recipient c@x.example", "recipient d@x.example"])
  }

  @Test func sendersAndRecipientsWithoutMailAddress() {
    let text = "Sender: <>\nMessage-ID: <m>\nTo: /o=Kettles/ou=Works/cn=Bo\nTo:\nCc: <>\n"
    #expect(message(Self.journal(text)).journal?.sender == nil)
    #expect(recipients(Self.journal(text)) == ["to /o=Kettles/ou=Works/cn=Bo"])
  }

  @Test(arguments: [
    journal("Sender: a@x.example\nMessage-ID: <m>\nTo: b@x.example", field: ""),
    journal("Dear all,\nplease read."),
    journal("Sender: a@x.example\n"),
    journal("To: b@x.example\n"),
    "X-MS-Journal-Report:\n\n",
    "",
    "Content-Type: message/rfc822\n\n" + complete,
  ])
  func noJournal(text: String) {
    #expect(message(text).journal == nil)
    #expect(!message(text).contentDefects.map(\.kind).contains(.journalWithoutMessage))
  }

  /// What a stranger could write to have his words taken for another's.
  @Test(arguments: [
    "Pay me now.\nSender: ceo@bank.example\nMessage-ID: <z@bank.example>\nTo: a@b.example",
    "Sender: ceo@bank.example\nMessage-ID: <z@bank.example>",
  ])
  func wordsBeforeTheFieldsOrNoRecipients(text: String) {
    #expect(message(Self.journal(text)).journal == nil)
  }

  @Test func aMessageInAFormThatIsNotRead() {
    let text = "Sender: a@x.example\nTo: b@x.example"
    let tnef = Self.journal(text, attached: "Content-Type: application/ms-tnef; name=winmail.dat\n\nx")
    #expect(message(tnef).journal?.recipients.count == 1)
    #expect(message(tnef).journal?.message == nil)
    #expect(message(tnef).contentDefects.map(\.kind) == [.journalMessageInTNEF])
    let none = Self.journal(text, attached: "\nnothing")
    #expect(message(none).journal?.message == nil)
    #expect(message(none).contentDefects.map(\.kind) == [.journalWithoutMessage])
  }
}
