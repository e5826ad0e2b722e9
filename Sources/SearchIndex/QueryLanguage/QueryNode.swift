/// Numbers from a bound to a bound, both included; a bound that is nil is open.
public struct QueryInterval: Hashable, Sendable {
  public var lower: Int64?
  public var upper: Int64?

  public init(lower: Int64?, upper: Int64?) {
    self.lower = lower
    self.upper = upper
  }

  public func contains(_ number: Int64) -> Bool {
    number >= lower ?? .min && number <= upper ?? .max
  }
}

/// What a query asks for.
///
/// Fields bear the names of the schema, choices the values of the schema. Texts are as they were typed: the index makes
/// words of them. In what the parser returns
/// - `and` and `or` have at least two members, and none of their own kind directly inside;
/// - a `not` stands only inside an `and` that has a member other than `not`, which is `all` where nothing else was asked;
/// - `all` stands in an `and` only for that;
/// - groups lie at most `QueryLimits.depth` deep.
public indirect enum QueryNode: Hashable, Sendable {
  /// Every document.
  case all
  /// A word as typed, without white space. One with punctuation inside (`2026/İŞ-00123`) is several words to the index,
  /// which must then follow one another.
  case word(String, field: String?)
  /// Words that follow one another, with single spaces between.
  case phrase(String, field: String?)
  /// The beginning of a word, without the asterisk.
  case prefix(String, field: String?)
  /// The whole value of a keyword field.
  case value(field: String, String)
  /// One of the values of a field with a fixed set.
  case choice(field: String, String)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case dateRange(field: String, QueryInterval)
  /// Bytes.
  case sizeRange(field: String, QueryInterval)
  case and([QueryNode])
  case or([QueryNode])
  case not(QueryNode)
}

extension QueryNode {
  /// All of the nodes at once, in the form that the parser promises.
  static func joinedByAnd(_ nodes: [QueryNode]) -> QueryNode {
    var members: [QueryNode] = []
    for node in nodes {
      if case .and(let inner) = node { members += inner } else { members.append(node) }
    }
    guard members.count > 1 else { return members.first ?? .all }
    let positive = members.contains { !$0.isNot && $0 != .all }
    members.removeAll { $0 == .all }
    if !positive { members.insert(.all, at: 0) }
    return members.count == 1 ? members[0] : .and(members)
  }

  /// One of the nodes at least.
  static func joinedByOr(_ nodes: [QueryNode]) -> QueryNode {
    guard nodes.count > 1 else { return nodes.first ?? .all }
    var members: [QueryNode] = []
    for node in nodes {
      if case .or(let inner) = node { members += inner } else { members.append(node.standingAlone) }
    }
    return .or(members)
  }

  var negated: QueryNode {
    if case .not(let inner) = self { return inner }
    return .not(self)
  }

  /// A negation alone is everything without what it names.
  var standingAlone: QueryNode { isNot ? .and([.all, self]) : self }

  private var isNot: Bool {
    if case .not = self { return true }
    return false
  }
}
