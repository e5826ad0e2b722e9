/// What documents consist of: texts that are searched by words, keys that match whole, values that are compared and
/// counted. The index knows nothing of what they mean.
public struct IndexSchema: Sendable, Equatable {
  /// A text of a document.
  public struct TextField: Sendable, Equatable {
    public var name: String
    /// How much an occurrence counts, in units of `IndexSchema.unit`.
    public var weight: Int

    public init(_ name: String, weight: Int) {
      self.name = name
      self.weight = weight
    }
  }

  /// Texts in the order in which a document gives them.
  public var texts: [TextField]
  /// Kinds of keys: account, Message-ID and the like.
  public var keywords: [String]
  /// Whole numbers, one a document.
  public var columns: [String]
  /// The weight that counts once (BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
  /// fields", 2004). Weights below it count less than an occurrence.
  public var unit: Int

  /// At most 32 texts, 64 kinds of keys and 64 columns.
  public init(texts: [TextField], keywords: [String] = [], columns: [String] = [], unit: Int = 1) {
    self.texts = texts
    self.keywords = keywords
    self.columns = columns
    self.unit = unit
  }

  /// Whether an occurrence can count other than once.
  var isWeighted: Bool { texts.contains { $0.weight != unit } }
}
