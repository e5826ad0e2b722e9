/// What a server said that can't be right, or what can't be asked of it. After an error of a server's making the
/// connection is out of step and has to be given up.
public struct IMAPError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable, CaseIterable {
    /// A response is longer than `IMAPLimits.maximumResponseBytes`.
    case responseTooLong
    /// A literal that is no body is longer than `IMAPLimits.maximumLiteralBytes`, or its length is no 63-bit number.
    case literalTooLarge
    /// Parentheses are nested deeper than `IMAPLimits.maximumDepth`.
    case nestingTooDeep
    /// A list, a set of UIDs or a FETCH has more entries than `IMAPLimits` allows.
    case tooManyItems
    /// A response breaks the grammar of RFC 3501 §9 and its extensions.
    case malformed
    /// A UID is 0, above 2^32 - 1, or no number.
    case invalidUID
    /// One FETCH response gives two UIDs, or a body and no UID.
    case contradictoryUID
    /// A body came of a message that was not asked for.
    case bodyNotAskedFor
    /// A command was completed that is not under way.
    case unexpectedTag
    /// The server asks for more where nothing waits to be sent.
    case unexpectedContinuation
    /// The first line is no greeting.
    case noGreeting
    /// UIDVALIDITY changed while the mailbox was open.
    case uidValidityChanged
    /// The server said BYE, and was not asked to.
    case bye
    /// The connection ended between two responses.
    case closed
    /// The connection ended inside a response or a body.
    case closedInsideResponse
    /// The command is not allowed in the session's state.
    case wrongState
    /// The command needs an extension that the server doesn't offer, or that is not enabled.
    case notOffered
    /// The command's line would be longer than `IMAPLimits.maximumCommandBytes`.
    case commandTooLong
    /// More commands would be under way than `IMAPLimits.maximumCommands`.
    case tooManyCommands
    /// A mailbox name or another text can't be sent: it has a NUL or a line end, or is too long.
    case unsendableText
    /// A set of UIDs is empty where one has to be named, or its text is no set.
    case invalidUIDSet
  }

  public let code: Code
  /// What and where, for the sentence.
  public let context: String

  public init(_ code: Code, _ context: String = "") {
    self.code = code
    self.context = context
  }

  /// Equality by code.
  public static func == (left: IMAPError, right: IMAPError) -> Bool { left.code == right.code }

  public var description: String {
    switch code {
    case .responseTooLong:
      "The server sent a response that is too long: \(context); have the server looked at."
    case .literalTooLarge: "The server announced a string that is too long: \(context); have the server looked at."
    case .nestingTooDeep:
      "The server nested parentheses more than \(context) levels deep; have the server looked at."
    case .tooManyItems: "The server sent too many entries at once: \(context); have the server looked at."
    case .malformed:
      "The server's answer can't be understood: \(context); check that host and port are those of an IMAP server."
    case .invalidUID: "The server gave a message an impossible UID: \(context); have the server looked at."
    case .contradictoryUID:
      "The server does not say clearly which message it sent: \(context); have the server looked at."
    case .bodyNotAskedFor: "The server sent message \(context), which was not asked for; have the server looked at."
    case .unexpectedTag: "The server answered a command that was not given: \(context); connect again."
    case .unexpectedContinuation: "The server asked for more of a command that was complete; connect again."
    case .noGreeting:
      "The server did not greet as an IMAP server does: \(context); check that host and port are those of one."
    case .uidValidityChanged: "The mailbox was renewed while it was read: \(context); read it again from its start."
    case .bye: "The server closed the connection: \(context.isEmpty ? "no reason given" : context); try again later."
    case .closed: "The server closed the connection without a word; try again later."
    case .closedInsideResponse: "The connection ended in the middle of an answer: \(context); try again later."
    case .wrongState: "The command can't be given now: \(context)."
    case .notOffered: "The server does not offer \(context); do without it."
    case .commandTooLong: "The command would be too long: \(context); ask for fewer messages at once."
    case .tooManyCommands: "Too many commands are under way: \(context); wait for answers first."
    case .unsendableText: "The text can't be sent to the server: \(context); rename the mailbox on the server."
    case .invalidUIDSet: "“\(context)” is no set of UIDs; write numbers and ranges such as 1:5,7."
    }
  }
}
