import Correspondence
import Testing

/// Answers of servers, alone and with little else to go by.
@Suite("Reasons") struct ReasonTests {
  @Test(
    "an answer tells its reason",
    arguments: [
      ("550 5.1.1 The email account that you tried to reach does not exist", "userunknown"),
      ("550 #5.1.0 Address rejected.", "userunknown"),
      ("551 5.1.6 User has moved to can@iskele.example", "hasmoved"),
      ("550 5.4.310 DNS domain liman.example does not exist", "hostunknown"),
      ("556 5.1.10 Recipient address has null MX", "notaccept"),
      ("452 4.2.2 The email account that you tried to reach is over quota", "mailboxfull"),
      ("552 5.3.4 Message size exceeds fixed maximum message size (10240000)", "mesgtoobig"),
      (
        "550 5.7.26 Unauthenticated email from meltem.example is not accepted due to domain's DMARC policy",
        "authfailure"
      ),
      ("550 5.7.1 SPF check failed", "authfailure"),
      ("550 5.7.25 The IP address sending this message does not have a PTR record setup", "requireptr"),
      ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "blocked"),
      (
        "554 5.7.1 The message from (<a@b.example>) with the subject of (x) matches a profile the Internet community may consider spam",
        "spamdetected"
      ),
      ("550 5.7.1 Message rejected: virus found", "virusdetected"),
      ("554 5.7.1 <can@liman.example>: Relay access denied", "norelaying"),
      ("550 5.2.1 This account has been disabled", "suspend"),
      ("550 5.7.1 Sender address rejected: not owned by user", "rejected"),
      ("421 4.7.0 Too many connections from your host", "toomanyconn"),
      ("450 4.7.1 Greylisted, please try again later", "systemerror"),
      ("554 5.4.6 Too many hops", "networkerror"),
      (
        "550 5.7.1 Our system has detected that this message is suspicious due to the very low reputation of the sending domain",
        "badreputation"
      ),
      ("554 5.6.0 Message header contains illegal characters", "contenterror"),
      (
        "550 5.7.1 Messages missing a valid address in From: header, or having no From: header, are not accepted",
        "notcompliantrfc"
      ),
      ("530 5.7.0 Must issue a STARTTLS command first", "securityerror"),
      ("554 5.7.1 Message rejected for policy reasons", "policyviolation"),
      ("501 5.5.4 Syntax error in parameters", "syntaxerror"),
      ("550 5.1.1 Kullanıcı bulunamadı", "userunknown"),
    ])
  func answers(answer: String, reason: String) {
    let found = Letters.delivery(
      "Final-Recipient: rfc822; can@liman.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; \(answer)")
    #expect(found.recipients.map { $0.reason?.rawValue } == [reason])
  }

  @Test(
    "a status without words tells its reason (RFC 3463)",
    arguments: [
      ("5.1.1", "userunknown", true), ("5.1.2", "hostunknown", true), ("5.1.6", "hasmoved", true),
      ("5.1.10", "notaccept", true), ("5.2.1", "suspend", false), ("5.2.2", "mailboxfull", false),
      ("5.2.3", "exceedlimit", false), ("5.3.4", "mesgtoobig", false), ("4.4.1", "expired", false),
      ("4.4.7", "expired", false), ("5.4.6", "networkerror", false), ("5.5.2", "syntaxerror", false),
      ("5.6.1", "contenterror", false), ("5.7.23", "authfailure", false), ("5.7.25", "requireptr", false),
      ("5.7.27", "notaccept", true), ("5.7.3", "securityerror", false),
    ])
  func statuses(status: String, reason: String, isHard: Bool) {
    let found = Letters.delivery(
      "Final-Recipient: rfc822; can@liman.example\nAction: failed\nStatus: \(status)", text: "x")
    #expect(found.recipients.map { $0.reason?.rawValue } == [reason])
    #expect(found.recipients.map(\.isHard) == [isHard])
    #expect(found.recipients.map(\.status) == [status])
  }

  @Test("links and addresses have no say, whatever words are in them")
  func namesAreNoReason() {
    let found = Letters.delivery(
      "Final-Recipient: rfc822; spam.virus@quota.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 <spam.virus@quota.example>: unknown user, see https://liman.example/mailbox/full/spam"
    )
    #expect(found.recipients.map(\.reason) == [.userUnknown])
  }

  @Test("what was refused before the recipient was named is not the recipient's fault")
  func stages() {
    let sender = Letters.report(
      "<can@liman.example>:\nConnected to 192.0.2.7 but sender was rejected.\nRemote host said: 550 5.1.8 unknown domain\n"
    )
    #expect(sender.recipients.map(\.isHard) == [false])
    let greeting = Letters.report(
      "<can@liman.example>:\nConnected to 192.0.2.7 but my name was rejected.\nRemote host said: 501 Invalid domain name\n"
    )
    #expect(greeting.recipients.map(\.reason) == [.blocked])
  }

  @Test("a domain that may be found later is not given up")
  func passingFailure() {
    let found = Letters.delivery(
      "Final-Recipient: rfc822; can@liman.example\nAction: delayed\nStatus: 4.4.3\nDiagnostic-Code: smtp; Host or domain name not found, try again"
    )
    #expect(found.recipients.map(\.isHard) == [false])
  }
}
