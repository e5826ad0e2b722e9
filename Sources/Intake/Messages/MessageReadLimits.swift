/// How much the readers hold in memory, and how far they go. Every limit can be changed; none makes mail disappear:
/// what passes a limit is delivered as a stream, or reported.
public struct MessageReadLimits: Sendable, Equatable {
  /// Messages up to this many bytes are delivered as an array, larger ones as a stream. 4 MiB: more than nine in ten
  /// mails with attachments, and a few dozen in flight still fit in little memory.
  public var inMemory = 4 << 20

  /// Bytes read from a file at a time, and the most a stream hands over at once. 256 KiB stays in the second-level
  /// cache and is the size of the archive's sealed chunks.
  public var chunk = 256 << 10

  /// Folders inside folders that a tree is followed down. Real mail trees stay below ten.
  public var folderDepth = 64

  public init() {}

  public static let `default` = MessageReadLimits()
}
