/// One reading of a text by recursive descent; `QueryLimits.depth` bounds the recursion.
struct QueryReading {
  /// A part of the query, and whether it holds beside the plain words when any of those is enough.
  struct Piece {
    var node: QueryNode
    var isCondition: Bool
  }

  /// What surrounds the part that is read.
  struct Surroundings {
    /// The field whose parentheses are open.
    var field: Int?
    /// Its name as it was typed: errors speak in the user's words.
    var fieldName = ""
    var isExcluded = false
    var depth = 0
  }

  let text: String
  let parser: QueryParser
  private let tokens: [QueryToken]
  private var place = 0
  var clauses: [QueryClause] = []

  init(_ text: String, _ parser: QueryParser) {
    self.text = text
    self.parser = parser
    tokens = QueryLexer.tokens(of: text, parser.schema)
  }

  func error(_ reason: QueryError.Reason, at range: Range<Int>) -> QueryError {
    QueryError(reason, at: range, in: text)
  }

  /// The lexer ends its tokens with `end` or `failed`, behind which nothing reads.
  private func look() throws(QueryError) -> QueryToken {
    let token = tokens[place]
    if case .failed(let error) = token.kind { throw error }
    return token
  }

  mutating func take() throws(QueryError) -> QueryToken {
    let token = try look()
    if token.kind != .end { place += 1 }
    return token
  }

  mutating func readAll() throws(QueryError) -> QueryNode {
    if try look().kind == .end { return .all }
    let piece = try readAlternatives(Surroundings())
    let token = try look()
    guard token.kind == .end else { throw error(.unopenedGroup, at: token.range) }
    return piece.node.standingAlone
  }

  private mutating func readAlternatives(_ surroundings: Surroundings) throws(QueryError) -> Piece {
    var pieces = [try readSequence(surroundings)]
    while try look().kind == .or {
      let token = try take()
      try requireOperand(token)
      pieces.append(try readSequence(surroundings))
    }
    guard pieces.count > 1 else { return pieces[0] }
    return Piece(node: .joinedByOr(pieces.map(\.node)), isCondition: pieces.allSatisfy(\.isCondition))
  }

  /// What stands side by side.
  private mutating func readSequence(_ surroundings: Surroundings) throws(QueryError) -> Piece {
    var pieces = [try readConjunction(surroundings)]
    while try look().beginsOperand { pieces.append(try readConjunction(surroundings)) }
    guard pieces.count > 1 else { return pieces[0] }
    let areConditions = pieces.allSatisfy(\.isCondition)
    guard parser.matchesAny else {
      return Piece(node: .joinedByAnd(pieces.map(\.node)), isCondition: areConditions)
    }
    let plain = pieces.filter { !$0.isCondition }.map(\.node)
    let conditions = pieces.filter(\.isCondition).map(\.node)
    let node = QueryNode.joinedByAnd(plain.isEmpty ? conditions : [.joinedByOr(plain)] + conditions)
    return Piece(node: node, isCondition: areConditions)
  }

  private mutating func readConjunction(_ surroundings: Surroundings) throws(QueryError) -> Piece {
    var pieces = [try readNegation(surroundings)]
    while try look().kind == .and {
      let token = try take()
      try requireOperand(token)
      pieces.append(try readNegation(surroundings))
    }
    guard pieces.count > 1 else { return pieces[0] }
    return Piece(node: .joinedByAnd(pieces.map(\.node)), isCondition: pieces.allSatisfy(\.isCondition))
  }

  private mutating func readNegation(_ surroundings: Surroundings) throws(QueryError) -> Piece {
    var inner = surroundings
    var count = 0
    while true {
      let kind = try look().kind
      guard kind == .not || kind == .minus else { break }
      let token = try take()
      try requireOperand(token)
      inner.isExcluded.toggle()
      count += 1
    }
    let piece = try readOperand(inner)
    return count % 2 == 0 ? piece : Piece(node: piece.node.negated, isCondition: true)
  }

  private func requireOperand(_ token: QueryToken) throws(QueryError) {
    let next = try look()
    guard !next.beginsOperand else { return }
    // The operator is to blame, and the place behind it is empty: the caret stands where the word is missing.
    throw error(.missingOperand(token.text), at: next.range)
  }

  private mutating func readOperand(_ surroundings: Surroundings) throws(QueryError) -> Piece {
    let token = try take()
    switch token.kind {
    case .open: return try readGroup(token, surroundings)
    case .field(let field): return try readField(field, token, surroundings)
    case .word, .prefix, .phrase: return try readLeaf(token, surroundings, from: token.range.lowerBound)
    case .everything: return Piece(node: .all, isCondition: false)
    case .close: throw error(surroundings.depth > 0 ? .emptyGroup : .unopenedGroup, at: token.range)
    case .and, .or, .not, .minus: throw error(.missingOperand(token.text), at: token.range)
    case .end, .failed: throw error(.unclosedGroup, at: token.range)
    }
  }

  private mutating func readGroup(_ open: QueryToken, _ surroundings: Surroundings) throws(QueryError) -> Piece {
    var inner = surroundings
    inner.depth += 1
    guard inner.depth <= parser.limits.depth else {
      throw error(.tooDeep(limit: parser.limits.depth), at: open.range)
    }
    guard try look().kind != .end else { throw error(.unclosedGroup, at: open.range) }
    let piece = try readAlternatives(inner)
    guard try look().kind == .close else { throw error(.unclosedGroup, at: open.range) }
    _ = try take()
    return piece
  }

  private mutating func readField(
    _ field: Int, _ name: QueryToken, _ surroundings: Surroundings
  ) throws(QueryError) -> Piece {
    guard surroundings.field == nil else {
      throw error(.nestedField(name.text, outer: surroundings.fieldName), at: name.range)
    }
    var inner = surroundings
    inner.field = field
    inner.fieldName = name.text
    let token = try take()
    switch token.kind {
    case .open: return Piece(node: try readGroup(token, inner).node, isCondition: true)
    case .word, .prefix, .phrase:
      let leaf = try readLeaf(token, inner, from: name.range.lowerBound)
      return Piece(node: leaf.node, isCondition: true)
    default: throw error(.missingValue(field: name.text), at: token.range)
    }
  }
}
