extension QueryNode {
  /// The node in the query language. See `ParsedQuery.canonicalText`.
  ///
  /// A quotation mark in a text that no parser has made becomes a space: the language has no way to write it.
  public var canonicalText: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .all: text += "*"
    case .word(let word, let field): text += Self.name(field) + word
    case .prefix(let prefix, let field): text += Self.name(field) + prefix + "*"
    case .phrase(let phrase, let field): text += Self.name(field) + Self.quoted(phrase)
    case .value(let field, let value):
      // What was typed without marks around it may have one inside, and no space.
      let isBare = value.unicodeScalars.contains(where: \.isQuotationMark)
      text += Self.name(field) + (isBare ? value : Self.quoted(value))
    case .choice(let field, let value):
      text += Self.name(field) + (value.utf8.allSatisfy(\.isPlain) ? value : Self.quoted(value))
    case .dateRange(let field, let interval):
      text += Self.name(field) + Self.range(interval) { CivilTime(microseconds: $0).text }
    case .sizeRange(let field, let interval):
      text += Self.name(field) + Self.range(interval) { String($0) }
    case .and(let nodes): Self.write(nodes, between: " AND ", to: &text)
    case .or(let nodes): Self.write(nodes, between: " OR ", to: &text)
    case .not(let node):
      text += "NOT "
      node.writeMember(to: &text)
    }
  }

  private static func write(_ nodes: [QueryNode], between separator: String, to text: inout String) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { text += separator }
      node.writeMember(to: &text)
    }
  }

  private func writeMember(to text: inout String) {
    switch self {
    case .and, .or:
      text += "("
      write(to: &text)
      text += ")"
    default: write(to: &text)
    }
  }

  private static func name(_ field: String?) -> String { field.map { $0 + ":" } ?? "" }

  private static func quoted(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append("\"")
    for scalar in text.unicodeScalars { scalars.append(scalar.isQuotationMark ? " " : scalar) }
    scalars.append("\"")
    return String(scalars)
  }

  private static func range(_ interval: QueryInterval, _ write: (Int64) -> String) -> String {
    (interval.lower.map(write) ?? "") + ".." + (interval.upper.map(write) ?? "")
  }
}

extension UInt8 {
  fileprivate var isPlain: Bool {
    switch self {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
