import Foundation
import Testing

/// A real IMAP server on loopback, on free ports, with all its files below one folder; it is stopped when this goes.
final class DovecotServer {
  let folder: String
  let plainPort: UInt16
  let securePort: UInt16
  private let process = Process()

  static let password = "gizli söz"
  static let user = "info@example.com"

  /// The reason why there can be none here, or nil.
  static let absence: String? = {
    for program in ["/usr/sbin/dovecot", "/usr/bin/openssl", "/usr/bin/python3"]
    where !FileManager.default.isExecutableFile(atPath: program) {
      return "\(program) is not installed (Debian's dovecot-imapd, openssl and python3)"
    }
    return nil
  }()

  init() throws {
    // Sockets have short names.
    var template = Array("/tmp/evrak-dovecot-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    chmod(folder, 0o755)
    (plainPort, securePort) = (try Self.freePort(), try Self.freePort())
    try FileManager.default.createDirectory(atPath: mailFolder, withIntermediateDirectories: true)
    try Self.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem", "-out", certificate,
      ])
    try configuration.write(toFile: folder + "/dovecot.conf", atomically: true, encoding: .utf8)
    try Self.own(mailFolder)
    // A thread of a test run has signals blocked, and what it starts would have them blocked, too: Dovecot could not be stopped.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])",
      "/usr/sbin/dovecot", "-F", "-c", folder + "/dovecot.conf",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntilItListens()
  }

  deinit {
    // Not `waitUntilExit`, which waits for the server's own children as well.
    let pid = process.processIdentifier
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard pid > 0 else { return }
    kill(pid, SIGTERM)
    var status: CInt = 0
    for turn in 0..<100 where waitpid(pid, &status, WNOHANG) == 0 {
      if turn == 80 { kill(pid, SIGKILL) }
      usleep(50_000)
    }
  }

  var certificate: String { folder + "/cert.pem" }
  var mailFolder: String { folder + "/mail" }

  /// What the server has logged.
  var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

  private static var isRoot: Bool { geteuid() == 0 }
  private static var account: String { isRoot ? "mail" : NSUserName() }

  private var configuration: String {
    """
    protocols = imap
    listen = 127.0.0.1
    base_dir = \(folder)/run
    state_dir = \(folder)/run
    log_path = \(folder)/log
    auth_mechanisms = plain
    ssl = yes
    ssl_cert = <\(certificate)
    ssl_key = <\(folder)/key.pem
    disable_plaintext_auth = no
    mail_location = maildir:\(mailFolder)/%u:LAYOUT=fs:INBOX=\(mailFolder)/%u/INBOX
    first_valid_uid = 1
    first_valid_gid = 1
    default_internal_user = \(Self.isRoot ? "dovecot" : Self.account)
    default_login_user = \(Self.isRoot ? "dovenull" : Self.account)
    passdb {
      driver = passwd-file
      args = scheme=plain \(folder)/users
    }
    userdb {
      driver = static
      args = uid=\(Self.account) gid=\(Self.isRoot ? "mail" : String(getgid())) home=\(mailFolder)/%u
    }
    service imap-login {
      inet_listener imap {
        port = \(plainPort)
      }
      inet_listener imaps {
        port = \(securePort)
        ssl = yes
      }
    }
    namespace inbox {
      inbox = yes
      separator = /
    }

    """
  }

  private func waitUntilItListens() throws {
    try "\(Self.user):\(Self.password)\n".write(toFile: folder + "/users", atomically: true, encoding: .utf8)
    chmod(folder + "/users", 0o644)
    for _ in 0..<200 {
      if Self.accepts(plainPort), Self.accepts(securePort) { return }
      usleep(50_000)
    }
    Issue.record("Dovecot did not start: \(log)")
    throw POSIXError(.ETIMEDOUT)
  }

  // MARK: Mail

  /// Puts a message into a folder as a delivering program does.
  func deliver(_ message: String, to name: String, number: Int) throws {
    let box = path(of: name)
    for part in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(atPath: "\(box)/\(part)", withIntermediateDirectories: true)
    }
    let unique = "\(1_700_000_000 + number).M\(number).test"
    try message.write(toFile: "\(box)/tmp/\(unique)", atomically: false, encoding: .utf8)
    try Self.own(mailFolder)
    try FileManager.default.moveItem(atPath: "\(box)/tmp/\(unique)", toPath: "\(box)/new/\(unique)")
  }

  /// Makes a message unreadable for the server, and readable again.
  func takeAway(_ path: String) throws {
    if Self.isRoot { try Self.run("/bin/chown", ["root", path]) }
    chmod(path, Self.isRoot ? 0o600 : 0)
  }

  func giveBack(_ path: String) throws {
    chmod(path, 0o600)
    try Self.own(mailFolder)
  }

  func path(of name: String) -> String { "\(mailFolder)/\(Self.user)/\(name)" }

  /// Names and contents of all messages: flags stand in the names.
  func state() throws -> [String: Data] {
    var state: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: mailFolder) ?? .init() {
      let parent = ((name as NSString).deletingLastPathComponent as NSString).lastPathComponent
      guard parent == "new" || parent == "cur" else { continue }
      // The server moves what it has seen from new to cur; flags and bytes are what counts.
      state[(name as NSString).lastPathComponent] = FileManager.default.contents(atPath: mailFolder + "/" + name)
    }
    return state
  }

  // MARK: System

  private static func own(_ folder: String) throws {
    guard isRoot else { return }
    try run("/bin/chown", ["-R", "\(account):mail", folder])
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EIO) }
  }

  static func freePort() throws -> UInt16 {
    try withSocket { socket, address in
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutablePointer(to: &address) {
        _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
      }
      return UInt16(bigEndian: address.sin_port)
    }
  }

  private static func accepts(_ port: UInt16) -> Bool {
    (try? withSocket { socket, address in
      address.sin_port = port.bigEndian
      return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      } == 0
    }) ?? false
  }

  private static func withSocket<Result>(_ body: (CInt, inout sockaddr_in) throws -> Result) throws -> Result {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw POSIXError(.EMFILE) }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return try body(socket, &address)
  }
}
