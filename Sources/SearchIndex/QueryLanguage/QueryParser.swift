/// Understands the query language, whose grammar is in Schemas/search/QUERY.md.
///
/// Time and memory grow with the length of the text and no faster.
public struct QueryParser: Sendable {
  public let schema: QuerySchema
  public let limits: QueryLimits
  /// Whether one of the plain words of a query is enough. Fields and what is left out always hold.
  public let matchesAny: Bool
  let dates: QueryDateReader

  /// - Parameters:
  ///   - now: microseconds since 1970-01-01T00:00:00Z, for `today` and `30d`.
  ///   - zone: the clock by which dates without a zone are meant.
  public init(
    schema: QuerySchema, now: Int64, zone: QueryZone, matchesAny: Bool = false, limits: QueryLimits = QueryLimits()
  ) {
    self.schema = schema
    self.limits = limits
    self.matchesAny = matchesAny
    dates = QueryDateReader(now: now, zone: zone)
  }

  /// - Throws: `QueryError`, which points at the first mistake of the text.
  public func parse(_ text: String) throws(QueryError) -> ParsedQuery {
    guard text.utf8.count <= limits.bytes else {
      throw QueryError(.tooLong(limit: limits.bytes), at: limits.bytes..<text.utf8.count, in: text)
    }
    var reading = QueryReading(text, self)
    let root = try reading.readAll()
    return ParsedQuery(text: text, root: root, clauses: reading.clauses)
  }
}
