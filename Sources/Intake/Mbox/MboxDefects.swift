/// What was odd in the way an mbox held a message.
public struct MboxDefects: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// An unquoted line that begins with `From ` stands after an empty line and has no sender and date: kept as text.
  public static let fromLineWithoutDate = MboxDefects(rawValue: 1 << 0)
  /// A From_ line stands right after a line that is not empty: kept as text.
  public static let fromLineNotSeparated = MboxDefects(rawValue: 1 << 1)
  /// `Content-Length` does not lead to the end of the file or to a From_ line.
  public static let contentLengthWrong = MboxDefects(rawValue: 1 << 2)
  /// An mboxcl2 message without `Content-Length`.
  public static let contentLengthMissing = MboxDefects(rawValue: 1 << 3)
  /// The file ended inside the message's stated length.
  public static let cutShort = MboxDefects(rawValue: 1 << 4)
  /// Thunderbird's files have From_ lines with no empty line before them.
  public static let noEmptyLineAfter = MboxDefects(rawValue: 1 << 5)

  private static let sentences: [(MboxDefects, String)] = [
    (.fromLineWithoutDate, "an unquoted line begins with \"From \" but is no From_ line, so it was kept as text"),
    (.fromLineNotSeparated, "a From_ line stands without an empty line before it, so it was kept as text"),
    (.contentLengthWrong, "Content-Length does not lead to the end of the message, so the next From_ line was taken"),
    (.contentLengthMissing, "Content-Length is missing, so the next From_ line was taken for the end"),
    (.cutShort, "the file ends before the message does"),
    (.noEmptyLineAfter, "the next From_ line follows without an empty line"),
  ]

  /// One sentence for each.
  public var descriptions: [String] {
    isEmpty ? [] : Self.sentences.filter { contains($0.0) }.map(\.1)
  }
}
