/// What follows from a response for the session.
extension IMAPSession {
  /// - Returns: `nil` where there is nothing to tell.
  func event(of response: IMAPResponse) throws(IMAPError) -> IMAPEvent? {
    if base == .greeting { return try greeting(response) }
    switch response {
    case .tagged(let tag, let status): return try completion(of: tag, status)
    case .continuation: return try continuation()
    case .status(let status):
      try apply(status)
    case .capability(let capabilities): learn(capabilities)
    case .enabled(let names):
      enabled.formUnion(names)
      if enabled.contains("UTF8=ACCEPT") { reader.nameForm = .utf8 }
    case .flags: opensMailbox()
    case .exists(let count):
      // With QRESYNC the server says [CLOSED] first (RFC 7162 §3.2.11); what comes before is news of the mailbox before.
      if examined == nil || !enabled.contains("QRESYNC") { opensMailbox() }
      examined?.exists = count
    case .expunge:
      // More than there are: the next EXISTS puts it right, and nothing else depends on it.
      if let exists = examined?.exists, exists > 0 { examined?.exists = exists - 1 }
    case .vanished(let uids, let isEarlier):
      if isEarlier {
        opensMailbox()
      } else if let exists = examined?.exists {
        examined?.exists = UInt32(UInt64(exists) - min(UInt64(exists), uids.count))
      }
    case .bodyBegins(let body):
      if let uid = body.uid { try checkAsked(uid) }
    case .fetch(let fetch):
      if let uid = fetch.uid {
        if fetch.bodies > 0 { try checkAsked(uid) }
        if let next = examined?.uidNext, uid >= next, let after = IMAPUID(uid.rawValue &+ 1) {
          examined?.uidNext = after
        }
      }
    case .search(let found):
      guard found.isByUID || found.uids.isEmpty else {
        throw IMAPError(.malformed, "a search for UIDs found something else")
      }
    case .list, .mailboxStatus, .namespaces, .identity, .recent, .bodyPiece, .bodyEnds, .other: break
    }
    return .response(response)
  }

  private func greeting(_ response: IMAPResponse) throws(IMAPError) -> IMAPEvent {
    guard case .status(let status) = response else {
      throw IMAPError(.noGreeting, "its first line is no status")
    }
    switch status.condition {
    case .ok: base = .notAuthenticated
    case .preauthenticated: base = .authenticated
    case .bye: try end(status)
    case .no, .bad: throw IMAPError(.noGreeting, "“\(ResponseExcerpt.text(status.text))”")
    }
    if case .capability(let capabilities) = status.code { learn(capabilities) }
    return .greeting(status)
  }

  private func learn(_ capabilities: IMAPCapabilities) {
    self.capabilities = capabilities
    knowsCapabilities = true
  }

  private func end(_ status: IMAPStatus) throws(IMAPError) {
    throw IMAPError(.bye, ResponseExcerpt.text(status.text, length: 200))
  }

  private func completion(of tag: String, _ status: IMAPStatus) throws(IMAPError) -> IMAPEvent {
    guard let place = commands.firstIndex(where: { $0.isStarted && $0.tag.description == tag }) else {
      throw IMAPError(.unexpectedTag, "“\(ResponseExcerpt.text(tag))”")
    }
    let command = commands.remove(at: place)
    outgoing.drop(command.tag)
    if case .examine = command.command, status.condition == .ok { opensMailbox(isComplete: true) }
    try apply(status, isUntagged: false)
    switch command.command {
    case .examine:
      if status.condition == .ok {
        examined?.isOpen = true
        if status.code == .readOnly { examined?.isReadOnly = true }
      } else {
        // RFC 3501 §6.3.1: no mailbox is open then, the one before neither.
        examined = nil
        opening = nil
      }
    case .idle:
      isIdling = false
      isIdleEnding = false
    case .logout:
      if status.condition == .ok { base = .loggedOut }
    default: break
    }
    return .completed(command.tag, command.command, status)
  }

  private func continuation() throws(IMAPError) -> IMAPEvent? {
    if !isIdling, let idle = commands.first(where: { $0.command == .idle }), idle.isStarted {
      isIdling = true
      if outgoing.isAwaitingServer { _ = outgoing.serverAsks() }
      return .idling
    }
    guard outgoing.serverAsks() != nil else { throw IMAPError(.unexpectedContinuation) }
    return nil
  }

  private func apply(_ status: IMAPStatus, isUntagged: Bool = true) throws(IMAPError) {
    if status.condition == .bye {
      guard commands.contains(where: { $0.command == .logout && $0.isStarted }) else { return try end(status) }
      hasSaidGoodbye = true
    }
    // At the end of a command it is about the mailbox of that command.
    func beginOpening() { if isUntagged { opensMailbox() } }
    switch status.code {
    case .capability(let capabilities): learn(capabilities)
    case .closed:
      examined = nil
      opensMailbox()
    case .uidValidity(let validity):
      beginOpening()
      if let known = examined?.uidValidity, known != validity {
        throw IMAPError(.uidValidityChanged, "UIDVALIDITY was \(known) and is \(validity)")
      }
      examined?.uidValidity = validity
    case .uidNext(let uid):
      beginOpening()
      examined?.uidNext = uid
    case .highestModSeq(let modSeq):
      beginOpening()
      // Also where it is lower than before: the server then holds back what it has not told yet.
      examined?.highestModSeq = modSeq
    case .noModSeq:
      beginOpening()
      examined?.highestModSeq = nil
    case .permanentFlags: beginOpening()
    case .uidNotSticky:
      beginOpening()
      examined?.areUIDsTransient = true
    default: break
    }
  }

  /// What a server says while a mailbox is opened is about that one from the first word on that only EXAMINE brings, or
  /// that it brings anew (RFC 3501 §6.3.1). Until then it may still speak of the mailbox before.
  private func opensMailbox(isComplete: Bool = false) {
    guard let opening, isComplete || commands.contains(where: \.isExamining) else { return }
    examined = opening
    self.opening = nil
  }

  private func checkAsked(_ uid: IMAPUID) throws(IMAPError) {
    for case .uidFetch(let request) in commands.lazy.filter(\.isStarted).map(\.command)
    where request.asksForBodies && request.covers(uid) {
      return
    }
    throw IMAPError(.bodyNotAskedFor, "\(uid)")
  }
}

extension IMAPSession.Command {
  /// Whether the server may be opening a mailbox for it.
  var isExamining: Bool {
    if case .examine = command { isStarted } else { false }
  }

  var isEnabling: Bool {
    if case .enable = command { true } else { false }
  }
}
