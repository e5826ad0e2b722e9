import Archive
import SearchIndex

/// 2024-05-17T13:45:30 in Istanbul.
let testNow: Int64 = 1_715_942_730_000_000

/// Parses with the fields of correspondence, by a clock three hours east of UTC.
func parse(_ text: String, any: Bool = false) throws(QueryError) -> ParsedQuery {
  let parser = QueryParser(
    schema: CorrespondenceFields.schema, now: testNow, zone: QueryZone(secondsEast: 10_800), matchesAny: any)
  return try parser.parse(text)
}

/// What the query is understood as, in a short form of its own for comparison.
func meaning(_ text: String, any: Bool = false) throws(QueryError) -> String {
  try parse(text, any: any).root.sketch
}

func failure(_ text: String, any: Bool = false) -> QueryError? {
  do throws(QueryError) {
    _ = try parse(text, any: any)
    return nil
  } catch {
    return error
  }
}

extension QueryNode {
  /// `and(word(a) not(from.phrase(b c)))`.
  var sketch: String {
    func named(_ field: String?, _ kind: String, _ text: String) -> String {
      (field.map { $0 + "." } ?? "") + "\(kind)(\(text))"
    }
    func list(_ nodes: [QueryNode]) -> String { nodes.map(\.sketch).joined(separator: " ") }
    func range(_ interval: QueryInterval) -> String {
      (interval.lower.map { "\($0)" } ?? "") + ".." + (interval.upper.map { "\($0)" } ?? "")
    }
    return switch self {
    case .all: "all"
    case .word(let text, let field): named(field, "word", text)
    case .phrase(let text, let field): named(field, "phrase", text)
    case .prefix(let text, let field): named(field, "prefix", text)
    case .value(let field, let text): named(field, "value", text)
    case .choice(let field, let value): named(field, "choice", value)
    case .dateRange(let field, let interval): named(field, "date", range(interval))
    case .sizeRange(let field, let interval): named(field, "size", range(interval))
    case .and(let nodes): "and(\(list(nodes)))"
    case .or(let nodes): "or(\(list(nodes)))"
    case .not(let node): "not(\(node.sketch))"
    }
  }
}

/// Deterministic numbers (xorshift64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
