/// A word, phrase, prefix or field value of a query, and where it was written.
public struct QueryClause: Hashable, Sendable {
  /// A node without members.
  public var node: QueryNode
  /// Bytes of UTF-8 in the query's text, with the field's name where that stands directly before.
  public var range: Range<Int>
  /// Whether documents with it are left out: its matches are then not worth showing.
  public var isExcluded: Bool

  public init(node: QueryNode, range: Range<Int>, isExcluded: Bool) {
    self.node = node
    self.range = range
    self.isExcluded = isExcluded
  }
}

/// A query that has been understood.
public struct ParsedQuery: Hashable, Sendable {
  /// What was typed.
  public var text: String
  /// What it asks for. A query without a word asks for `all`.
  public var root: QueryNode
  /// The parts without members in the order in which they were written.
  public var clauses: [QueryClause]

  public init(text: String, root: QueryNode, clauses: [QueryClause]) {
    self.text = text
    self.root = root
    self.clauses = clauses
  }

  /// The query in full: every operator and parenthesis written, names and values as in the schema, dates as moments in
  /// UTC. Parsed again, it has the same root at any time, in any zone, with and without `matchesAny`.
  ///
  /// It may be longer than `QueryLimits.bytes`.
  public var canonicalText: String { root.canonicalText }
}
