/// Where and how a mail server is reached.
public struct MailServer: Sendable, Hashable {
  public enum Security: String, Sendable, CaseIterable {
    /// TLS from the first byte (RFC 8314).
    case implicit
    /// The connection is secured before anybody logs in; a server that can't is refused.
    case startTLS = "starttls"
    case none
  }

  public var host: String
  public var port: UInt16
  public var security: Security
  /// Certificates that are trusted in place of the system's: a PEM file.
  public var certificateFile: String?

  public init(host: String, port: UInt16, security: Security, certificateFile: String? = nil) {
    self.host = host
    self.port = port
    self.security = security
    self.certificateFile = certificateFile
  }

  /// `imap.example.com:993`; an IPv6 address stands in brackets.
  public var name: String { "\(bracketedHost):\(port)" }

  /// Under what name its messages stand in the log: the same for both standard ports of IMAP (RFC 3501, RFC 8314), so that a change
  /// to TLS is no change of server.
  var sourceName: String {
    let host = bracketedHost.lowercased()
    return Self.standardPorts.contains(port) ? host : "\(host):\(port)"
  }

  private static let standardPorts: Set<UInt16> = [143, 993]

  var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  /// Reads `HOST`, `HOST:PORT` or `[IPv6]:PORT`.
  /// - Parameter standardPort: Where none is written.
  /// - Returns: Nil for what is no host, or no port.
  public static func endpoint(_ text: String, standardPort: UInt16) -> (host: String, port: UInt16)? {
    let host: Substring
    var rest: Substring
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<end]
      rest = text[text.index(after: end)...]
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
    } else {
      let colon = text.firstIndex(of: ":") ?? text.endIndex
      host = text[..<colon]
      rest = text[colon...]
      guard isHostName(host) else { return nil }
    }
    guard !rest.isEmpty else { return (String(host), standardPort) }
    guard rest.removeFirst() == ":", let port = UInt16(rest), port > 0 else { return nil }
    return (String(host), port)
  }

  /// Letters of any script, digits, hyphens and dots: nothing that could end the host in a URL.
  private static func isHostName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
  }
}
