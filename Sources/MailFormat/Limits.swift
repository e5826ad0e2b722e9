/// Bounds on what a message may make us do. Real mail stays far below every one of them; where a message does not,
/// the rest is left uninterpreted and a defect of the limit's own kind says so. Bytes are never dropped: what is not
/// interpreted is still in the message's bytes.
public struct MailLimits: Sendable, Hashable {
  /// Levels of multiparts and attached messages inside one another. Forwarded chains seen in practice stay below 20;
  /// the bound keeps recursion inside a 512 KiB thread stack.
  public var maximumDepth = 64

  /// Parts of one message, all levels together. Digests of a busy list hold a few hundred.
  public var maximumParts = 10_000

  /// Bytes of one header section that are read as fields. Common servers refuse more than 1 MiB; a `To` field of a
  /// mailing to 100,000 people takes 4 MiB.
  public var maximumHeaderBytes = 8 << 20

  /// Fields of one header section. Long relay chains reach a few hundred.
  public var maximumFields = 10_000

  /// Bytes of a text field (`Subject`, a parameter, a display name) that are decoded. RFC 5322 §2.1.1 has lines of 998.
  public var maximumFieldTextBytes = 64 << 10

  /// Mailboxes of all address fields of one kind in one header section.
  public var maximumMailboxes = 100_000

  /// Identifiers of `References` or `In-Reply-To`. RFC 5322 §3.6.4 lets threads grow without bound; 1,000 is a thread
  /// of years.
  public var maximumIdentifiers = 10_000

  /// Parameters of one MIME field. Ten are unusual.
  public var maximumParameters = 1_000

  /// Bytes of a multipart boundary. RFC 2046 §5.1.1 says 70; a line holds 998 (RFC 5322 §2.1.1).
  public var maximumBoundaryBytes = 998

  /// Bytes of HTML turned into readable text.
  public var maximumMarkupBytes = 32 << 20

  /// Defects kept of one message; the count goes on, the list does not.
  public var maximumDefects = 1_000

  public init() {}

  public static let `default` = MailLimits()
}
