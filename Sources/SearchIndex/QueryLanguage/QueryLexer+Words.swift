extension QueryLexer {
  private static let operators: [String: QueryToken.Kind] = [
    "AND": .and, "VE": .and, "OR": .or, "VEYA": .or, "NOT": .not, "DEĞİL": .not, "DEGIL": .not, "DEĞIL": .not,
    "DEGİL": .not,
  ]

  /// What stands here without quotation marks. The place is not one of white space, a mark or a parenthesis.
  mutating func scanBare(isApart: Bool) throws(QueryError) {
    let start = place
    if pending != nil {
      // `from: ali` is meant as written; `from: -ali` and `from: AND` are not.
      let isOther = isApart && (text[start] == "-" || operatorAhead() != nil || fieldAhead() != nil)
      guard !isOther else {
        throw error(.missingValue(field: pendingName), at: start..<start + 1)
      }
    } else if try scanMinus() {
      return
    } else if let name = fieldAhead() {
      place = name.upperBound + 1
      pendingName = text.text(name)
      pending = schema.place(of: pendingName)
      // The name's place is known: `fieldAhead` has looked it up.
      if let pending { emit(.field(pending), pendingName, from: start) }
      return
    } else {
      try refuseMistypedField()
    }
    if !takesWords, pending != nil { passComparison() }
    let end = try endOfBare(from: place)
    let range = start..<end
    if pending == nil, let kind = operatorAhead() {
      place = end
      emit(kind, text.text(range), from: start)
    } else if takesWords {
      try scanWord(range)
    } else {
      place = end
      emit(.word, text.text(range), from: start)
    }
    pending = nil
  }

  /// `size: > 1M` may have a space behind the sign.
  private mutating func passComparison() {
    var ahead = place
    while let scalar = text[ahead], scalar == "<" || scalar == ">" || scalar == "=" { ahead += 1 }
    guard ahead > place else { return }
    while let scalar = text[ahead], scalar.isQuerySpace { ahead += 1 }
    if let scalar = text[ahead], !scalar.isParenthesis, !scalar.isQuotationMark { place = ahead }
  }

  /// Returns whether there was a minus that leaves something out.
  private mutating func scanMinus() throws(QueryError) -> Bool {
    guard text[place] == "-", let next = text[place + 1], !next.isQuerySpace else { return false }
    let start = place
    if !next.isQuotationMark, next != "(" {
      let run = start..<(try endOfBare(from: start))
      guard text.scalars[run].contains(where: \.beginsWord) || text[start + 1] == "*" else { return false }
      guard next != "-" else { throw error(.doubleMinus, at: start..<start + 2) }
    }
    place += 1
    emit(.minus, "-", from: start)
    return true
  }

  /// Where the text without white space ends that begins here.
  private func endOfBare(from start: Int) throws(QueryError) -> Int {
    var end = start
    while let scalar = text[end], !scalar.isQuerySpace, !scalar.isParenthesis {
      if scalar.isQuotationMark {
        guard let last = text[end - 1], end > start, last.isOfWord else { break }
        // `5"` are inches, and `a"b` is odd but clear; elsewhere a phrase ends that has not begun.
        let isInside = text[end + 1]?.isOfWord ?? false
        guard isInside || last.isASCIIDigit else { throw error(.unopenedQuote, at: end..<end + 1) }
      }
      end += 1
    }
    return end
  }

  /// The operator that is the whole of the word that begins here.
  private func operatorAhead() -> QueryToken.Kind? {
    var end = place
    while let scalar = text[end], !scalar.isQuerySpace, !scalar.isParenthesis, !scalar.isQuotationMark {
      end += 1
      // The longest operator has five letters, or seven with marks of their own.
      guard end - place <= 7 else { return nil }
    }
    return Self.operators[text.text(place..<end)]
  }

  /// The name that a colon follows here, be it one of the schema or not.
  private func nameAhead() -> Range<Int>? {
    guard text[place]?.beginsWord ?? false, !(text[place]?.isASCIIDigit ?? true) else { return nil }
    var end = place
    while let scalar = text[end], scalar.isOfWord || scalar == "-" || scalar == "_" {
      end += 1
      guard end - place <= QueryName.longest else { return nil }
    }
    // `https://` is the beginning of an address, whatever the schema says.
    guard text[end] == ":", !(text[end + 1] == "/" && text[end + 2] == "/") else { return nil }
    return place..<end
  }

  private func fieldAhead() -> Range<Int>? {
    guard let name = nameAhead(), schema.place(of: text.text(name)) != nil else { return nil }
    return name
  }

  /// A name that no field has is part of a word (`Re:`, `a:b`), unless it was clearly meant as a field.
  private func refuseMistypedField() throws(QueryError) {
    guard let range = nameAhead() else { return }
    let name = text.text(range)
    let nearest = schema.nearestName(to: name)
    let follower = text[range.upperBound + 1]
    guard nearest != nil || follower == "(" || follower?.isQuotationMark ?? false else { return }
    throw error(.unknownField(name, suggestion: nearest), at: range)
  }
}
