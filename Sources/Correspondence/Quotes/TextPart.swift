/// A run of whole lines of a mail's text that come from one hand.
public struct TextPart: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// What the sender wrote for this mail.
    case own
    /// What an earlier mail said, with the line that says whose words they are.
    case quoted
    /// What the sender's program puts below every mail, from the line `-- ` on (RFC 3676 section 4.3).
    case signature
  }

  public var kind: Kind
  /// Offsets of bytes in the text.
  public var range: Range<Int>

  public init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
