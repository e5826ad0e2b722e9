/// Languages whose words are stemmed. The raw values are stored in indexes: they never change their meaning.
public enum TextLanguage: UInt8, Sendable, Hashable, CaseIterable {
  case unknown = 0
  case english = 1
  case turkish = 2
  case german = 3
  case french = 4
  case spanish = 5
  case italian = 6
  case dutch = 7
  case portuguese = 8
  case russian = 9
  case swedish = 10

  /// The code of ISO 639-1, or `und` (ISO 639-2, undetermined) for ``unknown``.
  public var code: String {
    switch self {
    case .unknown: "und"
    case .english: "en"
    case .turkish: "tr"
    case .german: "de"
    case .french: "fr"
    case .spanish: "es"
    case .italian: "it"
    case .dutch: "nl"
    case .portuguese: "pt"
    case .russian: "ru"
    case .swedish: "sv"
    }
  }

  /// The language of a code in any case, region and script left aside: `tr`, `TR`, `tr-TR`, `en_GB`. Nil for languages
  /// that are not stemmed.
  public init?(code: String) {
    let language = code.lowercased().prefix { $0 != "-" && $0 != "_" }
    guard let found = Self.allCases.first(where: { $0.code == language }) else { return nil }
    self = found
  }
}
