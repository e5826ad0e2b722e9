/// A piece of a query's text.
struct QueryToken {
  enum Kind: Equatable {
    case word, prefix, phrase, everything
    /// A name and its colon; the number is the field's place in the schema.
    case field(Int)
    case and, or, not, minus, open, close, end
    /// Here the text stopped to make sense. The parser throws it when it comes here, so that the first mistake of the text
    /// is the one that is told.
    case failed(QueryError)
  }

  var kind: Kind
  /// The word, without the asterisk of a prefix; the phrase without its marks; the value of a field; the field's name as it was typed.
  var text = ""
  /// In bytes.
  var range: Range<Int>

  /// Whether something that can be looked for begins here.
  var beginsOperand: Bool {
    switch kind {
    case .word, .prefix, .phrase, .everything, .field, .not, .minus, .open: true
    case .and, .or, .close, .end, .failed: false
    }
  }
}
