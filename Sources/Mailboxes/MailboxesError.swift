/// What went wrong with a mail server or the settings of an account, in one sentence for the user. It never holds a secret.
public struct MailboxesError: Error, Sendable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The settings of the account are incomplete or contradict each other.
    case badSettings
    /// The password or token can't be had.
    case noCredential
    case unknownHost
    case unreachable
    /// Nothing came for too long.
    case timeout
    /// The server does not take the user or the password.
    case refusedLogin
    /// The server's certificate is none that is trusted.
    case untrusted
    /// TLS could not be agreed on.
    case noTLS
    /// The connection broke.
    case disconnected
    /// The server broke the protocol, or answered a command with NO or BAD.
    case refused
    /// A message could not be kept until it was appended.
    case storage
  }

  public let code: Code
  public let message: String
  public let underlying: (any Error)?

  public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.underlying = underlying
  }

  public var description: String { message }
}
