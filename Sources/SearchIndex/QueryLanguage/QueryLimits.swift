/// What a query may be at most. Each limit has an error of its own.
public struct QueryLimits: Sendable, Hashable {
  /// Length of the query's text in bytes of UTF-8 (64 KiB: longer than anybody types, short enough to read in a moment).
  public var bytes = 64 << 10
  /// Words, phrases, prefixes and field values together. Each costs the index a look-up.
  public var clauses = 4_096
  /// Parentheses inside one another. It bounds the recursion of the parser and of everything that walks its result.
  public var depth = 64

  public init() {}
}
