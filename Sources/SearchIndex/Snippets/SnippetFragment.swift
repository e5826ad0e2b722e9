/// One piece of a text as it is shown, cut between words.
struct SnippetFragment {
  private(set) var shown: ArraySlice<SnippetPieces.Piece> = []
  /// Whether something of the text was left out before it and behind it.
  private(set) var isCutBefore = true
  private(set) var isCutBehind = true
  /// Whether there is text between what is allowed and what is shown.
  private(set) var isApart = true

  /// - Parameters:
  ///   - core: what is to be shown above all, in bytes; empty for none.
  ///   - characters: how many may be shown.
  ///   - allowed: what may be shown, in bytes: the rest belongs to other fragments.
  ///   - borders: the bytes at which words begin and end.
  init(
    _ source: SnippetPieces, core: Range<Int>, characters: Int, allowed: Range<Int>,
    borders: (starts: Set<Int>, ends: Set<Int>)
  ) {
    let pieces = source.pieces
    var usable = source.whole
    while let first = usable.first, pieces[first].range.lowerBound < allowed.lowerBound || pieces[first].isSpace {
      usable.removeFirst()
    }
    while let last = usable.last, pieces[last].range.upperBound > allowed.upperBound || pieces[last].isSpace {
      usable.removeLast()
    }
    guard !usable.isEmpty else {
      isCutBefore = source.isCutBefore
      isCutBehind = source.isCutBehind || pieces.contains { !$0.isSpace }
      return
    }
    let first = usable.first { pieces[$0].range.upperBound > core.lowerBound } ?? usable.upperBound
    let behind = usable.first { $0 >= first && pieces[$0].range.lowerBound >= core.upperBound } ?? usable.upperBound
    var (start, end) = (first, min(behind, first + characters))
    let left = characters - (end - start)
    // A third before the matches: what is said of them mostly follows.
    let before = max(
      min(first - usable.lowerBound, left / 3), min(first - usable.lowerBound, left - (usable.upperBound - end)))
    start -= before
    end = min(usable.upperBound, end + left - before)
    if start > usable.lowerBound || source.hasText(before: start) {
      start = (start..<first).first { Self.canStart(pieces, $0, borders.starts) } ?? first
    }
    let coreEnd = min(behind, first + characters)
    if end < usable.upperBound || source.hasText(behind: end) {
      let ends = (coreEnd..<max(coreEnd, end)).reversed().lazy.map { $0 + 1 }
      let cut = ends.first { $0 > coreEnd && Self.canEnd(pieces, $0, borders.ends) }
      // Without a match there is nothing to fall back on: a word that fills all of it is cut.
      end = cut ?? (coreEnd > start ? coreEnd : end)
    }
    shown = pieces[start..<max(start, end)]
    isCutBefore = source.hasText(before: start)
    isCutBehind = source.hasText(behind: end)
    isApart =
      pieces[0].range.lowerBound > allowed.lowerBound
      || pieces[..<start].contains { !$0.isSpace && $0.range.lowerBound >= allowed.lowerBound }
  }

  private static func canStart(_ pieces: [SnippetPieces.Piece], _ place: Int, _ starts: Set<Int>) -> Bool {
    guard !pieces[place].isSpace else { return false }
    return place == 0 || pieces[place - 1].isSpace || starts.contains(pieces[place].range.lowerBound)
  }

  private static func canEnd(_ pieces: [SnippetPieces.Piece], _ end: Int, _ ends: Set<Int>) -> Bool {
    guard !pieces[end - 1].isSpace else { return false }
    return end == pieces.count || pieces[end].isSpace || ends.contains(pieces[end - 1].range.upperBound)
  }
}

extension SnippetPieces {
  func hasText(before place: Int) -> Bool { isCutBefore || pieces[..<place].contains { !$0.isSpace } }
  func hasText(behind place: Int) -> Bool { isCutBehind || pieces[place...].contains { !$0.isSpace } }
}
