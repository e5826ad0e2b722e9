public import TextAnalysis

/// A document to be indexed.
public struct IndexDocument: Sendable {
  public struct Text: Sendable {
    /// Index of the text in `IndexSchema.texts`.
    public var field: Int
    /// UTF-8; other bytes separate words.
    public var bytes: [UInt8]
    public var language: TextLanguage

    public init(field: Int, bytes: [UInt8], language: TextLanguage) {
      self.field = field
      self.bytes = bytes
      self.language = language
    }
  }

  public struct Keyword: Sendable, Hashable {
    /// Index in `IndexSchema.keywords`.
    public var kind: Int
    public var value: [UInt8]

    public init(kind: Int, value: [UInt8]) {
      self.kind = kind
      self.value = value
    }
  }

  /// What the document is known by outside: unique among those that are not deleted.
  public var key: UInt64
  /// In ascending order of their fields; several may have the same field.
  public var texts: [Text]
  public var keywords: [Keyword]
  /// One value for each of `IndexSchema.columns`.
  public var values: [Int64]

  public init(key: UInt64, texts: [Text], keywords: [Keyword] = [], values: [Int64] = []) {
    self.key = key
    self.texts = texts
    self.keywords = keywords
    self.values = values
  }
}
