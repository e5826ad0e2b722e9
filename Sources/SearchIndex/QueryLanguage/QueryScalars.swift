/// The text of a query by scalars, with the place of each in bytes.
struct QueryScalars {
  let scalars: [Unicode.Scalar]
  private let offsets: [Int]

  init(_ text: String) {
    var scalars: [Unicode.Scalar] = []
    var offsets = [0]
    for scalar in text.unicodeScalars {
      scalars.append(scalar)
      offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
    }
    self.scalars = scalars
    self.offsets = offsets
  }

  var count: Int { scalars.count }

  subscript(_ place: Int) -> Unicode.Scalar? { place >= 0 && place < scalars.count ? scalars[place] : nil }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  func bytes(_ range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }
}

extension Unicode.Scalar {
  /// The straight mark and those that keyboards and word processors put in its place; all are the same to us.
  var isQuotationMark: Bool {
    switch value {
    case 0x22, 0x201C, 0x201D, 0x201E, 0xFF02: true
    default: false
    }
  }

  /// White space, and what is pasted along without being seen: control characters, the zero-width space, the byte order
  /// mark.
  var isQuerySpace: Bool {
    if value < 0x80 { return value <= 0x20 || value == 0x7F }
    return (0x80...0x9F).contains(value) || value == 0x200B || value == 0xFEFF || properties.isWhitespace
  }

  /// A letter, mark or digit: what the index makes words of.
  var isOfWord: Bool {
    if value < 0x80 { return isASCIIDigit || (0x41...0x5A).contains(value & ~0x20) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }

  /// What a word can begin with: marks alone make none.
  var beginsWord: Bool {
    guard isOfWord else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: return true
    }
  }

  var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
  var isParenthesis: Bool { value == 0x28 || value == 0x29 }
}
