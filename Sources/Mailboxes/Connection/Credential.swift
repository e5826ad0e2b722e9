import Foundation

/// What proves to a server that we may read the mailbox. Never printed, logged or stored in the archive.
public enum Credential: Sendable {
  case password(String)
  /// An OAuth 2 access token (RFC 7628).
  case token(String)
}

/// Where the secret of an account comes from; this, not the secret, stands in the account's settings.
public struct CredentialSource: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The first line of a file.
    case passwordFile = "password_file"
    /// A variable of the environment.
    case passwordVariable = "password_variable"
    /// The first line that a command prints.
    case passwordCommand = "password_command"
    /// The same, of an OAuth 2 access token.
    case tokenCommand = "token_command"
  }

  public let kind: Kind
  /// Path, name of the variable, or command line for `/bin/sh`.
  public let place: String

  public init(_ kind: Kind, _ place: String) {
    self.kind = kind
    self.place = place
  }

  /// Bytes of a secret (64 KiB); some tokens have kilobytes.
  private static let longest = 64 << 10
  /// What a command may take, in seconds.
  private static let patience: TimeInterval = 30

  /// Fetches the secret anew: passwords change, tokens expire.
  /// - Throws: `noCredential`.
  public func credential() throws(MailboxesError) -> Credential {
    switch kind {
    case .passwordFile: .password(try file())
    case .passwordVariable: .password(try variable())
    case .passwordCommand: .password(try output())
    case .tokenCommand: .token(try output())
    }
  }

  private func file() throws(MailboxesError) -> String {
    guard let handle = FileHandle(forReadingAtPath: place),
      let bytes = try? handle.read(upToCount: Self.longest)
    else {
      throw MailboxesError(
        .noCredential, "The password file \(place) can't be read; check the path and whether this user may read it.")
    }
    return try firstLine(bytes, of: "The password file \(place)")
  }

  private func variable() throws(MailboxesError) -> String {
    guard let value = ProcessInfo.processInfo.environment[place], !value.isEmpty else {
      throw MailboxesError(.noCredential, "The environment has no \(place), which is to hold the password; set it.")
    }
    return value
  }

  private func output() throws(MailboxesError) -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", place]
    process.environment = Self.environmentForCommands
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    do {
      try process.run()
    } catch {
      throw MailboxesError(.noCredential, "The command for the password can't be run: \(error).", underlying: error)
    }
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    let bytes = Self.read(pipe.fileHandleForReading.fileDescriptor, until: deadline)
    while bytes != nil, process.isRunning, Date() < deadline { usleep(2_000) }
    guard let bytes, !process.isRunning else {
      // The command leads a group of its own; it may have signals blocked, but not this one.
      let pid = process.processIdentifier
      if pid > 0 {
        kill(-pid, SIGKILL)
        kill(pid, SIGKILL)
      }
      throw MailboxesError(
        .noCredential, "The command for the password did not end within \(Int(Self.patience)) seconds; run it by hand.")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw MailboxesError(
        .noCredential, "The command for the password failed with status \(process.terminationStatus); run it by hand.")
    }
    return try firstLine(bytes, of: "The command for the password")
  }

  /// What the command has no business with: the archive's keys.
  private static var environmentForCommands: [String: String] {
    ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("EVRAK_") }
  }

  /// All that is written to a pipe, up to `longest` bytes; nil where it is not closed in time.
  private static func read(_ descriptor: CInt, until deadline: Date) -> Data? {
    var bytes = Data()
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < longest {
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else { return nil }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, CInt(left * 1_000) + 1) > 0 else { continue }
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  private func firstLine(_ bytes: Data, of origin: String) throws(MailboxesError) -> String {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    guard let text = String(validating: line, as: UTF8.self), !text.isEmpty, !text.utf8.contains(0) else {
      throw MailboxesError(.noCredential, "\(origin) gives no password in its first line; put one there.")
    }
    return text
  }
}
