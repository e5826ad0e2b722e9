extension QueryError {
  /// Columns of the query that are shown around the place.
  private static let shownBefore = 60
  private static let shownAfter = 40

  /// Three lines for a terminal: the query (a part of a long one), a caret under the character, and the sentence.
  ///
  /// - Parameter query: the text that was parsed.
  public func rendered(query: String, language: QueryErrorLanguage = .english) -> String {
    var (before, after): ([Character], [Character]) = ([], [])
    var (offset, isCut) = (0, false)
    for character in query {
      let next = offset + character.utf8.count
      // A place inside of a character is the character's place.
      if next <= range.lowerBound {
        before.append(character)
      } else if after.count < Self.shownAfter {
        after.append(character)
      } else {
        isCut = true
        break
      }
      offset = next
    }
    let start = before.count > Self.shownBefore ? before.count - Self.shownBefore : 0
    let beginning = (start > 0 ? "…" : "") + before[start...].map(\.shownInQuery).joined()
    let line = beginning + after.map(\.shownInQuery).joined() + (isCut ? "…" : "")
    let column = beginning.reduce(0) { $0 + $1.displayedColumns }
    return line + "\n" + String(repeating: " ", count: column) + "^\n" + message(in: language)
  }
}

extension Character {
  /// As it can be shown on one line: no line ends, nothing that steers a terminal or turns the direction of writing.
  var shownInQuery: String {
    var shown = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: shown.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Columns of a terminal that it takes: two for wide East Asian characters and emoji (UAX #11), none for marks that have
  /// nothing to stand on.
  var displayedColumns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if unicodeScalars.contains(where: { $0.value == 0xFE0F || $0.properties.isEmojiPresentation }) { return 2 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: break
    }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
}
