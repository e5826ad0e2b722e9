import Testing

@testable import Mailboxes

@Suite("Each kind of response is read") struct ResponseTests {
  @Test(
    "a line becomes its event",
    arguments: [
      ("* OK ready", "status ok [-] ready"),
      ("* OK", "status ok [-] "),
      ("* ok [ALERT] Disk full ", "status ok [alert] Disk full "),
      ("* NO [NOPERM] no", "status no [noPermission] no"),
      ("* BAD what?", "status bad [-] what?"),
      ("* BYE [UNAVAILABLE] later", "status bye [unavailable] later"),
      ("* PREAUTH hello", "status preauthenticated [-] hello"),
      ("* OK [UIDVALIDITY 3857529045] valid", "status ok [uidValidity 3857529045] valid"),
      ("* OK [UIDNEXT 4392] next", "status ok [uidNext 4392] next"),
      ("* OK [HIGHESTMODSEQ 715194045007] high", "status ok [highestModSeq(715194045007)] high"),
      ("* OK [HIGHESTMODSEQ 0]", "status ok [noModSeq] "),
      ("* OK [NOMODSEQ] none", "status ok [noModSeq] none"),
      ("* OK [CLOSED] Previous", "status ok [closed] Previous"),
      ("* OK [UNSEEN 12] first", "status ok [unseen(12)] first"),
      ("* OK [UIDNOTSTICKY] x", "status ok [uidNotSticky] x"),
      ("* OK [PERMANENTFLAGS (\\Deleted \\*)] x", "status ok [permanentFlags 72 []] x"),
      ("* OK [CAPABILITY IMAP4rev1 idle] hi", "status ok [capability IDLE IMAP4REV1] hi"),
      ("* OK [NOTIFICATIONOVERFLOW] x", "status ok [notificationOverflow] x"),
      ("* OK [MYCODE a b] x", "status ok [other(name: \"MYCODE\", argument: \"a b\")] x"),
      ("* OK [UIDVALIDITY 0] x", "status ok [other(name: \"UIDVALIDITY\", argument: \"0\")] x"),
      ("* OK [no end of it", "status ok [-] [no end of it"),
      ("* OK [] empty", "status ok [-] [] empty"),
      ("* OK a person may write {12}", "status ok [-] a person may write {12}"),
      ("E7 OK [READ-ONLY] done", "tagged E7 ok [readOnly] done"),
      ("E7 OK", "tagged E7 ok [-] "),
      ("E7 NO [AUTHENTICATIONFAILED] no", "tagged E7 no [authenticationFailed] no"),
      ("E7 OK [APPENDUID 38505 3955] x", "tagged E7 ok [appendUID 38505 3955] x"),
      ("E7 OK [MODIFIED 7,9] x", "tagged E7 ok [modified 7,9] x"),
      ("E7 BAD x {5}", "tagged E7 bad [-] x {5}"),
      ("+ idling", "continuation idling"),
      ("+", "continuation "),
      ("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "capability AUTH=PLAIN IMAP4REV1"),
      ("* ENABLED QRESYNC", "enabled QRESYNC"),
      ("* ENABLED", "enabled "),
      ("* FLAGS (\\Seen \\Answered $Forwarded)", "flags 3 [\"$Forwarded\"]"),
      ("* FLAGS ()", "flags 0 []"),
      ("* 172 EXISTS", "exists 172"),
      ("* 0 EXISTS", "exists 0"),
      ("* 5 RECENT", "recent 5"),
      ("* 44 EXPUNGE", "expunge 44"),
      ("* VANISHED 405,407,410:425", "vanished 405,407,410:425"),
      ("* VANISHED (EARLIER) 41,43:116", "vanished 41,43:116 earlier"),
      ("* SEARCH", "search - uid true all  min - max - count 0 modseq -"),
      ("* SEARCH 2 84 3 882 ", "search - uid true all 2:3,84,882 min - max - count 4 modseq -"),
      ("* SEARCH 2 5 (MODSEQ 917162500)", "search - uid true all 2,5 min - max - count 2 modseq 917162500"),
      (
        "* ESEARCH (TAG \"E2\") UID ALL 1:3,5 COUNT 4", "search E2 uid true all 1:3,5 min - max - count 4 modseq -"
      ),
      ("* ESEARCH (TAG E2) UID", "search E2 uid true all  min - max - count - modseq -"),
      (
        "* ESEARCH UID MIN 2 MAX 9 MODSEQ 4 NEW (a (b))", "search - uid true all  min 2 max 9 count - modseq 4"
      ),
      ("* ESEARCH", "search - uid false all  min - max - count - modseq -"),
      (
        "* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292 UIDVALIDITY 7 UNSEEN 1 RECENT 2 HIGHESTMODSEQ 9 SIZE 5 MAILBOXID (x))",
        "mailbox blurdybloop messages 231 recent 2 unseen 1 next 44292 validity 7 modseq 9 size 5"
      ),
      ("* STATUS \"a b\" ()", "mailbox a b messages - recent - unseen - next - validity - modseq - size -"),
      (
        "* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\" \"X-PARAM\" (\"F1\" \"F2\"))) NIL ((\"Public.\" \".\"))",
        "namespaces  /, #mh/ / |  | Public. ."
      ),
      ("* ID (\"name\" \"Dovecot\" \"version\" NIL)", "identity name=Dovecot version=-"),
      ("* ID NIL", "identity "),
      ("* THREAD (2)(3 6)", "other THREAD"),
      ("* 7 NEWKIND x", "other NEWKIND"),
    ] as [(String, String)])
  func lines(line: String, event: String) {
    for cut in Cut.allCases {
      #expect(read(line + "\r\n", cut).lines == [event])
      #expect(read(line + "\n", cut).lines == [event], "without a carriage return")
    }
  }

  struct Listed: Sendable, CustomTestStringConvertible {
    let line: String
    let name: String
    let attributes: IMAPMailboxAttributes
    let delimiter: String

    init(_ line: String, _ name: String, _ attributes: IMAPMailboxAttributes = [], _ delimiter: String = "/") {
      self.line = line
      self.name = name
      self.attributes = attributes
      self.delimiter = delimiter
    }

    var testDescription: String { line }
  }

  @Test(
    "LIST gives name, attributes and delimiter",
    arguments: [
      Listed("* LIST () \"/\" INBOX", "INBOX"),
      Listed("* LIST (\\Noselect \\HasChildren) \".\" \"[Gmail]\"", "[Gmail]", [.noSelect, .hasChildren], "."),
      Listed("* LIST (\\Sent \\HasNoChildren \\X) NIL Sent", "Sent", [.sent, .hasNoChildren], "-"),
      Listed("* LIST () \"\\\\\" \"a\\\\b \\\"c\\\"\"", "a\\b \"c\"", [], "\\"),
      Listed("* LIST () \"/\" {3}\r\na{}", "a{}"),
      Listed("* LIST () \"/\" inbox", "INBOX"),
      Listed("* LIST () \"/\" Inbox/Alt", "Inbox/Alt"),
      Listed("* LIST () \"/\" nil", "NIL"),
      Listed("* LIST () \"/\" x (\"CHILDINFO\" (\"SUBSCRIBED\"))", "x"),
      Listed("* LIST () \"/\" \"\"", ""),
      Listed("* LIST () \"/\" &ANY-nemli", "Önemli"),
    ])
  func listings(listed: Listed) {
    for cut in Cut.allCases {
      let expected = "list \(listed.name) \(listed.attributes.rawValue) \(listed.delimiter)"
      #expect(read(listed.line + "\r\n", cut).lines == [expected])
    }
  }

  @Test(
    "a FETCH gives what it says of the message",
    arguments: [
      ("FLAGS (\\Seen)", "1 uid - flags 1 [] date - size - modseq - bodies 0"),
      ("UID 4294967295 FLAGS ()", "1 uid 4294967295 flags 0 [] date - size - modseq - bodies 0"),
      (
        "RFC822.SIZE 44827 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" UID 3",
        "1 uid 3 flags - date 837596665/-25200 size 44827 modseq - bodies 0"
      ),
      ("MODSEQ (624140003)", "1 uid - flags - date - size - modseq 624140003 bodies 0"),
      ("INTERNALDATE \"not a date\"", "1 uid - flags - date - size - modseq - bodies 0"),
      ("INTERNALDATE NIL UID 2", "1 uid 2 flags - date - size - modseq - bodies 0"),
      (
        "X-GM-MSGID 1278455344230334865 X-GM-LABELS (\\Inbox \"x)y\" {2}\r\n() muy) UID 2",
        "1 uid 2 flags - date - size - modseq - bodies 0"
      ),
      (
        "ENVELOPE (\"d\" NIL ((NIL NIL {1}\r\nx \"h\")) (((((()))))) NIL) UID 5",
        "1 uid 5 flags - date - size - modseq - bodies 0"
      ),
      (
        "BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 1152 23) UID 6",
        "1 uid 6 flags - date - size - modseq - bodies 0"
      ),
      ("BINARY.SIZE[1] 70 UID 6", "1 uid 6 flags - date - size - modseq - bodies 0"),
      ("", "1 uid - flags - date - size - modseq - bodies 0"),
      ("UID 7 UID 7", "1 uid 7 flags - date - size - modseq - bodies 0"),
    ] as [(String, String)])
  func messages(items: String, message: String) {
    for cut in Cut.allCases {
      #expect(read("* 1 FETCH (\(items))\r\n", cut).lines == ["fetch " + message])
    }
  }

  @Test("a line of a million UIDs is read") func longSearch() {
    let numbers = (1...1_000_000).map { String($0 * 2) }.joined(separator: " ")
    var found: IMAPSearchResult?
    var reader = IMAPResponseReader(limits: IMAPLimits())
    for piece in Cut.random3.pieces(of: Array("* SEARCH \(numbers)\r\n".utf8)) {
      piece.withUnsafeBytes { bytes in
        var input = bytes
        if case .success(.search(let result)?) = Result(catching: { () throws(IMAPError) in try reader.next(&input) }) {
          found = result
        }
      }
    }
    #expect(found?.count == 1_000_000)
    #expect(found?.uids.last?.rawValue == 2_000_000)
  }

  @Test("empty lines between responses mean nothing") func emptyLines() {
    #expect(read("\r\n\n* 1 EXISTS\r\n\r\n").lines == ["exists 1"])
  }

  @Test(
    "the date of arrival is reckoned in UTC",
    arguments: [
      ("01-Jan-1970 00:00:00 +0000", 0), (" 1-Jan-1970 02:00:00 +0200", 0),
      ("29-Feb-2024 23:59:60 +0300", 1_709_240_400),
      ("31-Dec-1999 23:59:59 -0500", 946_702_799), ("01-Mar-1900 00:00:00 +0000", -2_203_891_200),
      ("01-Jan-0000 00:00:00 +0000", -62_167_219_200),
    ] as [(String, Int64)])
  func dates(text: String, seconds: Int64) {
    #expect(Array(text.utf8).withUnsafeBytes { IMAPInternalDate($0)?.seconds } == seconds)
  }

  @Test(
    "what is no date is none",
    arguments: [
      "", "30-Feb-2024 00:00:00 +0000", "29-Feb-1900 00:00:00 +0000", "01-Foo-2024 00:00:00 +0000",
      "01-Jan-2024 24:00:00 +0000", "01-Jan-2024 00:60:00 +0000", "01-Jan-2024 00:00:00", "00-Jan-2024 00:00:00 +0000",
      "01-Jan-2024 00:00:00 +0000 ", "01-Jan-2024 00:00:00 +0090", "01-Ja",
    ])
  func noDates(text: String) { #expect(Array(text.utf8).withUnsafeBytes { IMAPInternalDate($0) } == nil) }
}
