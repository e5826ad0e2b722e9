import Testing

@testable import Mailboxes

@Suite("A session knows what was asked and what is so") struct SessionTests {
  /// Logged in, with all that is offered, nothing under way.
  private func session(_ offered: String = "IMAP4rev1 IDLE ENABLE QRESYNC ESEARCH NOTIFY") throws -> IMAPSession {
    let session = IMAPSession(state: .authenticated)
    try session.hear("* OK [CAPABILITY \(offered)] hello\r\n")
    return session
  }

  /// With the inbox open.
  private func examining() throws -> IMAPSession {
    let session = try session()
    _ = try session.submit(.examine(IMAPMailboxName("INBOX"), resuming: nil))
    _ = session.takeOutgoingBytes()
    try session.hear(
      """
      * FLAGS (\\Seen)\r
      * 172 EXISTS\r
      * OK [UIDVALIDITY 38] x\r
      * OK [UIDNEXT 4392] x\r
      * OK [HIGHESTMODSEQ 715] x\r
      E1 OK [READ-ONLY] done\r

      """)
    return session
  }

  private func fetch(_ session: IMAPSession, _ set: String) throws {
    _ = try session.submit(.uidFetch(IMAPFetchRequest(uids(set), [.flags, .message])))
    _ = session.takeOutgoingBytes()
  }

  @Test("the greeting decides whether there is a login to come") func greetings() throws {
    let plain = IMAPSession()
    #expect(plain.state == .greeting)
    #expect(throws: IMAPError(.wrongState)) { try plain.submit(.noop) }
    #expect(try plain.hear("* OK [CAPABILITY IMAP4rev1 IDLE] hi\r\n").lines.count == 1)
    #expect(plain.state == .notAuthenticated)
    #expect(plain.capabilities.contains("IDLE"))
    #expect(throws: IMAPError(.wrongState)) { try plain.submit(.idle) }
    #expect(throws: IMAPError(.wrongState)) { try plain.submit(.examine(IMAPMailboxName("a"), resuming: nil)) }

    let known = IMAPSession()
    try known.hear("* PREAUTH hi\r\n")
    #expect(known.state == .authenticated)
    #expect(!known.knowsCapabilities)

    let refused = IMAPSession()
    #expect(throws: IMAPError(.bye)) { try refused.hear("* BYE [UNAVAILABLE] full\r\n") }
    for line in ["* 1 EXISTS", "E1 OK x", "+ x", "* NO x", "* LIST () \"/\" x"] {
      #expect(throws: IMAPError(.noGreeting)) { try IMAPSession().hear(line + "\r\n") }
    }
    #expect(throws: IMAPError(.malformed)) { try IMAPSession().hear("220 smtp.example ESMTP\r\n") }
  }

  @Test("what is offered is learnt wherever it is said") func capabilities() throws {
    let session = IMAPSession(state: .authenticated)
    let tag = try session.submit(.capability)
    #expect(session.takeText() == "\(tag) CAPABILITY\r\n")
    try session.hear("* CAPABILITY IMAP4rev1 IDLE\r\n\(tag) OK done\r\n")
    #expect(session.capabilities.contains("IDLE"))
    _ = try session.submit(.noop)
    _ = session.takeOutgoingBytes()
    try session.hear("E2 OK [CAPABILITY IMAP4rev1 NOTIFY] done\r\n")
    #expect(session.capabilities.contains("NOTIFY"))
    #expect(!session.capabilities.contains("IDLE"))
  }

  @Test("an examined mailbox is known as the server tells it", arguments: Cut.allCases) func examine(cut: Cut) throws {
    let session = try session()
    _ = try session.submit(.examine(IMAPMailboxName("Arşiv"), resuming: nil))
    #expect(session.takeText() == "E1 EXAMINE \"Ar&AV8-iv\" (CONDSTORE)\r\n")
    try session.hear(
      "* 172 EXISTS\r\n* OK [UIDVALIDITY 38] x\r\n* OK [UIDNEXT 4392] x\r\n* OK [HIGHESTMODSEQ 715] x\r\n", cut)
    #expect(session.examined?.isOpen == false)
    try session.hear("E1 OK [READ-ONLY] done\r\n", cut)
    let mailbox = try #require(session.examined)
    #expect(session.state == .examined)
    #expect(mailbox.name == IMAPMailboxName("Arşiv"))
    #expect(mailbox.isOpen && mailbox.isReadOnly)
    #expect(mailbox.uidValidity?.rawValue == 38)
    #expect(mailbox.uidNext?.rawValue == 4392)
    #expect(mailbox.highestModSeq == 715)
    #expect(mailbox.exists == 172)
  }

  @Test("news change what is known") func news() throws {
    let session = try examining()
    try session.hear("* 174 EXISTS\r\n* 3 EXPUNGE\r\n")
    #expect(session.examined?.exists == 173)
    try session.hear("* VANISHED 5:7\r\n* VANISHED (EARLIER) 1:4\r\n")
    #expect(session.examined?.exists == 170)
    try session.hear("* VANISHED 1:*\r\n* 1 EXPUNGE\r\n")
    #expect(session.examined?.exists == 0)
    try session.hear("* 5 FETCH (UID 5000 FLAGS ())\r\n")
    #expect(session.examined?.uidNext?.rawValue == 5001)
    try session.hear("* 5 FETCH (UID 4294967295 FLAGS ())\r\n* 5 FETCH (FLAGS (\\Seen))\r\n")
    try session.hear("* OK [HIGHESTMODSEQ 900] x\r\n* OK [HIGHESTMODSEQ 800] x\r\n")
    #expect(session.examined?.highestModSeq == 800, "the server's last word")
  }

  @Test("a mailbox that can't be opened leaves none open") func examineFails() throws {
    let session = try examining()
    _ = try session.submit(.examine(IMAPMailboxName("x"), resuming: nil))
    _ = session.takeOutgoingBytes()
    try session.hear("* OK [CLOSED] x\r\nE2 NO [NONEXISTENT] no such mailbox\r\n")
    #expect(session.examined == nil)
    #expect(session.state == .authenticated)
    #expect(throws: IMAPError(.wrongState)) { try session.submit(.uidSearch(.all)) }
  }

  @Test("one mailbox after another: news are of the one that is open then") func examineAnother() throws {
    let session = try examining()
    try session.hear("* ENABLED QRESYNC\r\n")
    _ = try session.submit(.examine(IMAPMailboxName("b"), resuming: nil))
    try session.hear("* 5 EXISTS\r\n")
    #expect(session.examined?.name == IMAPMailboxName("INBOX"))
    _ = session.takeOutgoingBytes()
    try session.hear("* 6 EXISTS\r\n* VANISHED 9\r\n")
    #expect(session.examined?.name == IMAPMailboxName("INBOX"))
    #expect(session.examined?.exists == 5)
    try session.hear("* OK [CLOSED] x\r\n* 2 EXISTS\r\n* OK [UIDVALIDITY 39] x\r\nE2 OK [READ-ONLY] x\r\n")
    #expect(session.examined?.name == IMAPMailboxName("b"))
    #expect(session.examined?.exists == 2)
    #expect(session.examined?.uidValidity?.rawValue == 39)
    #expect(session.examined?.uidNext == nil)
  }

  @Test("UIDVALIDITY that changes under an open mailbox is an error; between two openings it is news")
  func uidValidity() throws {
    let session = try examining()
    _ = try session.submit(.examine(IMAPMailboxName("INBOX"), resuming: nil))
    _ = session.takeOutgoingBytes()
    try session.hear("* 1 EXISTS\r\n* OK [UIDVALIDITY 40] x\r\nE2 OK x\r\n")
    #expect(session.examined?.uidValidity?.rawValue == 40)
    #expect(session.examined?.isReadOnly == false)
    try session.hear("* OK [UIDVALIDITY 40] still\r\n")
    #expect(throws: IMAPError(.uidValidityChanged)) { try session.hear("* OK [UIDVALIDITY 41] x\r\n") }
    #expect(throws: IMAPError(.uidValidityChanged)) { try session.submit(.noop) }
  }

  @Test("fetches in the pipe, with news between them", arguments: Cut.allCases) func pipeline(cut: Cut) throws {
    let session = try examining()
    let request = { (set: String) in IMAPCommand.uidFetch(IMAPFetchRequest(uids(set), [.flags, .message])) }
    let tags = [
      try session.submit(request("1:2")), try session.submit(request("5")), try session.submit(.noop),
    ]
    #expect(
      session.takeText()
        == "E2 UID FETCH 1:2 (UID FLAGS BODY.PEEK[])\r\nE3 UID FETCH 5 (UID FLAGS BODY.PEEK[])\r\nE4 NOOP\r\n")
    #expect(session.takeText() == "")
    #expect(session.outstanding == tags)
    let told = try session.hear(
      """
      * 1 FETCH (UID 1 FLAGS () BODY[] {7}\r
      E2 OK\r
      )\r
      * 173 EXISTS\r
      * 9 FETCH (FLAGS (\\Seen))\r
      * 2 FETCH (BODY[] {3}\r
      two UID 2 FLAGS ())\r
      * 40 EXPUNGE\r
      E2 OK done\r
      * 5 FETCH (UID 5 FLAGS () BODY[] "five")\r
      E4 OK done\r
      E3 OK done\r

      """, cut)
    #expect(told.bodies == [Array("E2 OK\r\n".utf8), Array("two".utf8), Array("five".utf8)])
    #expect(
      told.lines.filter { $0.hasPrefix("completed") } == [
        "completed E2 ok [-] done", "completed E4 ok [-] done", "completed E3 ok [-] done",
      ])
    #expect(session.examined?.exists == 172)
    #expect(session.outstanding.isEmpty)
  }

  @Test(
    "a body that nobody asked for is an error",
    arguments: [
      "* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n", "* 1 FETCH (BODY[] {1}\r\nx UID 7)\r\n",
      "* 1 FETCH (UID 7 BODY[] \"x\")\r\n",
    ])
  func unasked(text: String) throws {
    for cut in Cut.allCases {
      let session = try examining()
      try fetch(session, "1:6,8:10")
      #expect(throws: IMAPError(.bodyNotAskedFor)) { try session.hear(text, cut) }
      #expect(throws: IMAPError(.bodyNotAskedFor)) { try session.hear("* 1 EXISTS\r\n") }
    }
    let idle = try examining()
    #expect(throws: IMAPError(.bodyNotAskedFor)) { try idle.hear("* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n") }
    let flagsOnly = try examining()
    _ = try flagsOnly.submit(.uidFetch(IMAPFetchRequest(uids("7"), [.flags])))
    _ = flagsOnly.takeOutgoingBytes()
    #expect(throws: IMAPError(.bodyNotAskedFor)) { try flagsOnly.hear(text) }
  }

  @Test("a set without an end may be answered with the last message") func openSet() throws {
    let session = try examining()
    try fetch(session, "100:*")
    #expect(try session.hear("* 5 FETCH (UID 50 BODY[] {1}\r\nx)\r\nE2 OK x\r\n").bodies.count == 1)
  }

  @Test("tags that were not given, or are over, are errors") func tags() throws {
    for line in ["E9 OK x", "A1 OK x", "E1 OK x", "e2 OK x"] {
      let session = try examining()
      _ = try session.submit(.noop)
      _ = session.takeOutgoingBytes()
      #expect(throws: IMAPError(.unexpectedTag)) { try session.hear(line + "\r\n") }
    }
    // Not even sent yet.
    let session = try examining()
    _ = try session.submit(.noop)
    #expect(throws: IMAPError(.unexpectedTag)) { try session.hear("E2 OK x\r\n") }
  }

  @Test("a server that asks for more of nothing is an error") func continuation() throws {
    let session = try examining()
    #expect(throws: IMAPError(.unexpectedContinuation)) { try session.hear("+ go\r\n") }
    let busy = try examining()
    try fetch(busy, "1")
    #expect(throws: IMAPError(.unexpectedContinuation)) { try busy.hear("+ go\r\n") }
  }

  @Test("a literal waits until the server asks") func literal() throws {
    let session = try session("IMAP4rev1")
    let name = IMAPMailboxName(bytes: Array("ş".utf8), form: .modifiedUTF7)
    _ = try session.submit(.status(name, [.messages]))
    _ = try session.submit(.noop)
    #expect(session.takeText() == "E1 STATUS {2}\r\n")
    #expect(session.takeText() == "")
    try session.hear("+ OK\r\n")
    #expect(session.takeText() == "ş (MESSAGES)\r\nE2 NOOP\r\n")
    // Refused: the rest is not sent.
    _ = try session.submit(.status(name, [.messages]))
    _ = try session.submit(.noop)
    #expect(session.takeText() == "E3 STATUS {2}\r\n")
    #expect(try session.hear("E3 NO too large\r\n").lines == ["completed E3 no [-] too large"])
    #expect(session.takeText() == "E4 NOOP\r\n")
  }

  @Test("IDLE tells news until it is ended", arguments: Cut.allCases) func idle(cut: Cut) throws {
    let session = try examining()
    _ = try session.submit(.idle)
    #expect(session.takeText() == "E2 IDLE\r\n")
    #expect(session.state == .examined)
    let told = try session.hear("+ idling\r\n* 173 EXISTS\r\n* OK still here\r\n", cut)
    #expect(told.lines == ["idling", "exists 173", "status ok [-] still here"])
    #expect(session.state == .idling)
    #expect(throws: IMAPError(.wrongState)) { try session.submit(.noop) }
    try session.endIdle()
    #expect(throws: IMAPError(.wrongState)) { try session.endIdle() }
    _ = try session.submit(.noop)
    #expect(throws: IMAPError(.wrongState)) { try session.submit(.idle) }
    #expect(session.takeText() == "DONE\r\nE3 NOOP\r\n")
    try session.hear("E2 OK done\r\nE3 OK done\r\n", cut)
    #expect(session.state == .examined)
    _ = try session.submit(.idle)
  }

  @Test("IDLE ended before the server listens is ended when it does") func idleEndedEarly() throws {
    let session = try examining()
    _ = try session.submit(.idle)
    try session.endIdle()
    #expect(session.takeText() == "E2 IDLE\r\n")
    try session.hear("+ idling\r\n")
    #expect(session.takeText() == "DONE\r\n")
    try session.hear("E2 OK done\r\n")
    // Refused: no DONE.
    _ = try session.submit(.idle)
    try session.endIdle()
    #expect(session.takeText() == "E3 IDLE\r\n")
    try session.hear("E3 NO not now\r\n")
    #expect(session.takeText() == "")
    #expect(session.state == .examined)
    #expect(throws: IMAPError(.wrongState)) { try session.endIdle() }
  }

  @Test("UTF8=ACCEPT changes how names are written and read") func utf8() throws {
    let session = try session("IMAP4rev1 ENABLE UTF8=ACCEPT LITERAL+")
    _ = try session.submit(.enable([.utf8]))
    #expect(throws: IMAPError(.wrongState)) { try session.submit(.list(pattern: "*", status: [])) }
    _ = session.takeOutgoingBytes()
    try session.hear("* ENABLED UTF8=ACCEPT\r\nE1 OK x\r\n* LIST () \"/\" \"R&AOk- ş\"\r\n")
    _ = try session.submit(.status(IMAPMailboxName("Arşiv"), [.messages]))
    #expect(session.takeText() == "E2 STATUS \"Arşiv\" (MESSAGES)\r\n")
    let told = try session.hear("* LIST () \"/\" \"R&AOk- ş\"\r\n")
    #expect(told.lines == ["list R&AOk- ş 0 /"])
  }

  @Test("BYE at any time is an error with the server's reason, inside a body it is the body's") func bye() throws {
    for cut in Cut.allCases {
      let session = try examining()
      try fetch(session, "1")
      var error: IMAPError?
      do { try session.hear("* BYE Sunucu kapanıyor\r\n", cut) } catch let thrown as IMAPError { error = thrown }
      #expect(error?.code == .bye)
      #expect(error?.context == "Sunucu kapanıyor")

      let inside = try examining()
      try fetch(inside, "1")
      let told = try inside.hear("* 1 FETCH (UID 1 BODY[] {100}\r\n* BYE gone\r\n", cut)
      #expect(told.bodies == [Array("* BYE gone\r\n".utf8)])
      #expect(throws: IMAPError(.closedInsideResponse)) { try inside.connectionClosed() }
      #expect(throws: IMAPError(.closedInsideResponse)) { try inside.submit(.noop) }
    }
  }

  @Test("a server's words come into an error without control characters, and not at any length") func byeText() throws {
    let session = try examining()
    var error: IMAPError?
    do {
      try session.hear("* BYE a\u{1b}[2Jb\rc" + String(repeating: "ş", count: 1_000) + "\r\n")
    } catch let thrown as IMAPError { error = thrown }
    #expect(error?.context.hasPrefix("a [2Jb c") == true)
    #expect(error?.context.unicodeScalars.count == 201)
  }

  @Test("the end of a connection is told apart") func ends() throws {
    #expect(throws: IMAPError(.closed)) { try examining().connectionClosed() }
    let inLine = try examining()
    try inLine.hear("* 1 EXI")
    #expect(throws: IMAPError(.closedInsideResponse)) { try inLine.connectionClosed() }

    let agreed = try examining()
    _ = try agreed.submit(.logout)
    #expect(agreed.takeText() == "E2 LOGOUT\r\n")
    #expect(throws: IMAPError(.wrongState)) { try agreed.submit(.noop) }
    try agreed.hear("* BYE see you\r\n")
    try agreed.connectionClosed()
    #expect(try agreed.hear("E2 OK x\r\n").lines == ["completed E2 ok [-] x"])
    #expect(agreed.state == .loggedOut)
    try agreed.connectionClosed()
    #expect(try agreed.hear("noise after the end\r\n").lines.isEmpty)
  }

  @Test("what is not allowed now is refused, and nothing is sent") func states() throws {
    let session = try session()
    #expect(throws: IMAPError(.wrongState)) { try session.submit(.uidSearch(.all)) }
    #expect(throws: IMAPError(.wrongState)) { try session.endIdle() }
    let open = try examining()
    #expect(throws: IMAPError(.wrongState)) { try open.submit(.enable([.qresync])) }
    try fetch(open, "1")
    #expect(throws: IMAPError(.wrongState)) { try open.submit(.examine(IMAPMailboxName("b"), resuming: nil)) }
    #expect(open.takeText() == "")
    var limits = IMAPLimits()
    limits.maximumCommands = 2
    let small = IMAPSession(state: .authenticated, limits: limits)
    _ = try small.submit(.noop)
    _ = try small.submit(.noop)
    #expect(throws: IMAPError(.tooManyCommands)) { try small.submit(.noop) }
  }

  @Test("commands can be given while events are told") func reentrant() throws {
    let session = try examining()
    var submitted = 0
    try Array("* 173 EXISTS\r\n* 174 EXISTS\r\n".utf8).withUnsafeBytes { bytes in
      try session.receive(bytes) { event in
        guard case .response(.exists) = event else { return }
        _ = try session.submit(.uidSearch(.all))
        submitted += 1
      }
    }
    #expect(submitted == 2)
    #expect(session.takeText() == "E2 UID SEARCH RETURN (ALL) ALL\r\nE3 UID SEARCH RETURN (ALL) ALL\r\n")
    try session.hear("* ESEARCH (TAG \"E2\") UID ALL 1:5\r\nE2 OK x\r\n* ESEARCH (TAG \"E3\") UID\r\nE3 OK x\r\n")
    #expect(session.outstanding.isEmpty)
  }
}
