/// How large a record may be, and how much the readers of records hold in memory. What passes a limit is reported with
/// its place; nothing disappears silently.
public struct RecordReadLimits: Sendable, Equatable {
  /// Bytes of one `sms` or `mms` element. Networks carry less than 1 MiB a message, and phones save what they showed;
  /// 128 MiB leaves room for what other apps put into the same form. It is held in memory, at worst a few times over.
  public var element = 128 << 20

  /// Bytes of one line of NDJSON. Larger files belong beside it, under the member `file`.
  public var line = 64 << 20

  /// Senders and receivers of one record; the largest groups of any network have some thousand members.
  public var participants = 10_000

  /// Files of one record, and of a message in parts all its parts.
  public var files = 10_000

  /// Size of the pieces that are read, what files are held in memory, and how deep folders are followed.
  public var reading = MessageReadLimits.default

  public init() {}

  public static let `default` = RecordReadLimits()
}
