/// Puts fragments together, in the order of the text.
struct SnippetWriter {
  /// Ascending.
  let matches: [SnippetWord]
  private var nextMatch = 0
  private var text = ""
  private var highlights: [Range<Int>] = []
  private var isCut = false

  init(matches: [SnippetWord]) {
    self.matches = matches
  }

  mutating func write(_ fragment: SnippetFragment) {
    if !fragment.shown.isEmpty, !text.isEmpty {
      // Fragments that have grown together need no mark.
      text += fragment.isApart ? " … " : " "
    } else if !fragment.shown.isEmpty, fragment.isCutBefore {
      text += "…"
    }
    for piece in fragment.shown {
      let start = text.utf8.count
      text.append(piece.character)
      if !piece.isSpace, isMatched(piece.range) { highlight(start..<text.utf8.count) }
    }
    isCut = fragment.isCutBehind
  }

  func finish() -> Snippet { Snippet(text: text + (isCut ? "…" : ""), highlights: highlights) }

  private mutating func isMatched(_ range: Range<Int>) -> Bool {
    while nextMatch < matches.count, Int(matches[nextMatch].end) <= range.lowerBound { nextMatch += 1 }
    return nextMatch < matches.count && Int(matches[nextMatch].start) < range.upperBound
  }

  private mutating func highlight(_ range: Range<Int>) {
    if let last = highlights.last, last.upperBound == range.lowerBound {
      highlights[highlights.count - 1] = last.lowerBound..<range.upperBound
    } else {
      highlights.append(range)
    }
  }
}
