/// Bounds on what an IMAP server may make us keep. Bodies of messages are handed on as they arrive and have no bound
/// here; everything else that a response holds is in memory until its line ends.
public struct IMAPLimits: Sendable, Hashable {
  /// Bytes of one response: its line, with the literals that are no bodies. `* SEARCH` names every message of a mailbox in
  /// one line: 16 MiB are two million UIDs of seven digits.
  public var maximumResponseBytes = 16 << 20

  /// Bytes of one literal that is no body: the name of a mailbox, a string of an envelope that nobody asked for.
  public var maximumLiteralBytes = 1 << 20

  /// Levels of parentheses inside one another. A body structure of a forwarded chain stays below 40.
  public var maximumDepth = 100

  /// Entries of one list: flags, capabilities, attributes, items of a FETCH. Servers allow some hundred keywords.
  public var maximumItems = 10_000

  /// Ranges of UIDs in one response, 8 bytes each.
  public var maximumRanges = 4_000_000

  /// Bodies in one FETCH response. Evrak asks for one.
  public var maximumBodies = 16

  /// Bytes of a command's line without literals. RFC 7162 §4 asks servers to take 8,192.
  public var maximumCommandBytes = 8_000

  /// Bytes of a mailbox name that is sent.
  public var maximumNameBytes = 16 << 10

  /// Commands under way at the same time.
  public var maximumCommands = 1_000

  /// Most bytes of a literal that may be sent without waiting where only LITERAL- is offered (RFC 7888).
  public static let maximumPromptLiteral = 4_096

  public init() {}
}
