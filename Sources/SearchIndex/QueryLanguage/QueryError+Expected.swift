extension QueryError {
  /// What could have stood where the error points; empty where something has to go rather than come.
  public func expected(in language: QueryErrorLanguage) -> [String] {
    let isTurkish = language == .turkish
    func either(_ english: String, _ turkish: String) -> String { isTurkish ? turkish : english }
    let operands = [
      either("a word", "bir sözcük"), either("a phrase", "bir söz öbeği"), either("a field", "bir alan"), "(",
    ]
    return switch reason {
    case .tooLong, .tooManyClauses, .tooDeep, .unopenedQuote, .unopenedGroup, .doubleMinus, .starBehindPhrase: []
    case .unclosedQuote: ["\""]
    case .unclosedGroup: [")"]
    case .emptyGroup, .missingOperand: operands
    case .missingValue: [either("a value", "bir değer"), "("]
    case .unknownField(_, let suggestion):
      suggestion.map { [$0 + ":"] } ?? [either("a known field", "bilinen bir alan")]
    case .nestedField: [either("a word", "bir sözcük"), either("a phrase", "bir söz öbeği")]
    case .unknownChoice(_, _, let known, _): known
    case .notADate, .noSuchDay: [either("a date", "bir tarih")]
    case .notASize, .sizeTooLarge: [either("a size", "bir boyut")]
    case .reversedRange, .emptyRange, .spacedRange: [either("a range", "bir aralık")]
    case .starInside, .starAtBeginning, .noWord: [either("a word", "bir sözcük")]
    }
  }
}
