/// Divides the text of a query into tokens, each by the place where it stands: behind a colon a minus or an operator is
/// text, in a field of dates a dot is no punctuation.
struct QueryLexer {
  private let query: String
  let schema: QuerySchema
  let text: QueryScalars
  var place = 0
  /// The field that awaits its value.
  var pending: Int?
  /// As it was typed, for errors.
  var pendingName = ""
  /// The fields of the parentheses that are open.
  private var groups: [Int?] = []
  private var tokens: [QueryToken] = []
  /// Signs without a letter or digit that were passed over, in scalars.
  private var passedOver: Range<Int>?

  init(_ query: String, _ schema: QuerySchema) {
    self.query = query
    self.schema = schema
    text = QueryScalars(query)
  }

  /// The tokens, of which the last is `end` or `failed`.
  static func tokens(of query: String, _ schema: QuerySchema) -> [QueryToken] {
    var lexer = QueryLexer(query, schema)
    do throws(QueryError) {
      while try lexer.scan() {}
    } catch {
      lexer.tokens.append(QueryToken(kind: .failed(error), range: error.range))
    }
    return lexer.tokens
  }

  func error(_ reason: QueryError.Reason, at range: Range<Int>) -> QueryError {
    QueryError(reason, at: text.bytes(range), in: query)
  }

  mutating func emit(_ kind: QueryToken.Kind, _ content: String = "", from start: Int) {
    tokens.append(QueryToken(kind: kind, text: content, range: text.bytes(start..<place)))
  }

  /// What the field whose value is read takes; nil outside of fields.
  var kind: QueryFieldKind? {
    (pending ?? groups.last ?? nil).map { schema.fields[$0].kind }
  }

  /// Returns whether there is more.
  private mutating func scan() throws(QueryError) -> Bool {
    let before = place
    while let scalar = text[place], scalar.isQuerySpace { place += 1 }
    guard let scalar = text[place] else {
      if tokens.isEmpty, let passedOver { throw error(.noWord(text.text(passedOver)), at: passedOver) }
      emit(.end, from: place)
      return false
    }
    if scalar.isQuotationMark {
      try scanPhrase()
    } else if scalar == "(" {
      groups.append(pending ?? groups.last ?? nil)
      pending = nil
      place += 1
      emit(.open, from: place - 1)
    } else if scalar == ")" {
      pending = nil
      _ = groups.popLast()
      place += 1
      emit(.close, from: place - 1)
    } else {
      try scanBare(isApart: place > before)
    }
    return true
  }

  private mutating func scanPhrase() throws(QueryError) {
    let start = place
    var content = String.UnicodeScalarView()
    place += 1
    while let scalar = text[place], !scalar.isQuotationMark {
      let isSpace = scalar.isQuerySpace
      if !isSpace { content.append(scalar) } else if content.last != " ", !content.isEmpty { content.append(" ") }
      place += 1
    }
    guard place < text.count else { throw error(.unclosedQuote, at: start..<start + 1) }
    place += 1
    if content.last == " " { content.removeLast() }
    guard !takesWords || content.contains(where: \.beginsWord) else {
      throw error(.noWord(text.text(start..<place)), at: start..<place)
    }
    emit(.phrase, String(content), from: start)
    pending = nil
  }

  /// Whether texts are meant, not one of a set, a date or a size.
  var takesWords: Bool {
    switch kind {
    case nil, .text, .keyword: true
    case .choice, .flags, .date, .dateBound, .size: false
    }
  }

  /// Signs stand between words without a meaning (`Ali & Veli`), but not where a value is awaited.
  mutating func passOver(_ range: Range<Int>) throws(QueryError) {
    guard pending == nil else { throw error(.noWord(text.text(range)), at: range) }
    passedOver = passedOver ?? range
    place = range.upperBound
  }
}
