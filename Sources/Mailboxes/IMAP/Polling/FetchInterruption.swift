/// The connection broke while messages were fetched. Some servers hang up on a message that they can't read (Dovecot's
/// `imap_fetch_failure`): what lies behind it must not wait for ever.
struct FetchInterruption: Error {
  let cause: MailboxesError
  /// Whether a message came before it broke.
  let hasProgressed: Bool
  /// The first message that did not come.
  let next: IMAPUID?

  /// Nil for a failure of another kind.
  init?(_ error: any Error, asked: IMAPUIDSet, handedOut: IMAPUIDSet) {
    guard let cause = error as? MailboxesError else { return nil }
    if let underlying = cause.underlying {
      guard let underlying = underlying as? IMAPError, [.bye, .closed, .closedInsideResponse].contains(underlying.code)
      else { return nil }
    } else {
      guard cause.code == .disconnected else { return nil }
    }
    self.cause = cause
    hasProgressed = !handedOut.isEmpty
    next = asked.subtracting(handedOut).first
  }
}
