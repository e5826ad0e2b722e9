/// The languages in which a wrong query is explained.
public enum QueryErrorLanguage: Sendable, Hashable, CaseIterable {
  case english, turkish
}

/// Why a query can't be understood, and where.
public struct QueryError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case tooLong(limit: Int)
    case tooManyClauses(limit: Int)
    case tooDeep(limit: Int)
    case unclosedQuote
    case unopenedQuote
    case unclosedGroup
    case unopenedGroup
    case emptyGroup
    /// An operator, as it was typed, without something on the side where the error points.
    case missingOperand(String)
    case missingValue(field: String)
    case unknownField(String, suggestion: String?)
    case nestedField(String, outer: String)
    case unknownChoice(String, field: String, known: [String], suggestion: String?)
    case notADate(String, field: String)
    case noSuchDay(String)
    case notASize(String, field: String)
    case sizeTooLarge(String)
    case reversedRange(String)
    case emptyRange(String)
    case spacedRange
    case starInside(String)
    case starAtBeginning(String)
    case starBehindPhrase
    case noWord(String)
    case doubleMinus
  }

  public var reason: Reason
  /// What the error points at, in bytes of the query's UTF-8. Empty at the end of the text.
  public var range: Range<Int>
  /// Where it begins, in characters as people count them.
  public var characterOffset: Int

  /// Where it begins, in bytes of the query's UTF-8.
  public var byteOffset: Int { range.lowerBound }

  public init(_ reason: Reason, at range: Range<Int>, in query: String) {
    self.reason = reason
    self.range = range
    characterOffset = String(decoding: query.utf8.prefix(range.lowerBound), as: UTF8.self).count
  }

  /// One sentence in English: what is wrong and what to do.
  public var message: String { message(in: .english) }

  /// What could have stood there, in English; empty where something has to go rather than come.
  public var expected: [String] { expected(in: .english) }
}

extension QueryError: CustomStringConvertible {
  public var description: String { "query, character \(characterOffset + 1): \(message)" }
}
