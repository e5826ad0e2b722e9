extension QueryLexer {
  /// A word, a prefix, or signs that are neither.
  mutating func scanWord(_ range: Range<Int>) throws(QueryError) {
    let scalars = text.scalars[range]
    if scalars.allSatisfy({ $0 == "*" }) {
      if let last = text[range.lowerBound - 1], last.isQuotationMark || last == ")" {
        throw error(.starBehindPhrase, at: range.prefix(1))
      }
      guard pending == nil else { throw error(.starAtBeginning(text.text(range)), at: range.prefix(1)) }
      place = range.upperBound
      emit(.everything, from: range.lowerBound)
      return
    }
    guard scalars.contains(where: \.beginsWord) else {
      guard text.text(range) != ".." else { throw error(.spacedRange, at: range) }
      return try passOver(range)
    }
    if let end = try endOfPrefix(range) {
      place = range.upperBound
      emit(.prefix, text.text(range.lowerBound..<end), from: range.lowerBound)
    } else if let end = endOfNumber(range) {
      place = end
      let parts = text.text(range.lowerBound..<end).unicodeScalars.split(whereSeparator: \.isQuerySpace)
      emit(.phrase, parts.map { String($0) }.joined(separator: " "), from: range.lowerBound)
    } else {
      place = range.upperBound
      emit(.word, text.text(range), from: range.lowerBound)
    }
  }

  /// Where the beginning of a word ends that an asterisk follows; nil where there is none.
  private func endOfPrefix(_ range: Range<Int>) throws(QueryError) -> Int? {
    if text[range.lowerBound] == "*", text[range.lowerBound + 1]?.isOfWord ?? false {
      throw error(.starAtBeginning(text.text(range)), at: range.prefix(1))
    }
    var end: Int?
    for place in range where text[place] == "*" {
      guard let last = text[place - 1], place > range.lowerBound, last != "*" else { continue }
      let rest = text.scalars[place + 1..<range.upperBound]
      if !rest.contains(where: \.isOfWord) {
        end = end ?? place
      } else if last.isLetterOfWord, text[place + 1]?.isLetterOfWord ?? false {
        throw error(.starInside(text.text(range)), at: place..<place + 1)
      }
      // What follows the first open end holds no word, so there is nothing left to find.
      if end != nil { break }
    }
    guard let end, text.scalars[range.lowerBound..<end].contains(where: \.beginsWord) else { return nil }
    return end
  }

  /// Where a telephone number ends that begins with + and goes on behind a space: `+90 (312) 555 12 34` is one thing.
  private func endOfNumber(_ range: Range<Int>) -> Int? {
    let isSign: (Unicode.Scalar) -> Bool = { $0 == "." || $0 == "-" || $0 == "/" }
    let first = text.scalars[range]
    guard first.first == "+", first.dropFirst().first?.isASCIIDigit ?? false,
      first.dropFirst().allSatisfy({ $0.isASCIIDigit || isSign($0) })
    else { return nil }
    // ITU-T E.164 has 15 digits at most; with an extension a few more are met.
    let mostDigits = 20
    var digits = first.count { $0.isASCIIDigit }
    var end = range.upperBound
    while digits <= mostDigits {
      var ahead = end
      while let scalar = text[ahead], scalar.isQuerySpace { ahead += 1 }
      let isEnclosed = text[ahead] == "("
      if isEnclosed { ahead += 1 }
      let start = ahead
      while let scalar = text[ahead], scalar.isASCIIDigit || (ahead > start && isSign(scalar)) { ahead += 1 }
      let found = text.scalars[start..<ahead].count { $0.isASCIIDigit }
      guard found > 0, digits + found <= mostDigits else { break }
      if isEnclosed {
        guard text[ahead] == ")" else { break }
        ahead += 1
      } else if let scalar = text[ahead], !scalar.isQuerySpace, !scalar.isParenthesis {
        break
      }
      digits += found
      end = ahead
    }
    return end > range.upperBound ? end : nil
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOfWord: Bool { isOfWord && !isASCIIDigit }
}

extension Range<Int> {
  fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
