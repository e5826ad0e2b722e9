import Archive
import ArchiveEvents
import EventLog
import Foundation
import Mailboxes
import Testing

/// A poll of one account of a real Dovecot into a real archive.
private final class Scene {
  let server: DovecotServer
  let archive: Archive
  private let folder: String

  init() throws {
    server = try DovecotServer()
    folder = server.folder + "/evrak"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try Archive.create(directory: folder + "/archive", keyDirectory: folder + "/keys", environment: [:])
    archive = try Archive(directory: folder + "/archive", role: .owner, keys: KeySource(environment: [:]))
    try (DovecotServer.password + "\n").write(toFile: folder + "/secret", atomically: true, encoding: .utf8)
  }

  deinit { archive.close() }

  func account(
    _ security: MailServer.Security = .implicit, port: UInt16? = nil, certificate: String? = nil,
    secret: CredentialSource? = nil
  ) -> MailboxAccount {
    MailboxAccount(
      name: DovecotServer.user, owner: "Ayşe Yılmaz",
      server: MailServer(
        host: "localhost", port: port ?? (security == .implicit ? server.securePort : server.plainPort),
        security: security,
        certificateFile: certificate ?? server.certificate),
      user: DovecotServer.user, secret: secret ?? CredentialSource(.passwordFile, folder + "/secret"))
  }

  @discardableResult
  func poll(_ account: MailboxAccount? = nil) throws -> PollSummary {
    let (summary, failure) = AccountPoll(account ?? self.account(), log: archive.log).run(Silent())
    if let failure { throw failure }
    return summary
  }

  /// What is in the log: folder → originals.
  func captured() throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for event in try archive.log.read(from: Position(leafIndex: 0), limit: 10_000) {
      guard case .emailCaptured(let capture) = event.payload?.event, let content = event.content else { continue }
      let text = String(decoding: try archive.log.content(content), as: UTF8.self)
      found[capture.sighting.folder, default: []].insert(text.replacingOccurrences(of: "\r\n", with: "\n"))
    }
    return found
  }

  func secretFile(_ text: String) throws -> CredentialSource {
    let path = folder + "/secret-\(UUID().uuidString)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return CredentialSource(.passwordFile, path)
  }

  private struct Silent: AccountPoll.Observer {
    func began(folder: String) {}
    func progressed(captured: Int) {}
    func failed(folder: String, _ error: any Error) { Issue.record("\(folder): \(error)") }
  }
}

@Suite(
  "A poll of a real Dovecot",
  .disabled(if: DovecotServer.absence != nil, "\(DovecotServer.absence ?? "")"), .serialized)
struct DovecotPollTests {
  private static func message(_ number: Int, _ words: String = "Merhaba") -> String {
    """
    From: Müşteri <musteri\(number)@musteri.example>
    To: info@example.com
    Subject: Teklif \(number)
    Message-ID: <\(number)@musteri.example>
    Date: Mon, 3 Mar 2025 10:00:00 +0300

    \(words) \(number).
    * 1 FETCH (UID 99 BODY[] {3}
    E1 OK a body may imitate the server

    """
  }

  @Test("takes in every folder over TLS, and leaves the mailbox as it was")
  func everyFolder() throws {
    let scene = try Scene()
    var expected: [String: Set<String>] = [:]
    for (place, name) in ["INBOX", "Gönderilmiş Öğeler", "Projeler/2025"].enumerated() {
      for number in 0..<30 {
        let text = Self.message(place * 100 + number)
        try scene.server.deliver(text, to: Self.onDisk(name), number: place * 100 + number)
        expected[name, default: []].insert(text)
      }
    }
    // The server itself moves new mail to `cur` at the first look of anybody.
    let before = try scene.server.state()
    let summary = try scene.poll()
    #expect(summary.captured == 90)
    #expect(summary.rejected == 0)
    #expect(try scene.captured() == expected)
    #expect(try Self.withoutNoFlags(scene.server.state()) == Self.withoutNoFlags(before))
    let again = try scene.poll()
    #expect(again.captured + again.sightings + again.duplicates + again.rejected == 0)
    #expect(try Self.withoutNoFlags(scene.server.state()) == Self.withoutNoFlags(before))
  }

  /// Dovecot keeps names of folders in modified UTF-7 on its disk.
  private static func onDisk(_ name: String) -> String {
    name.replacingOccurrences(of: "Gönderilmiş Öğeler", with: "G&APY-nderilmi&AV8- &ANYBHw-eler")
  }

  /// `:2,` says that a message has no flags, as does a name that ends before it.
  private static func withoutNoFlags(_ state: [String: Data]) -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: state.map { ($0.key.hasSuffix(":2,") ? String($0.key.dropLast(3)) : $0.key, $0.value) })
  }

  @Test("comes to the same over STARTTLS and without TLS", arguments: [MailServer.Security.startTLS, .none])
  func otherSecurity(security: MailServer.Security) throws {
    let scene = try Scene()
    for number in 0..<3 { try scene.server.deliver(Self.message(number), to: "INBOX", number: number) }
    #expect(try scene.poll(scene.account(security)).captured == 3)
  }

  @Test("fetches only what is new, and copes with messages that are gone")
  func newAndGone() throws {
    let scene = try Scene()
    for number in 0..<5 { try scene.server.deliver(Self.message(number), to: "INBOX", number: number) }
    #expect(try scene.poll().captured == 5)
    // Whoever only examines a mailbox leaves its mail in `new`.
    let box = scene.server.path(of: "INBOX") + "/new"
    let first = try #require(try FileManager.default.contentsOfDirectory(atPath: box).sorted().first)
    try FileManager.default.removeItem(atPath: box + "/" + first)
    try scene.server.deliver(Self.message(5), to: "INBOX", number: 5)
    let summary = try scene.poll()
    #expect(summary.captured == 1)
    #expect(summary.sightings + summary.duplicates + summary.rejected == 0)
  }

  @Test("reads a mailbox anew whose UIDVALIDITY changed, without a second item")
  func uidValidity() throws {
    let scene = try Scene()
    for number in 0..<5 { try scene.server.deliver(Self.message(number), to: "INBOX", number: number) }
    #expect(try scene.poll().captured == 5)
    let box = scene.server.path(of: "INBOX")
    for name in try FileManager.default.contentsOfDirectory(atPath: box) where name.hasPrefix("dovecot") {
      try FileManager.default.removeItem(atPath: box + "/" + name)
    }
    // A new UIDVALIDITY is the time in seconds, or the old one and one.
    Thread.sleep(forTimeInterval: 1.1)
    let summary = try scene.poll()
    #expect(summary.captured == 0)
    #expect(summary.sightings == 5)
    #expect(try scene.poll().sightings == 0)
  }

  @Test("a message over which the server hangs up holds up no other, and comes when it can be had")
  func unreadableMessage() throws {
    let scene = try Scene()
    for number in 0..<6 { try scene.server.deliver(Self.message(number), to: "INBOX", number: number) }
    try scene.server.deliver(Self.message(9), to: "Projeler", number: 9)
    let box = scene.server.path(of: "INBOX") + "/new"
    let broken = box + "/" + (try FileManager.default.contentsOfDirectory(atPath: box).sorted()[2])
    try scene.server.takeAway(broken)
    let summary = try scene.poll()
    #expect(summary.captured == 6)
    #expect(summary.rejected == 1)
    try scene.server.giveBack(broken)
    #expect(try scene.poll().captured == 1)
    #expect(try scene.poll() == PollSummary.nothing(folders: 2))
  }

  @Test("a message of megabytes comes in byte for byte")
  func largeMessage() throws {
    let scene = try Scene()
    let text = Self.message(1) + String(repeating: "0123456789abcdef0123456789ABCDEF\n", count: 150_000)
    try scene.server.deliver(text, to: "INBOX", number: 1)
    #expect(try scene.poll().captured == 1)
    #expect(try scene.captured() == ["INBOX": [text]])
    let left = try FileManager.default.contentsOfDirectory(atPath: scene.archive.directory)
    #expect(!left.contains { $0.hasPrefix(".fetched") })
  }

  @Test("a wrong password, a certificate that is not trusted and a port where nobody listens are told apart")
  func failures() throws {
    let scene = try Scene()
    func code(_ account: MailboxAccount) -> MailboxesError.Code? {
      do {
        try scene.poll(account)
        return nil
      } catch {
        let text = "\(error)"
        #expect(!text.contains("falsch") && !text.contains(DovecotServer.password))
        return (error as? MailboxesError)?.code
      }
    }
    #expect(code(scene.account(secret: try scene.secretFile("falsch"))) == .refusedLogin)
    #expect(code(scene.account(certificate: "/etc/ssl/certs/ca-certificates.crt")) == .untrusted)
    #expect(code(scene.account(port: try DovecotServer.freePort())) == .unreachable)
    // Plain IMAP where TLS is expected.
    #expect(code(scene.account(.implicit, port: scene.server.plainPort)) == .noTLS)
    #expect(code(scene.account(secret: CredentialSource(.passwordFile, "/nowhere"))) == .noCredential)
    #expect(try scene.poll().captured == 0)
  }
}

extension PollSummary {
  fileprivate static func nothing(folders: Int) -> PollSummary {
    var summary = PollSummary()
    summary.folders = folders
    return summary
  }
}
