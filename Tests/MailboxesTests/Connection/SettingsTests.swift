import Foundation
import Mailboxes
import Testing

@Suite("Servers, secrets and settings")
struct SettingsTests {
  @Test(
    "a server is read from what people write",
    arguments: [
      ("imap.example.com", "imap.example.com", 993), ("imap.example.com:1993", "imap.example.com", 1993),
      ("[::1]:143", "::1", 143), ("[2001:db8::1]", "2001:db8::1", 993),
      ("posta.çiçek.example", "posta.çiçek.example", 993),
    ] as [(String, String, UInt16)])
  func endpoints(text: String, host: String, port: UInt16) throws {
    let endpoint = try #require(MailServer.endpoint(text, standardPort: 993))
    #expect(endpoint.host == host)
    #expect(endpoint.port == port)
  }

  @Test(
    "what is no server is refused",
    arguments: [
      "", ":993", "a b", "host:", "host:0", "host:70000", "host:x", "host/path", "user@host", "[::1", "[x]", "a?b",
      "a\r\nb",
    ])
  func noEndpoints(text: String) {
    #expect(MailServer.endpoint(text, standardPort: 993) == nil)
  }

  @Test("settings come back as they were, and hold no secret")
  func settings() throws {
    setenv("EVRAK_TEST_SECRET", "çok gizli", 1)
    let account = MailboxAccount(
      name: "info@example.com", owner: "Ayşe Yılmaz",
      server: MailServer(host: "imap.example.com", port: 143, security: .startTLS, certificateFile: "/etc/ca.pem"),
      user: "info", secret: CredentialSource(.passwordVariable, "EVRAK_TEST_SECRET"))
    let settings = account.settings
    #expect(!settings.values.contains { $0.contains("gizli") })
    let read = try #require(
      try MailboxAccount(name: account.name, owner: account.owner, settings: settings.merging(["note": "x"]) { $1 }))
    #expect(read.server == account.server)
    #expect(read.user == account.user)
    #expect(read.secret == account.secret)
    guard case .password("çok gizli") = try read.secret.credential() else {
      Issue.record("another secret")
      return
    }
  }

  @Test("an account without a server has none, and half of the settings are refused")
  func incomplete() throws {
    #expect(try MailboxAccount(name: "a@b.example", owner: "", settings: ["note": "x"]) == nil)
    #expect {
      try MailboxAccount(name: "a@b.example", owner: "", settings: ["imap.host": "h", "imap.port": "993"])
    } throws: {
      ($0 as? MailboxesError)?.code == .badSettings
    }
  }

  @Test("a secret is the first line of what a command prints; a command that fails gives none")
  func commands() throws {
    guard case .token("abc") = try CredentialSource(.tokenCommand, "printf 'abc\\nrest'").credential() else {
      Issue.record("another token")
      return
    }
    for command in ["exit 3", "true", "printf '\\n'", "printf 'a\\0b'"] {
      #expect(throws: MailboxesError.self) { try CredentialSource(.passwordCommand, command).credential() }
    }
  }
}
