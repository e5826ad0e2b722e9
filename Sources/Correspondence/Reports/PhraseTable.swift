/// Phrases with a meaning, found anywhere in a folded text. Of several in one text the one listed first counts.
///
/// A phrase that begins with a letter begins a word in the text too; it may end within one, which serves for endings. An
/// ellipsis in it stands for up to `longestGap` bytes.
struct PhraseTable<Meaning: Sendable>: Sendable {
  private struct Entry: Sendable {
    var pieces: [[UInt8]]
    var meaning: Meaning
    var rank: Int
  }

  /// By the first byte of the phrase, by rank.
  private var entries: [[Entry]] = Array(repeating: [], count: 256)

  /// What stands between the parts of a phrase: an address, a host, a few words.
  private static var longestGap: Int { 80 }

  init(_ groups: [(meaning: Meaning, phrases: [String])]) {
    var rank = 0
    for (meaning, phrases) in groups {
      for phrase in phrases {
        let pieces = phrase.split(separator: "…").map { FoldedText($0.utf8).bytes }
        guard let first = pieces.first?.first else { continue }
        entries[Int(first)].append(Entry(pieces: pieces, meaning: meaning, rank: rank))
        rank += 1
      }
    }
  }

  /// The meaning of the phrase listed first among those in a text, which is folded.
  func meaning(in text: [UInt8]) -> Meaning? {
    var best: Entry?
    for start in text.indices {
      let candidates = entries[Int(text[start])]
      if candidates.isEmpty || !Self.mayBegin(text, at: start) { continue }
      for entry in candidates {
        if let best, entry.rank >= best.rank { break }
        if Self.stands(entry.pieces, in: text, at: start) {
          best = entry
          break
        }
      }
    }
    return best?.meaning
  }

  func matches(_ text: [UInt8]) -> Bool { meaning(in: text) != nil }

  /// Whether a text begins with one of the phrases.
  func opens(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    return entries[Int(first)].contains { Self.stands($0.pieces, in: text, at: 0) }
  }

  /// Whether a text ends with one of the phrases, none of which has a gap.
  func closes(_ text: ArraySlice<UInt8>) -> Bool {
    // Phrases are short, and so is the look back.
    var start = text.endIndex
    while start > text.startIndex, text.endIndex - start < 64 {
      start -= 1
      guard start == text.startIndex || !text[start].isLetterOfASCII || !text[start - 1].isLetterOfASCII else {
        continue
      }
      for entry in entries[Int(text[start])] {
        if let piece = entry.pieces.first, piece.count == text.endIndex - start, text.hasBytes(piece, at: start) {
          return true
        }
      }
    }
    return false
  }

  private static func mayBegin(_ text: [UInt8], at start: Int) -> Bool {
    start == 0 || !text[start].isLetterOfASCII || !text[start - 1].isLetterOfASCII
  }

  private static func stands(_ pieces: [[UInt8]], in text: [UInt8], at start: Int) -> Bool {
    var at = start
    for (index, piece) in pieces.enumerated() {
      let last = index == 0 ? at : min(at + longestGap, text.count - piece.count)
      while at <= last, !text.hasBytes(piece, at: at) { at += 1 }
      if at > last { return false }
      at += piece.count
    }
    return true
  }
}
