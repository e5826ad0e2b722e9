/// The rules that tell reports from messages. They are pure: the same message gets the same answer for as long as
/// `version` is the same.
public enum BounceRules {
  /// Raised by every change that can change an answer.
  public static let version = 1

  /// Recipients told of one report; the rest is left out. As many as a delivery report may have.
  public static let maximumRecipients = 10_000

  /// Bytes of a report's words that are looked at. Free-form reports have some hundred; transcripts some thousand.
  static let maximumTextBytes = 256 << 10

  /// Lines of a report's words that are looked at.
  static let maximumLines = 20_000

  /// Bytes of what is said about one recipient that phrases are looked for in.
  static let maximumDiagnosisBytes = 8 << 10

  /// Bytes of diagnosis read for all recipients of one report together: beyond them, codes alone decide.
  static let maximumDiagnosisBytesTogether = 512 << 10

  /// Bytes of a message's own words in which an automatic reply is looked for. Vacation notes are short.
  static let maximumNoteBytes = 4_000
}
