public import TextAnalysis

/// What a document must have to be found. Words are analysed as the documents were.
public indirect enum SearchClause: Sendable, Hashable {
  /// Texts of the schema in which words are looked for; nil for all.
  public typealias Fields = Set<Int>

  case all
  case nothing
  /// A word, or words that stand one behind another where the text has several.
  case words(String, in: Fields? = nil)
  /// A word that begins so.
  case prefix(String, in: Fields? = nil)
  case keyword(kind: Int, value: [UInt8])
  /// A keyword that begins so.
  case keywordPrefix(kind: Int, value: [UInt8])
  /// A value of a column within limits, both included.
  case range(column: Int, ClosedRange<Int64>)
  /// One of some documents, by their keys.
  case keys(Set<UInt64>)
  case and([SearchClause])
  case or([SearchClause])
  case not(SearchClause)
}

extension SearchClause {
  /// Any of the words of a text, each for itself.
  public static func anyWord(of text: String) -> SearchClause {
    var ranges = WordRanges()
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { buffer in
      WordScanner().scan(buffer, into: &ranges)
      var words: [SearchClause] = []
      for index in 0..<ranges.count {
        words.append(.words(String(decoding: buffer[Int(ranges[index].start)..<Int(ranges[index].end)], as: UTF8.self)))
      }
      return .or(words)
    }
  }
}

/// A question to the index.
public struct SearchRequest: Sendable {
  public enum Order: Sendable, Hashable {
    /// The best first; among equals the highest value of the column.
    case relevance(ties: Int)
    case ascending(column: Int)
    case descending(column: Int)
  }

  public var clause: SearchClause
  public var limit: Int
  public var order: Order
  /// Whether all that is found is counted; without it, `SearchResults.total` is nil.
  public var countsTotal: Bool
  /// What is behind this hit only.
  public var after: SearchHit.Place?
  /// Languages of the query's words, whose stems are tried.
  public var languages: [TextLanguage]
  /// Whether words of the query that stand close together count more. It costs a look at their positions.
  public var considersProximity = false
  /// Columns and kinds of keywords whose values are to be counted.
  public var columnFacets: [Int] = []
  public var keywordFacets: [Int] = []

  public init(
    _ clause: SearchClause, limit: Int = 10, order: Order, countsTotal: Bool = true, after: SearchHit.Place? = nil,
    languages: [TextLanguage] = []
  ) {
    (self.clause, self.limit, self.order, self.countsTotal) = (clause, limit, order, countsTotal)
    (self.after, self.languages) = (after, languages)
  }
}

/// A document that was found.
public struct SearchHit: Sendable, Hashable {
  /// Where a hit stands in the order of hits: what a cursor holds.
  public struct Place: Sendable, Hashable {
    public var score: Float
    /// Value of the column that decides among equals, or by which is sorted.
    public var value: Int64
    public var key: UInt64

    public init(score: Float, value: Int64, key: UInt64) {
      (self.score, self.value, self.key) = (score, value, key)
    }
  }

  public var place: Place
  public var key: UInt64 { place.key }
  public var score: Float { place.score }
}

public struct SearchResults: Sendable {
  public var hits: [SearchHit]
  public var total: Int?
  /// For each column asked for, how many of the found have which value.
  public var columnFacets: [Int: [Int64: Int]] = [:]
  /// For each kind of keyword asked for, how many of the found bear which.
  public var keywordFacets: [Int: [[UInt8]: Int]] = [:]
}
