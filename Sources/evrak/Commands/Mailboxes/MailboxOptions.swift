public import ArgumentParser
import Foundation
public import Mailboxes

/// How the server of a mailbox is reached; part of `accounts add` and `accounts edit`.
struct MailboxOptions: ParsableArguments {
  @Option(name: .long, help: "Its IMAP server, HOST or HOST:PORT, which `evrak poll` then watches.")
  var imap: String?
  @Option(name: .long, help: "implicit (port 993), starttls or none (port 143).")
  var tls: MailServer.Security?
  @Option(name: .long, help: "Who logs in; by default the account's address.")
  var user: String?
  @Option(name: .long, help: "A file whose first line is the password.", completion: .file())
  var passwordFile: String?
  @Option(name: .long, help: "A variable of the environment that holds the password.")
  var passwordVariable: String?
  @Option(name: .long, help: "A command that prints the password, run by /bin/sh.")
  var passwordCommand: String?
  @Option(name: .long, help: "A command that prints an OAuth 2 access token.")
  var tokenCommand: String?
  @Option(name: .customLong("ca"), help: "Certificates to trust in place of the system's (PEM).", completion: .file())
  var certificates: String?

  private static let securePort: UInt16 = 993
  private static let plainPort: UInt16 = 143

  private var secrets: [CredentialSource] {
    [
      passwordFile.map { CredentialSource(.passwordFile, Paths.absolute($0)) },
      passwordVariable.map { CredentialSource(.passwordVariable, $0) },
      passwordCommand.map { CredentialSource(.passwordCommand, $0) },
      tokenCommand.map { CredentialSource(.tokenCommand, $0) },
    ].compactMap { $0 }
  }

  var isEmpty: Bool { imap == nil && tls == nil && user == nil && secrets.isEmpty && certificates == nil }

  func validate() throws {
    guard secrets.count <= 1 else {
      throw ValidationError("The password can come from one place only; give one of the options for it.")
    }
  }

  /// The connection as told, what is not told being as it was.
  /// - Returns: Nil where nothing is told of a server.
  func mailbox(_ account: String, owner: String, known: MailboxAccount?) throws -> MailboxAccount? {
    guard !isEmpty else { return nil }
    let security = tls ?? known?.server.security ?? .implicit
    let standardPort = security == .implicit ? Self.securePort : Self.plainPort
    let endpoint: (host: String, port: UInt16)
    if let imap {
      guard let read = MailServer.endpoint(imap, standardPort: standardPort) else {
        throw Failure(
          status: Failure.usage, message: "\(printable(imap)) is no server; write it as imap.example.com or HOST:PORT.")
      }
      endpoint = read
    } else if let known {
      let isStandard = [Self.securePort, Self.plainPort].contains(known.server.port)
      endpoint = (known.server.host, isStandard ? standardPort : known.server.port)
    } else {
      throw Failure(status: Failure.usage, message: "Say which server it is: --imap HOST:PORT.")
    }
    guard account.contains("@") else {
      throw Failure(
        status: Failure.usage, message: "\(printable(account)) is a line; only a mailbox has an IMAP server.")
    }
    guard let secret = secrets.first ?? known?.secret else {
      throw Failure(
        status: Failure.usage,
        message: "Say where the password comes from: --password-file, --password-variable or --password-command.")
    }
    return MailboxAccount(
      name: account, owner: owner,
      server: MailServer(
        host: endpoint.host, port: endpoint.port, security: security,
        certificateFile: certificates.map { Paths.absolute($0) } ?? known?.server.certificateFile),
      user: user ?? known?.user ?? account, secret: secret)
  }
}

extension MailServer.Security: ExpressibleByArgument {}
