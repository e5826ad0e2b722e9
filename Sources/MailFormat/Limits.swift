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

  /// Opaque signatures and transfer-encoded messages inside one another whose content is read. A triple wrapping
  /// (RFC 2634 §1.1) has two; each one holds a copy of what is inside.
  public var maximumDecodedLayers = 8

  /// Levels of octet strings in pieces inside one another in a signed content (X.690 §8.7). OpenSSL writes one.
  public var maximumOctetStringDepth = 16

  /// Digest algorithms of one signature. There are as many as signers use, and fewer than 20 exist for mail.
  public var maximumDigestAlgorithms = 64

  /// Parts of one message whose charset, where no label tells it, is found by statistics. Mail has one or two texts; a
  /// statistic costs as much as decoding 100 KB.
  public var maximumCharsetGuesses = 8

  /// Bytes of HTML turned into readable text.
  public var maximumMarkupBytes = 32 << 20

  /// Fields of the machine-readable part of a report. A report about 10,000 recipients has ten for each.
  public var maximumReportFields = 100_000

  /// Recipients of a delivery report. Servers accept some hundred recipients of one message, lists expand to thousands.
  public var maximumReportRecipients = 10_000

  /// Recipients of a journal report: as many as there can be mailboxes in the message that it wraps.
  public var maximumJournalRecipients = 100_000

  /// Files listed of one TNEF stream, those of the messages inside it included, and encoded files of one text. As many as
  /// there may be parts.
  public var maximumEmbeddedFiles = 10_000

  /// TNEF streams inside one another. Each level is a forwarded message, as with `maximumDepth`, but is read once more by
  /// every level above it.
  public var maximumTNEFDepth = 16

  /// Bytes of RTF made of a compressed body (MS-OXRTFCP). As many as of HTML.
  public var maximumRTFBytes = 32 << 20

  /// Defects kept of one message; the count goes on, the list does not.
  public var maximumDefects = 1_000

  public init() {}

  public static let `default` = MailLimits()
}
