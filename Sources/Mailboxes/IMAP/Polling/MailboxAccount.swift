/// A mailbox of ours on an IMAP server.
public struct MailboxAccount: Sendable {
  /// The address that names the account.
  public let name: String
  public let owner: String
  public let server: MailServer
  public let user: String
  public let secret: CredentialSource

  private enum Key {
    static let host = "imap.host"
    static let port = "imap.port"
    static let security = "imap.tls"
    static let certificates = "imap.ca"
    static let user = "imap.user"
    static let secret = "imap."
  }

  public init(name: String, owner: String, server: MailServer, user: String, secret: CredentialSource) {
    self.name = name
    self.owner = owner
    self.server = server
    self.user = user
    self.secret = secret
  }

  /// Reads the settings of an account.
  /// - Returns: Nil where it has no server.
  /// - Throws: `badSettings`.
  public init?(name: String, owner: String, settings: [String: String]) throws(MailboxesError) {
    guard let host = settings[Key.host] else { return nil }
    guard let port = settings[Key.port].flatMap({ UInt16($0) }),
      let security = settings[Key.security].flatMap({ MailServer.Security(rawValue: $0) }),
      let user = settings[Key.user],
      let secret = CredentialSource.Kind.allCases.lazy.compactMap({ kind in
        settings[Key.secret + kind.rawValue].map { CredentialSource(kind, $0) }
      }).first
    else {
      throw MailboxesError(
        .badSettings, "The settings of \(name) are incomplete; give all of them again with `evrak accounts edit`.")
    }
    self.init(
      name: name, owner: owner,
      server: MailServer(host: host, port: port, security: security, certificateFile: settings[Key.certificates]),
      user: user, secret: secret)
  }

  /// The account's connection as settings, to be recorded; the secret is not among them.
  public var settings: [String: String] {
    var settings = [
      Key.host: server.host, Key.port: String(server.port), Key.security: server.security.rawValue, Key.user: user,
      Key.secret + secret.kind.rawValue: secret.place,
    ]
    settings[Key.certificates] = server.certificateFile
    return settings
  }

  public static func hasServer(_ settings: [String: String]) -> Bool { settings[Key.host] != nil }

  /// Whether a setting is one of these, and replaced with them.
  public static func isConnection(_ key: String) -> Bool { key.hasPrefix(Key.secret) }
}
