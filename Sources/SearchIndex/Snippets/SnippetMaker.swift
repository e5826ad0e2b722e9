/// Picks the part of a text that shows best why a query found it.
///
/// The fragment with most terms of the query is taken, of several the one with most matches, of those the earliest; without
/// a match, the beginning of the text. It is cut between words, and inside of one only where that is longer than all of
/// it; never inside of a character as people see it. White space becomes one space; what has no shape of its own (control
/// characters, direction marks, soft hyphens) is not shown, so that a mail can't steer the terminal it is listed on.
/// Of a text of any length only the words' places and some kilobytes around the chosen matches are read.
public struct SnippetMaker: Sendable {
  public let options: SnippetOptions

  public init(_ options: SnippetOptions = SnippetOptions()) {
    self.options = options
  }

  /// - Parameters:
  ///   - text: UTF-8; ill-formed bytes are shown as U+FFFD.
  ///   - words: the words of the text in order. Those that match nothing tell where it may be cut; without them it is cut
  ///     at white space. What lies outside of the text is ignored.
  public func snippet(of text: UnsafeRawBufferPointer, words: [SnippetWord]) -> Snippet {
    let characters = min(max(options.characters, 1), 1 << 16)
    let limit = min(text.count, max(0, options.bytesRead))
    let matches = matches(among: words, limit: limit)
    guard !matches.isEmpty else {
      var start = 0
      while start < limit, text[start] <= 0x20 { start += 1 }
      return assemble(text, [start..<start], characters, words, matches, limit)
    }
    let fragments = min(max(options.fragments, 1), 16)
    var windows = SnippetWindows(text: text, matches: matches, room: max(1, characters / fragments)).best(fragments)
    // Where one fragment says all, it has all of the room.
    if windows.count == 1, fragments > 1 {
      windows = SnippetWindows(text: text, matches: matches, room: characters).best(1)
    }
    return assemble(text, windows.map(\.bytes), characters / max(1, windows.count), words, matches, limit)
  }

  /// The same of a text in memory.
  public func snippet(of text: String, words: [SnippetWord]) -> Snippet {
    Array(text.utf8).withUnsafeBytes { snippet(of: $0, words: words) }
  }

  private func matches(among words: [SnippetWord], limit: Int) -> [SnippetWord] {
    var matches: [SnippetWord] = []
    for word in words where word.isMatch && word.start < word.end && Int(word.end) <= limit {
      guard matches.count < max(1, options.matches) else { break }
      if let last = matches.last, word.start < last.start || word.end < last.end { continue }
      matches.append(word)
    }
    return matches
  }

  private func assemble(
    _ text: UnsafeRawBufferPointer, _ cores: [Range<Int>], _ characters: Int, _ words: [SnippetWord],
    _ matches: [SnippetWord], _ limit: Int
  ) -> Snippet {
    var writer = SnippetWriter(matches: matches)
    var from = 0
    for (number, core) in cores.enumerated() {
      let to = number + 1 < cores.count ? cores[number + 1].lowerBound : limit
      // Four bytes a character, and as much again three times for those with marks and the words that are cut off.
      let source = SnippetPieces(text, core, reach: characters * 16, limit: limit)
      let span = (source.pieces.first?.range.lowerBound ?? 0)...(source.pieces.last?.range.upperBound ?? 0)
      let fragment = SnippetFragment(
        source, core: core, characters: characters, allowed: from..<max(from, to), borders: words.borders(in: span))
      writer.write(fragment)
      from = fragment.shown.last?.range.upperBound ?? max(from, core.upperBound)
    }
    return writer.finish()
  }
}

extension [SnippetWord] {
  /// Where the words begin and end that begin in the span.
  fileprivate func borders(in span: ClosedRange<Int>) -> (starts: Set<Int>, ends: Set<Int>) {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].start) < span.lowerBound { low = middle + 1 } else { high = middle }
    }
    var (starts, ends): (Set<Int>, Set<Int>) = ([], [])
    for word in self[low...] {
      guard Int(word.start) <= span.upperBound else { break }
      starts.insert(Int(word.start))
      ends.insert(Int(word.end))
    }
    return (starts, ends)
  }
}
