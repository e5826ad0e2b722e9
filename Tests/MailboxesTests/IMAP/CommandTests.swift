import Testing

@testable import Mailboxes

@Suite("Commands are written for what the server offers") struct CommandTests {
  private static let modern = IMAPCapabilities([
    "IMAP4rev1", "ENABLE", "IDLE", "ID", "CONDSTORE", "QRESYNC", "ESEARCH", "LIST-EXTENDED", "LIST-STATUS",
    "SPECIAL-USE",
    "LITERAL+", "NOTIFY", "STATUS=SIZE", "UTF8=ACCEPT",
  ])
  private static let old = IMAPCapabilities(["IMAP4rev1"])

  private func text(
    _ command: IMAPCommand, _ offered: IMAPCapabilities = modern, enabled: [String] = [],
    limits: IMAPLimits = IMAPLimits()
  ) throws(IMAPError) -> String {
    let writer = CommandWriter(offered: offered, enabled: IMAPCapabilities(enabled), limits: limits)
    return try writer.parts(of: command, tag: "E1").map { String(decoding: $0, as: UTF8.self) }.joined(separator: "…")
  }

  private func validity(_ value: UInt32) throws -> IMAPUIDValidity { try #require(IMAPUIDValidity(value)) }

  @Test("each command in full") func all() throws {
    #expect(try text(.capability) == "E1 CAPABILITY\r\n")
    #expect(try text(.noop) == "E1 NOOP\r\n")
    #expect(try text(.logout) == "E1 LOGOUT\r\n")
    #expect(try text(.idle) == "E1 IDLE\r\n")
    #expect(try text(.id([])) == "E1 ID NIL\r\n")
    #expect(
      try text(.id([IMAPIdentityField(name: "name", value: "Ev\"rak"), IMAPIdentityField(name: "os", value: nil)]))
        == "E1 ID (\"name\" \"Ev\\\"rak\" \"os\" NIL)\r\n")
    #expect(try text(.enable([.qresync, .condstore])) == "E1 ENABLE CONDSTORE QRESYNC\r\n")
    #expect(try text(.enable([.utf8])) == "E1 ENABLE UTF8=ACCEPT\r\n")
    #expect(
      try text(.list(pattern: "*", status: .change))
        == "E1 LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))\r\n")
    #expect(try text(.list(pattern: "*", status: .change), Self.old) == "E1 LIST \"\" \"*\"\r\n")
    #expect(
      try text(.status(IMAPMailboxName("Arşiv"), [.messages, .unseen, .size]))
        == "E1 STATUS \"Ar&AV8-iv\" (MESSAGES UNSEEN SIZE)\r\n")
    #expect(try text(.status(IMAPMailboxName("a"), [.size]), Self.old) == "E1 STATUS \"a\" (MESSAGES)\r\n")
    #expect(try text(.examine(IMAPMailboxName("inbox"), resuming: nil)) == "E1 EXAMINE \"INBOX\" (CONDSTORE)\r\n")
    #expect(try text(.examine(IMAPMailboxName("inbox"), resuming: nil), Self.old) == "E1 EXAMINE \"INBOX\"\r\n")
    let state = IMAPMailboxState(uidValidity: try validity(7), highestModSeq: 90, knownUIDs: uids("1:20"))
    #expect(
      try text(.examine(IMAPMailboxName("a"), resuming: state), enabled: ["QRESYNC"])
        == "E1 EXAMINE \"a\" (QRESYNC (7 90 1:20))\r\n")
    #expect(try text(.uidSearch(.all)) == "E1 UID SEARCH RETURN (ALL) ALL\r\n")
    #expect(try text(.uidSearch(.all), Self.old) == "E1 UID SEARCH ALL\r\n")
    #expect(try text(.uidSearch(.uids(uids("5:9")))) == "E1 UID SEARCH RETURN (ALL) UID 5:9\r\n")
    #expect(try text(.uidSearch(.modifiedSince(5))) == "E1 UID SEARCH RETURN (ALL) MODSEQ 5\r\n")
    #expect(
      try text(.uidFetch(IMAPFetchRequest(uids("1:3,9"), [.internalDate, .size, .flags, .message])))
        == "E1 UID FETCH 1:3,9 (UID INTERNALDATE RFC822.SIZE FLAGS BODY.PEEK[])\r\n")
    #expect(
      try text(
        .uidFetch(IMAPFetchRequest(uids("1:*"), [.flags, .modSeq, .header], changedSince: 12, withVanished: true)),
        enabled: ["QRESYNC"])
        == "E1 UID FETCH 1:* (UID FLAGS MODSEQ BODY.PEEK[HEADER]) (CHANGEDSINCE 12 VANISHED)\r\n")
    let selected = "(selected (MessageNew MessageExpunge))"
    #expect(
      try text(.notify(IMAPNotification(ofExamined: true, others: .personal, withStatus: true)))
        == "E1 NOTIFY SET STATUS \(selected) (personal (MessageNew MessageExpunge))\r\n")
    let names = [IMAPMailboxName("a"), IMAPMailboxName("b")]
    #expect(
      try text(.notify(IMAPNotification(ofExamined: false, others: .named(names), withStatus: false)))
        == "E1 NOTIFY SET (mailboxes (\"a\" \"b\") (MessageNew MessageExpunge))\r\n")
    #expect(
      try text(.notify(IMAPNotification(ofExamined: true, others: .none, withStatus: false)))
        == "E1 NOTIFY SET \(selected)\r\n")
    #expect(try text(.notify(nil)) == "E1 NOTIFY NONE\r\n")
  }

  @Test("no command can change a mailbox or mark mail as seen") func harmless() throws {
    let name = IMAPMailboxName("STORE")
    let state = IMAPMailboxState(uidValidity: try validity(7), highestModSeq: 9)
    let commands: [IMAPCommand] = [
      .capability, .noop, .id([]), .enable([.utf8]), .list(pattern: "*", status: .change),
      .examine(name, resuming: nil), .examine(name, resuming: state), .status(name, .change), .uidSearch(.all),
      .uidFetch(IMAPFetchRequest(uids("1"), [.internalDate, .size, .flags, .modSeq, .message, .header])), .idle,
      .notify(nil), .logout,
    ]
    let allowed: Set<String> = [
      "CAPABILITY", "NOOP", "ID", "ENABLE", "LIST", "EXAMINE", "STATUS", "UID SEARCH", "UID FETCH", "IDLE", "NOTIFY",
      "LOGOUT",
    ]
    for command in commands {
      let words = try text(command, enabled: ["QRESYNC"]).split(whereSeparator: \.isWhitespace).map(String.init)
      let verb = words[1] == "UID" ? words[1...2].joined(separator: " ") : words[1]
      #expect(allowed.contains(verb))
      #expect(!words.contains { $0.contains("BODY[") || $0.hasPrefix("RFC822") && !$0.hasPrefix("RFC822.SIZE") })
    }
  }

  @Test("a name that can't be quoted is a literal") func literals() throws {
    let name = IMAPMailboxName(bytes: Array("ş".utf8), form: .modifiedUTF7)
    let command = IMAPCommand.status(name, [.messages])
    #expect(try text(command) == "E1 STATUS {2+}\r\nş (MESSAGES)\r\n")
    #expect(try text(command, Self.old) == "E1 STATUS {2}\r\n…ş (MESSAGES)\r\n")
    let minus = IMAPCapabilities(["LITERAL-"])
    #expect(try text(command, minus) == "E1 STATUS {2+}\r\nş (MESSAGES)\r\n")
    let long = IMAPMailboxName(bytes: [UInt8](repeating: 0xFE, count: 4_097), form: .modifiedUTF7)
    #expect(try text(.status(long, [.messages]), minus).hasPrefix("E1 STATUS {4097}\r\n…"))
    #expect(try text(.status(long, [.messages])).hasPrefix("E1 STATUS {4097+}\r\n"))
    #expect(try text(command, enabled: ["UTF8=ACCEPT"]) == "E1 STATUS \"ş\" (MESSAGES)\r\n")
    #expect(
      try text(.status(IMAPMailboxName("Arşiv & ş"), [.messages]), enabled: ["UTF8=ACCEPT"])
        == "E1 STATUS \"Arşiv & ş\" (MESSAGES)\r\n")
    #expect(try text(.status(IMAPMailboxName("a\"b\\c"), [.messages])) == "E1 STATUS \"a\\\"b\\\\c\" (MESSAGES)\r\n")
  }

  @Test("no name can bring a line of its own")
  func injection() {
    for bytes in ["a\r\nE2 DELETE x", "a\nb", "a\rb", "a\u{0}b"] {
      let name = IMAPMailboxName(bytes: Array(bytes.utf8), form: .modifiedUTF7)
      #expect(throws: IMAPError(.unsendableText)) { try text(.examine(name, resuming: nil)) }
      #expect(throws: IMAPError(.unsendableText)) { try text(.id([IMAPIdentityField(name: "n", value: bytes)])) }
    }
    let long = IMAPMailboxName(bytes: [UInt8](repeating: 65, count: (16 << 10) + 1), form: .modifiedUTF7)
    #expect(throws: IMAPError(.unsendableText)) { try text(.examine(long, resuming: nil)) }
  }

  @Test("what the server does not offer is not asked for") func notOffered() throws {
    let missing: [IMAPCommand] = [
      .idle, .id([]), .enable([.qresync]), .notify(nil), .uidSearch(.modifiedSince(3)),
      .uidFetch(IMAPFetchRequest(uids("1"), [.modSeq])),
      .uidFetch(IMAPFetchRequest(uids("1"), [.flags], changedSince: 4)),
      .examine(
        IMAPMailboxName("a"), resuming: IMAPMailboxState(uidValidity: try validity(1), highestModSeq: 1)),
    ]
    for command in missing { #expect(throws: IMAPError(.notOffered)) { try text(command, Self.old) } }
    let vanished = IMAPFetchRequest(uids("1"), [.flags], changedSince: 4, withVanished: true)
    #expect(throws: IMAPError(.notOffered)) { try text(.uidFetch(vanished)) }
    let noState = IMAPFetchRequest(uids("1"), [.flags], withVanished: true)
    #expect(throws: IMAPError(.notOffered)) { try text(.uidFetch(noState), enabled: ["QRESYNC"]) }
  }

  @Test("a line has a length") func lengths() throws {
    let many = IMAPUIDSet((1...2_000).compactMap { IMAPUID(UInt32($0 * 1_000)) })
    #expect(throws: IMAPError(.commandTooLong)) { try text(.uidFetch(IMAPFetchRequest(many, [.message]))) }
    for batch in many.batches(count: 500) {
      #expect(try text(.uidFetch(IMAPFetchRequest(batch, [.message]))).utf8.count <= 8_002)
    }
    #expect(throws: IMAPError(.invalidUIDSet)) { try text(.uidFetch(IMAPFetchRequest(IMAPUIDSet(), [.message]))) }
    // What is known may be left out: then more is told.
    let state = IMAPMailboxState(uidValidity: try validity(7), highestModSeq: 9, knownUIDs: many)
    #expect(
      try text(.examine(IMAPMailboxName("a"), resuming: state), enabled: ["QRESYNC"])
        == "E1 EXAMINE \"a\" (QRESYNC (7 9))\r\n")
  }

  @Test("one capability can hold another") func implied() {
    #expect(IMAPCapabilities(["qresync"]).contains("CONDSTORE"))
    #expect(IMAPCapabilities(["IMAP4rev2"]).contains("IDLE"))
    #expect(IMAPCapabilities(["IMAP4rev2"]).contains("LITERAL-"))
    #expect(!IMAPCapabilities(["IMAP4rev2"]).contains("LITERAL+"))
    #expect(!IMAPCapabilities(["IMAP4rev2"]).contains("CONDSTORE"))
    #expect(IMAPCapabilities(["UTF8=ONLY"]).contains("UTF8=ACCEPT"))
    #expect(!IMAPCapabilities().contains("IDLE"))
  }
}
