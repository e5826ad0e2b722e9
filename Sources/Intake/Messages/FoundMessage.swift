/// One message as found in a file, before it is read as mail: where it is, and its exact bytes.
public struct FoundMessage: Sendable {
  /// Where a message is inside its file or mailbox.
  public enum Locator: Hashable, Sendable {
    /// Offset in bytes of the message's From_ line in the mbox file.
    case mbox(offset: UInt64)
    /// The part of a Maildir file name that stays the same when flags change or the file moves from `new` to `cur`.
    case maildir(uniqueName: String)
    /// The file is the message.
    case file
  }

  /// The exact bytes of a message, after the container's own additions (From_ line, quoting, separating empty line) are
  /// undone.
  public enum Body: Sendable {
    /// All of it, at most `MessageReadLimits.inMemory` bytes.
    case bytes([UInt8])
    /// To be read in pieces, as often as needed.
    case stream(MessageStream)

    /// Size of the message in bytes.
    public var count: UInt64 {
      switch self {
      case .bytes(let bytes): UInt64(bytes.count)
      case .stream(let stream): stream.count
      }
    }

    /// Calls `body` with the message's bytes in order, at most `MessageReadLimits.chunk` of them at a time for a stream.
    /// - Throws: what `body` throws, or `IntakeError` when the file can no longer be read or was changed.
    public func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
      switch self {
      case .bytes(let bytes): try bytes.withUnsafeBytes(body)
      case .stream(let stream): try stream.forEachChunk(body)
      }
    }
  }

  /// The file that holds the message.
  public var path: String
  /// The mailbox inside the source: a Maildir++ subfolder (`Satış/2024`, decoded; `nil` for the inbox), the base name of an
  /// mbox, the folder of an `.eml` file relative to the tree (`nil` at its top).
  public var folder: String?
  public var locator: Locator
  /// The letters after `:2,` in a Maildir file name; `nil` where there are none or the format has no flags.
  public var flags: String?
  public var body: Body
  /// The sender written in the From_ line of an mbox.
  public var envelopeSender: String?
  /// The date in the From_ line of an mbox, as written there.
  public var envelopeDate: String?
  /// What was odd in the way the message was stored, one short sentence each. The bytes are right in spite of it, or as
  /// right as they can be.
  public var defects: [String]

  public init(
    path: String, folder: String? = nil, locator: Locator, flags: String? = nil, body: Body,
    envelopeSender: String? = nil, envelopeDate: String? = nil, defects: [String] = []
  ) {
    self.path = path
    self.folder = folder
    self.locator = locator
    self.flags = flags
    self.body = body
    self.envelopeSender = envelopeSender
    self.envelopeDate = envelopeDate
    self.defects = defects
  }
}
