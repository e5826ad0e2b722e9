/// An IMAP connection without the connection (RFC 3501): bytes of the server go in, events come out; commands go in, bytes
/// for the server come out. No socket, no clock, no thread: it must be used by one thread at a time.
///
///     var input = received
///     while let event = try session.next(&input) {
///       switch event {
///       case .response(.bodyBegins(let body)): …
///       case .response(.bodyPiece(let bytes)): …   // valid until the next call
///       case .completed(let tag, _, let status): …
///       default: break
///       }
///     }
///     try send(session.takeOutgoingBytes())
///
/// An error means that server and session no longer understand each other, or that the server has gone: every later call
/// fails with the same error. Errors of `submit` and `endIdle` leave the session as it was.
public final class IMAPSession {
  public enum State: Sendable, Hashable {
    case greeting, notAuthenticated, authenticated
    /// A mailbox is being opened or is open; see `examined`.
    case examined
    case idling
    case loggedOut
  }

  struct Command {
    let tag: IMAPTag
    let command: IMAPCommand
    var isStarted = false
  }

  /// What the server offers, as it last said; empty until it has said so.
  public internal(set) var capabilities = IMAPCapabilities()
  /// Whether the server has said what it offers.
  public internal(set) var knowsCapabilities = false
  /// What was switched on.
  public internal(set) var enabled = IMAPCapabilities()
  public internal(set) var examined: IMAPExaminedMailbox?

  let limits: IMAPLimits
  var reader: IMAPResponseReader
  var outgoing = OutgoingQueue()
  var commands: [Command] = []
  var base: State
  /// The mailbox that EXAMINE asks for, while the server may still speak of the one before.
  var opening: IMAPExaminedMailbox?
  var isIdling = false
  /// Whether DONE was written, or will be as soon as the server listens.
  var isIdleEnding = false
  /// Whether the server has said BYE when it was asked to.
  var hasSaidGoodbye = false
  private var lastTag: UInt64 = 0
  private var failure: IMAPError?

  /// - Parameter state: `.greeting` at the start of a connection; `.authenticated` where somebody else, such as libcurl,
  ///   has already read the greeting and logged in.
  public init(state: State = .greeting, limits: IMAPLimits = IMAPLimits()) {
    base = state
    self.limits = limits
    reader = IMAPResponseReader(limits: limits)
  }

  public var state: State {
    if base == .loggedOut { return .loggedOut }
    if isIdling { return .idling }
    return base == .authenticated && examined != nil ? .examined : base
  }

  /// Commands that are not over, the oldest first.
  public var outstanding: [IMAPTag] { commands.map(\.tag) }

  /// Takes bytes of the server from the front of the input until there is something to tell.
  /// - Returns: `nil` when the input is used up.
  public func next(_ input: inout UnsafeRawBufferPointer) throws(IMAPError) -> IMAPEvent? {
    if let failure { throw failure }
    while true {
      guard base != .loggedOut else {
        // Whatever follows the end means nothing.
        input = UnsafeRawBufferPointer(start: nil, count: 0)
        return nil
      }
      do throws(IMAPError) {
        guard let response = try reader.next(&input) else { return nil }
        if let event = try event(of: response) { return event }
      } catch {
        failure = error
        throw error
      }
    }
  }

  /// Tells all that follows from bytes of the server.
  ///
  /// The closure may give commands.
  /// - Throws: `IMAPError`, or what the closure throws; after the latter, what was not told yet is lost.
  public func receive(_ bytes: UnsafeRawBufferPointer, _ tell: (IMAPEvent) throws -> Void) throws {
    var input = bytes
    while let event = try next(&input) { try tell(event) }
  }

  /// The server has closed the connection.
  /// - Throws: an error unless that was agreed by LOGOUT.
  public func connectionClosed() throws(IMAPError) {
    if let failure { throw failure }
    guard base != .loggedOut, !hasSaidGoodbye else { return }
    let error =
      reader.isInsideBody
      ? IMAPError(.closedInsideResponse, "a message is incomplete")
      : reader.isInsideResponse ? IMAPError(.closedInsideResponse, "a line is incomplete") : IMAPError(.closed)
    failure = error
    throw error
  }

  /// Gives a command. Several may be under way at once; the server answers them in any order.
  public func submit(_ command: IMAPCommand) throws(IMAPError) -> IMAPTag {
    if let failure { throw failure }
    try checkState(for: command)
    guard commands.count < limits.maximumCommands else {
      throw IMAPError(.tooManyCommands, "\(commands.count)")
    }
    let tag = IMAPTag(number: lastTag + 1)
    let writer = CommandWriter(offered: capabilities, enabled: enabled, limits: limits)
    let parts = try writer.parts(of: command, tag: tag.description)
    lastTag += 1
    outgoing.append(parts, tag: tag)
    commands.append(Command(tag: tag, command: command))
    if case .examine(let name, _) = command { opening = IMAPExaminedMailbox(name: name) }
    if case .idle = command { isIdleEnding = false }
    return tag
  }

  /// Ends IDLE. Commands may follow at once.
  public func endIdle() throws(IMAPError) {
    guard let idle = commands.first(where: { $0.command == .idle }), !isIdleEnding else {
      throw IMAPError(.wrongState, "IDLE is not under way")
    }
    isIdleEnding = true
    outgoing.append(ending: Array("DONE\r\n".utf8), tag: idle.tag, awaitsServer: !isIdling)
  }

  /// What is to be sent now, once; empty when nothing is, or when the server has to speak first.
  public func takeOutgoingBytes() -> [UInt8] {
    var started: Set<IMAPTag> = []
    let bytes = outgoing.takeBytes { started.insert($0) }
    for place in commands.indices where started.contains(commands[place].tag) { commands[place].isStarted = true }
    return bytes
  }

  private func checkState(for command: IMAPCommand) throws(IMAPError) {
    let isIdleUnderWay = commands.contains { $0.command == .idle } && !isIdleEnding
    guard !isIdleUnderWay else { throw IMAPError(.wrongState, "IDLE must be ended first") }
    guard !commands.contains(where: { $0.command == .logout }), base != .loggedOut else {
      throw IMAPError(.wrongState, "the session is over")
    }
    switch command {
    case .capability, .noop, .id, .logout:
      guard base != .greeting else { throw IMAPError(.wrongState, "the server has not greeted yet") }
      return
    default:
      // It changes how names are written.
      guard !commands.contains(where: \.isEnabling) else {
        throw IMAPError(.wrongState, "extensions are being switched on")
      }
    }
    switch command {
    case .capability, .noop, .id, .logout: break
    case .enable:
      guard base == .authenticated, examined == nil, opening == nil else {
        throw IMAPError(.wrongState, "extensions are switched on after the login and before a mailbox is opened")
      }
    case .list, .status, .notify:
      guard base == .authenticated else { throw IMAPError(.wrongState, "nobody is logged in") }
    case .idle:
      guard base == .authenticated else { throw IMAPError(.wrongState, "nobody is logged in") }
      guard !commands.contains(where: { $0.command == .idle }) else {
        throw IMAPError(.wrongState, "the IDLE before is not over")
      }
    case .examine:
      guard base == .authenticated else { throw IMAPError(.wrongState, "nobody is logged in") }
      let isBusy = commands.contains { command in
        if case .examine = command.command { return true }
        return command.command.needsMailbox || command.command == .idle
      }
      guard !isBusy else { throw IMAPError(.wrongState, "commands about the mailbox that is open are under way") }
    case .uidSearch, .uidFetch:
      guard base == .authenticated, examined != nil || opening != nil else {
        throw IMAPError(.wrongState, "no mailbox is open")
      }
    }
  }
}

/// It has no lock.
@available(*, unavailable)
extension IMAPSession: Sendable {}
