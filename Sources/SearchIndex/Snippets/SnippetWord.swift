/// A word of a text, as the scanner finds it, and the term of the query that it matches.
public struct SnippetWord: Sendable, Hashable {
  /// Bytes from the beginning of the text.
  public var start: UInt32
  public var end: UInt32
  /// The number of the term; negative where none matches.
  public var term: Int32

  public init(start: UInt32, end: UInt32, term: Int32 = -1) {
    self.start = start
    self.end = end
    self.term = term
  }

  public var isMatch: Bool { term >= 0 }
}

/// How snippets are made. Each limit is a named default.
public struct SnippetOptions: Sendable, Hashable {
  /// Length of the text that is shown, in characters as people count them, without the marks where it is cut.
  public var characters = 160
  /// Pieces of the text that are put together; they share the length.
  public var fragments = 1
  /// How much of a text is looked at, in bytes (8 MiB): a match behind it is not shown.
  public var bytesRead = 8 << 20
  /// Matches that are weighed; the first ones are taken.
  public var matches = 10_000

  public init() {}

  public init(characters: Int, fragments: Int = 1) {
    self.characters = characters
    self.fragments = fragments
  }
}
