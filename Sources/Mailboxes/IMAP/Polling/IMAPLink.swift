import Foundation

/// A session over a connection: commands go out, events come in, on the thread that asks.
final class IMAPLink {
  let session = IMAPSession(state: .authenticated)
  let server: MailServer
  private let connection: CurlConnection
  private let buffer: UnsafeMutableRawBufferPointer

  /// Bytes that are received at once (256 KiB).
  private static let bufferBytes = 256 << 10
  /// Seconds that a server may be silent while it owes an answer.
  private static let patience: TimeInterval = 120

  init(_ server: MailServer, user: String, credential: Credential) throws(MailboxesError) {
    self.server = server
    connection = try CurlConnection(server, user: user, credential: credential)
    buffer = .allocate(byteCount: Self.bufferBytes, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Sends what is to be sent and takes in what comes until `isDone`.
  func exchange(until isDone: () -> Bool, _ tell: (IMAPEvent) throws -> Void) throws {
    while !isDone() {
      let outgoing = session.takeOutgoingBytes()
      if !outgoing.isEmpty { try connection.send(outgoing, seconds: Self.patience) }
      let count = try connection.receive(into: buffer, seconds: Self.patience)
      guard count > 0 else {
        try understood { () throws(IMAPError) in try session.connectionClosed() }
        throw MailboxesError(.disconnected, "\(server.name) closed the connection; it is asked again later.")
      }
      var input = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      while let event = try understood({ () throws(IMAPError) in try session.next(&input) }) { try tell(event) }
    }
  }

  /// Runs one command to its end.
  /// - Throws: `refused` where the server answers NO or BAD.
  func run(_ command: IMAPCommand, _ tell: (IMAPResponse) throws -> Void = { _ in }) throws {
    let tag = try understood { () throws(IMAPError) in try session.submit(command) }
    var outcome: IMAPStatus?
    try exchange(until: { outcome != nil }) { event in
      switch event {
      case .response(let response): try tell(response)
      case .completed(tag, _, let status): outcome = status
      default: break
      }
    }
    if let outcome { try check(outcome, of: command) }
  }

  func check(_ status: IMAPStatus, of command: IMAPCommand) throws(MailboxesError) {
    guard status.condition == .ok else {
      throw MailboxesError(.refused, "\(server.name) refuses \(command.verb): \(status.text.prefix(200)).")
    }
  }

  func understood<Value>(_ body: () throws(IMAPError) -> Value) throws(MailboxesError) -> Value {
    do throws(IMAPError) {
      return try body()
    } catch {
      throw MailboxesError(.refused, "\(server.name): \(error.description)", underlying: error)
    }
  }
}

extension IMAPCommand {
  /// What the command does, for a sentence.
  var verb: String {
    switch self {
    case .capability, .id, .enable, .noop, .notify, .logout: "to say what it offers"
    case .list: "to name the folders"
    case .examine(let name, _): "to open the folder “\(name)”"
    case .status(let name, _): "to tell the state of the folder “\(name)”"
    case .uidSearch: "to list the messages"
    case .uidFetch: "to hand out messages"
    case .idle: "to wait for news"
    }
  }
}
