public import SearchIndex

/// What the full-text index holds of an item.
public enum CorrespondenceSchema {
  /// Raised whenever the same item would be indexed otherwise; an index of another version is computed anew.
  public static let version: UInt32 = 1

  /// Texts, in the order in which a document gives them.
  public enum Text: Int, CaseIterable, Sendable {
    case subject, from, to, copies, fileNames, body, quoted, attachments

    /// Occurrences count in quarters: a word of the subject as much as three in the text, one in quoted text or in an
    /// attachment half.
    var weight: Int {
      switch self {
      case .subject: 12
      case .from, .to: 6
      case .copies: 4
      case .fileNames: 8
      case .body: 4
      case .quoted, .attachments: 2
      }
    }
  }

  public enum Keyword: Int, CaseIterable, Sendable {
    case account, owner, folder, identity, messageID, thread, reference, state, reason, mediaType
  }

  public enum Column: Int, CaseIterable, Sendable {
    /// Microseconds since 1970.
    case time
    /// Year and month in UTC, as a number of six digits.
    case month
    case channel, direction
    /// Bytes as received.
    case size
    case files, language
  }

  public static let schema = IndexSchema(
    texts: Text.allCases.map { IndexSchema.TextField("\($0)", weight: $0.weight) },
    keywords: Keyword.allCases.map { "\($0)" }, columns: Column.allCases.map { "\($0)" }, unit: 4)
}
