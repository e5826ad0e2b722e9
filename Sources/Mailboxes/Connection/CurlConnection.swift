import CCurl
import Foundation

/// A connection to an IMAP server that libcurl has secured and logged in (`CURLOPT_CONNECT_ONLY`); what follows is ours. Used by
/// one thread at a time.
final class CurlConnection {
  private let handle: UnsafeMutableRawPointer
  private var socket: CInt = -1
  private let server: MailServer

  /// Seconds until a server has answered; for TLS and login together.
  private static let connectSeconds = 30

  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Throws: `unknownHost`, `unreachable`, `timeout`, `refusedLogin`, `untrusted`, `noTLS`, `disconnected`.
  init(_ server: MailServer, user: String, credential: Credential) throws(MailboxesError) {
    guard Self.isReady, let handle = curl_easy_init() else {
      throw MailboxesError(.unreachable, "libcurl can't be started: memory is short.")
    }
    (self.handle, self.server) = (handle, server)
    let scheme = server.security == .implicit ? "imaps" : "imap"
    set(CURLOPT_URL, "\(scheme)://\(server.bracketedHost):\(server.port)/")
    set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
    set(CURLOPT_USERNAME, user)
    switch credential {
    case .password(let password): set(CURLOPT_PASSWORD, password)
    case .token(let token):
      set(CURLOPT_XOAUTH2_BEARER, token)
      set(CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2")
    }
    set(CURLOPT_USE_SSL, server.security == .none ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let file = server.certificateFile { set(CURLOPT_CAINFO, file) }
    // What the environment says of proxies is meant for the web.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_CONNECTTIMEOUT, Self.connectSeconds)
    set(CURLOPT_TIMEOUT, Self.connectSeconds)
    set(CURLOPT_CONNECT_ONLY, 1)
    var result = curl_easy_perform(handle)
    if result == CURLE_AUTH_ERROR, case .password = credential {
      // libcurl prefers Kerberos where the server offers it, and does not fall back where we have no ticket.
      set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN")
      result = curl_easy_perform(handle)
    }
    guard result == CURLE_OK, evrak_curl_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
      throw Self.error(result, server, user: user)
    }
  }

  deinit { curl_easy_cleanup(handle) }

  private func set(_ option: CURLoption, _ value: String) { _ = evrak_curl_set_text(handle, option, value) }

  private func set(_ option: CURLoption, _ value: Int) { _ = evrak_curl_set_number(handle, option, value) }

  /// Sends all bytes.
  /// - Parameter seconds: how long the server may take none.
  func send(_ bytes: [UInt8], seconds: TimeInterval) throws(MailboxesError) {
    var sent = 0
    while sent < bytes.count {
      var count = 0
      let result = bytes.withUnsafeBytes {
        curl_easy_send(handle, $0.baseAddress.map { $0 + sent }, $0.count - sent, &count)
      }
      sent += count
      switch result {
      case CURLE_OK: continue
      case CURLE_AGAIN: try wait(for: POLLOUT, seconds: seconds)
      default: throw Self.error(result, server, user: "")
      }
    }
  }

  /// Receives what there is, and waits for it if need be.
  /// - Returns: Number of bytes; 0 where the server has closed the connection.
  func receive(into buffer: UnsafeMutableRawBufferPointer, seconds: TimeInterval) throws(MailboxesError) -> Int {
    while true {
      var count = 0
      // First, since TLS may hold bytes that the socket no longer has.
      let result = curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count)
      switch result {
      case CURLE_OK: return count
      case CURLE_AGAIN: try wait(for: POLLIN, seconds: seconds)
      default: throw Self.error(result, server, user: "")
      }
    }
  }

  private func wait(for events: CInt, seconds: TimeInterval) throws(MailboxesError) {
    var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while true {
      let left = max(0, deadline.timeIntervalSinceNow)
      let ready = poll(&waiting, 1, CInt(min(left * 1_000, Double(CInt.max / 2))))
      if ready > 0 { return }
      guard ready == 0 || errno == EINTR else {
        throw MailboxesError(
          .disconnected, "The connection to \(server.name) broke: \(String(cString: strerror(errno))).")
      }
      guard ready != 0 else {
        throw MailboxesError(
          .timeout, "\(server.name) has said nothing for \(Int(seconds)) seconds; it is asked again later.")
      }
    }
  }

  private static func error(_ code: CURLcode, _ server: MailServer, user: String) -> MailboxesError {
    let name = server.name
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return MailboxesError(.unknownHost, "There is no host \(server.host); check the account's server.")
    case CURLE_COULDNT_CONNECT:
      return MailboxesError(
        .unreachable, "Nobody answers at \(name); check host and port, and whether the server runs.")
    case CURLE_OPERATION_TIMEDOUT:
      return MailboxesError(
        .timeout, "\(name) did not answer within \(connectSeconds) seconds; it is asked again later.")
    case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
      return MailboxesError(.refusedLogin, "\(name) refuses the user \(user) or the password; check both.")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
      return MailboxesError(
        .untrusted, "The certificate of \(name) is not trusted; give its authority with --ca, or have it renewed.")
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR:
      return MailboxesError(
        .noTLS, "\(name) can't secure the connection as \(server.security.rawValue); check --tls and the port.")
    default:
      return MailboxesError(
        .disconnected, "The connection to \(name) broke: \(String(cString: curl_easy_strerror(code))).")
    }
  }
}
