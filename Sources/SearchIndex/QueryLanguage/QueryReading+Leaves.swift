extension QueryReading {
  /// A word, phrase, prefix or value.
  mutating func readLeaf(
    _ token: QueryToken, _ surroundings: Surroundings, from start: Int
  ) throws(QueryError) -> Piece {
    let range = start..<token.range.upperBound
    guard clauses.count < parser.limits.clauses else {
      throw error(.tooManyClauses(limit: parser.limits.clauses), at: range)
    }
    let node: QueryNode
    if let place = surroundings.field {
      do throws(QueryValueProblem) {
        node = try value(of: parser.schema.fields[place], typed: surroundings.fieldName, token)
      } catch {
        throw self.error(error.reason, at: token.range)
      }
    } else {
      node = words(token, field: nil)
    }
    clauses.append(QueryClause(node: node, range: range, isExcluded: surroundings.isExcluded))
    return Piece(node: node, isCondition: false)
  }

  private func words(_ token: QueryToken, field: String?) -> QueryNode {
    switch token.kind {
    case .phrase: .phrase(token.text, field: field)
    case .prefix: .prefix(token.text, field: field)
    default: .word(token.text, field: field)
    }
  }

  private func value(of field: QueryField, typed name: String, _ token: QueryToken) throws(QueryValueProblem)
    -> QueryNode
  {
    switch field.kind {
    case .text: return words(token, field: field.name)
    case .keyword where token.kind == .prefix: return .prefix(token.text, field: field.name)
    case .keyword: return .value(field: field.name, token.text)
    case .choice(let choices), .flags(let choices):
      return .choice(field: field.name, try choice(token.text, choices, name))
    case .date:
      return .dateRange(field: field.name, try parser.dates.interval(token.text, field: name))
    case .dateBound(let bound, let date):
      return .dateRange(field: date, try parser.dates.interval(token.text, bound, field: name))
    case .size: return .sizeRange(field: field.name, try QuerySizeReader().interval(token.text, field: name))
    }
  }

  private func choice(
    _ text: String, _ choices: [QueryChoice], _ field: String
  ) throws(QueryValueProblem) -> String {
    let folded = QueryName.fold(text)
    for choice in choices where ([choice.value] + choice.aliases).contains(where: { QueryName.fold($0) == folded }) {
      return choice.value
    }
    let names = choices.flatMap { [$0.value] + $0.aliases }
    let nearest = QueryName.nearest(to: text, among: names.map { QueryName.Spelling($0) })
    throw QueryValueProblem(
      reason: .unknownChoice(text, field: field, known: choices.map(\.value), suggestion: nearest))
  }
}
