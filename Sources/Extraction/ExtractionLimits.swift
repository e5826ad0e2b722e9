/// What one document may cost. Each limit has an outcome of its own.
public struct ExtractionLimits: Sendable, Hashable {
  /// Bytes of a document (128 MiB: more than any mail system lets through). Beyond: `too_large`.
  public var maximumDocumentBytes = 128 << 20

  /// Bytes of UTF-8 that are kept of its text (16 MiB: ten thousand pages). Beyond: truncated.
  public var maximumTextBytes = 16 << 20

  /// Bytes that one part of an archive may unpack to (64 MiB; the whole of a part is in memory). Beyond: `bomb`.
  public var maximumPartBytes = 64 << 20

  /// Bytes that all parts of one document may unpack to (256 MiB). Beyond: `bomb`.
  public var maximumInflatedBytes = 256 << 20

  /// How many times its packed size a part may have, once it is larger than `ratioFreeBytes`. Deflate can reach 1,032;
  /// the densest sheets that were met have about 150. Beyond: `bomb`.
  public var maximumRatio = 300

  /// Bytes up to which the ratio does not count (4 MiB).
  public var ratioFreeBytes = 4 << 20

  /// Entries of an archive's directory. Beyond: `bomb`.
  public var maximumEntries = 50_000

  /// Files in an archive, or attachments of a message, that are read. Beyond: truncated.
  public var maximumFiles = 1_000

  /// Pages of one document that are recognised. At 2 seconds each, about what `recognitionPatience` lets through.
  /// Beyond: truncated.
  public var maximumRecognisedPages = 60

  /// Elements inside elements of XML. Beyond: `damaged`.
  public var maximumElementDepth = 4_000

  /// Pixels of an image (400 million: an A0 plan at 400 dpi, one bit). Beyond: `too_large`.
  public var maximumPixels = 400_000_000

  /// Processor seconds of one program.
  public var processorSeconds = 60

  /// Address space of one program, in bytes (1 GiB); twice that for recognition, whose models alone take 400 MB.
  public var programMemory = 1 << 30

  public init() {}
}
