/// A file that a body carries inside itself: in a TNEF stream, or as encoded lines within plain text.
public struct EmbeddedFile: Sendable {
  /// How the bytes were written.
  public enum Encoding: String, Sendable, Hashable {
    /// As they are, in an attachment of a TNEF stream (MS-OXTNEF §2.1.3.3).
    case tnef
    /// RTF that the stream holds compressed (MS-OXRTFCP); `decoded` gives the RTF.
    case compressedRTF = "compressed-rtf"
    /// `begin` to `end` (POSIX.1-2024, uuencode, historical algorithm).
    case uuencode
    /// `begin-base64` to `====` (POSIX.1-2024, uuencode -m).
    case uuencodeBase64 = "uuencode-base64"
    /// `=ybegin` to `=yend` (yEnc draft 1.3).
    case yEnc = "yenc"
  }

  /// The name as a stranger wrote it: fit to be shown, never to be used as a path.
  public let name: String?

  /// The media type in lower case, where the carrier states one.
  public let type: String?

  /// `Content-ID` without angle brackets, where the carrier states one.
  public let contentID: String?

  public let encoding: Encoding

  /// Number of the part whose body holds the file; see `MailPart.number`. Nil for a stream read by itself.
  public internal(set) var part: Int?

  /// Where the file stands. For encoded lines: in the part's decoded body, from the first to the last line, without the
  /// last line's end. For TNEF: the file's bytes in the stream that was read; for compressed RTF, the compressed bytes.
  public let range: Range<Int>

  /// Which bytes of the whole file this is, for one piece of a yEnc multipart (`=ypart`, counted from 0 here).
  public let portion: Range<Int>?

  /// The message inside, when the file is itself a TNEF stream.
  public let nested: TNEFArchive?

  /// What is wrong with the file: truncation, checksum.
  public let defects: [MailDefect.Kind]

  private let content: Content

  enum Content: Sendable {
    case bytes([UInt8])
    case slice(of: [UInt8], Range<Int>)
    case encoded(lines: EncodedBlock, source: [UInt8])
  }

  init(
    name: String?, type: String? = nil, contentID: String? = nil, encoding: Encoding, part: Int? = nil,
    range: Range<Int>, portion: Range<Int>? = nil, nested: TNEFArchive? = nil, defects: [MailDefect.Kind] = [],
    content: Content
  ) {
    self.name = name
    self.type = type
    self.contentID = contentID
    self.encoding = encoding
    self.part = part
    self.range = range
    self.portion = portion
    self.nested = nested
    self.defects = defects
    self.content = content
  }

  /// The file's own bytes. For an embedded TNEF message, the stream.
  public func decoded() -> [UInt8] {
    switch content {
    case .bytes(let bytes): bytes
    case .slice(let source, let range): source.withByteView { $0[range].array }
    case .encoded(let block, let source): source.withByteView { block.decoded(from: $0) }
    }
  }

  /// Size of the decoded bytes. Counts encoded lines without decoding them into memory.
  public var size: Int {
    switch content {
    case .bytes(let bytes): bytes.count
    case .slice(_, let range): range.count
    case .encoded(let block, _): block.size
    }
  }
}
