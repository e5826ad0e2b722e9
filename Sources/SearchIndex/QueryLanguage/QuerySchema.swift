/// A value that a field of a fixed set can have.
public struct QueryChoice: Sendable, Hashable {
  /// The name under which the index knows it.
  public var value: String
  /// Other spellings; case and diacritics make no difference.
  public var aliases: [String]

  public init(_ value: String, _ aliases: String...) {
    self.value = value
    self.aliases = aliases
  }
}

/// Which part of the time line a field such as `since:` leaves over.
public enum QueryDateBound: Sendable, Hashable {
  /// From the beginning of the named day, month or year.
  case since
  /// To the end of it.
  case until
  /// What comes behind the end of it.
  case after
  /// What comes ahead of its beginning.
  case before
}

/// What a field holds, and so what may stand behind its colon.
public enum QueryFieldKind: Sendable, Hashable {
  /// Words: a word, a phrase, a prefix.
  case text
  /// A name or number that is compared as a whole, or by its beginning.
  case keyword
  /// One of a fixed set, of which an item has one.
  case choice([QueryChoice])
  /// Any of a fixed set, of which an item has several at a time.
  case flags([QueryChoice])
  /// A moment: a day, month, year or range of them.
  case date
  /// One bound of the date field that is named.
  case dateBound(QueryDateBound, of: String)
  /// A number of bytes, or a range of them.
  case size
}

/// A name that can stand before a colon.
public struct QueryField: Sendable, Hashable {
  /// The name under which it stands in the parsed query.
  public var name: String
  /// Other spellings; case and diacritics make no difference.
  public var aliases: [String]
  public var kind: QueryFieldKind

  public init(_ name: String, _ kind: QueryFieldKind, aliases: [String] = []) {
    self.name = name
    self.kind = kind
    self.aliases = aliases
  }
}

/// The fields that a query can name. The language itself knows none.
public struct QuerySchema: Sendable {
  public let fields: [QueryField]
  /// Names that lead to more than one field; the first field has them. A schema without mistakes has none.
  public let ambiguousNames: [String]
  private let places: [String: Int]
  private let spellings: [QueryName.Spelling]

  public init(fields: [QueryField]) {
    self.fields = fields
    var (places, ambiguous): ([String: Int], [String]) = ([:], [])
    for (place, field) in fields.enumerated() {
      for name in [field.name] + field.aliases {
        let key = QueryName.fold(name)
        if let earlier = places[key], earlier != place { ambiguous.append(name) }
        if places[key] == nil { places[key] = place }
      }
    }
    self.places = places
    ambiguousNames = ambiguous
    spellings = fields.flatMap { [$0.name] + $0.aliases }.map { QueryName.Spelling($0) }
  }

  /// The place in `fields` of the field with such a name or alias.
  func place(of name: String) -> Int? { places[QueryName.fold(name)] }

  /// The field's name or alias that somebody probably meant.
  func nearestName(to name: String) -> String? {
    QueryName.nearest(to: name, among: spellings)
  }
}
